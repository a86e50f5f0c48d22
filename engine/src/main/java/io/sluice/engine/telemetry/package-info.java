/**
 * The process's own metrics and logs: instruments, the Prometheus endpoint, process figures.
 *
 * <p>Nothing here is per item; instruments are touched once per batch.
 */
@NullMarked
package io.sluice.engine.telemetry;

import org.jspecify.annotations.NullMarked;

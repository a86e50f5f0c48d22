/**
 * The applications of the demo: an image platform of four services that emit traces, logs and metrics with the OpenTelemetry Java SDK, and
 * the ledger of what they emitted.
 */
@NullMarked
package io.sluice.demo.platform;

import org.jspecify.annotations.NullMarked;

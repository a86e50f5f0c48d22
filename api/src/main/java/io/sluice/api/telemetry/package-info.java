/**
 * Self-metrics, as components see them. Names are the Collector's without the {@code otelcol_} prefix and without the {@code _total}
 * suffix; label values come from closed sets, never from telemetry.
 */
@NullMarked
package io.sluice.api.telemetry;

import org.jspecify.annotations.NullMarked;

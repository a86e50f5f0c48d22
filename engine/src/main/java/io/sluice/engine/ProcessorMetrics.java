package io.sluice.engine;

import io.sluice.api.ComponentId;
import io.sluice.api.telemetry.Counter;
import io.sluice.api.telemetry.Histogram;
import io.sluice.api.telemetry.Meter;
import io.sluice.pdata.Signal;

/**
 * What the Collector measures of every processor. Threads: any.
 *
 * @param duration seconds that a batch takes inside the processor, without what comes behind it
 */
record ProcessorMetrics(Counter incoming, Counter outgoing, Histogram duration) {

    private static final double[] SECONDS = {
        0.000_01, 0.000_025, 0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 1
    };
    private static final double NANOS = 1e9;

    static ProcessorMetrics of(Meter meter, ComponentId id, Signal signal) {
        String[] labels = {"processor", id.toString(), "otel.signal", signal.configName()};
        meter.unit("processor_internal_duration", "seconds");
        return new ProcessorMetrics(
                meter.counter("processor_incoming_items", "Items given to the processor.", labels),
                meter.counter("processor_outgoing_items", "Items handed on by the processor.", labels),
                meter.histogram(
                        "processor_internal_duration",
                        "Time that the processor works on a batch, in seconds.",
                        SECONDS,
                        labels));
    }

    void took(long nanos) {
        duration.record(nanos / NANOS);
    }
}

package io.sluice.processor.batch;

import io.sluice.api.ComponentId;
import io.sluice.api.telemetry.Counter;
import io.sluice.api.telemetry.Histogram;
import io.sluice.api.telemetry.Meter;

/** The Collector's metrics of the batch processor, and one more for batches that left because nothing was under way. */
final class BatchMetrics {

    private static final double[] SIZES = {
        10, 25, 50, 75, 100, 250, 500, 750, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10_000, 20_000,
        30_000, 50_000, 100_000
    };

    /** Why a batch left. */
    enum Trigger {
        SIZE,
        TIMEOUT,
        IDLE
    }

    private final Histogram sendSize;
    private final Counter bySize;
    private final Counter byTimeout;
    private final Counter byIdle;

    BatchMetrics(Meter meter, ComponentId id) {
        String[] labels = {"processor", id.toString()};
        sendSize = meter.histogram("processor_batch_batch_send_size", "Items in a batch that left.", SIZES, labels);
        bySize = meter.counter(
                "processor_batch_batch_size_trigger_send", "Batches that left because they were full.", labels);
        byTimeout = meter.counter(
                "processor_batch_timeout_trigger_send", "Batches that left because their time was up.", labels);
        byIdle = meter.counter(
                "processor_batch_idle_trigger_send",
                "Batches that left because nothing was under way downstream.",
                labels);
    }

    void sent(int items, Trigger trigger) {
        sendSize.record(items);
        switch (trigger) {
            case SIZE -> bySize.add(1);
            case TIMEOUT -> byTimeout.add(1);
            case IDLE -> byIdle.add(1);
        }
    }
}

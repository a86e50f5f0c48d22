package io.sluice.processor.batch;

import io.sluice.api.Batch;
import io.sluice.api.ComponentId;
import io.sluice.api.PipelineId;
import io.sluice.api.telemetry.Counter;
import io.sluice.api.telemetry.Histogram;
import io.sluice.api.telemetry.Meter;
import java.util.function.DoubleSupplier;

/** The Collector's metrics of the batch processor, and one more for batches that left because nothing was under way. */
final class BatchMetrics {

    private static final double[] SIZES = {
        10, 25, 50, 75, 100, 250, 500, 750, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10_000, 20_000,
        30_000, 50_000, 100_000
    };

    private static final double[] BYTES = {
        10, 25, 50, 75, 100, 250, 500, 750, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10_000, 20_000,
        30_000, 50_000, 100_000, 200_000, 300_000, 400_000, 500_000, 600_000, 700_000, 800_000, 900_000, 1_000_000,
        2_000_000, 3_000_000, 4_000_000, 5_000_000, 6_000_000, 7_000_000, 8_000_000, 9_000_000
    };

    /** Why a batch left. */
    enum Trigger {
        SIZE,
        TIMEOUT,
        IDLE
    }

    private final Meter meter;
    private final String processor;
    private final String pipeline;
    private final Histogram sendSize;
    private final Histogram sendBytes;
    private final Counter bySize;
    private final Counter byTimeout;
    private final Counter byIdle;

    BatchMetrics(Meter meter, ComponentId id, PipelineId pipeline) {
        this.meter = meter;
        this.processor = id.toString();
        this.pipeline = pipeline.toString();
        String[] labels = {"processor", id.toString()};
        sendSize = meter.histogram("processor_batch_batch_send_size", "Items in a batch that left.", SIZES, labels);
        sendBytes = meter.histogram(
                "processor_batch_batch_send_size_bytes", "Payload bytes in a batch that left.", BYTES, labels);
        bySize = meter.counter(
                "processor_batch_batch_size_trigger_send", "Batches that left because they were full.", labels);
        byTimeout = meter.counter(
                "processor_batch_timeout_trigger_send", "Batches that left because their time was up.", labels);
        byIdle = meter.counter(
                "processor_batch_idle_trigger_send",
                "Batches that left because nothing was under way downstream.",
                labels);
    }

    /** Shows how many groups a worker has. */
    void measureGroups(int worker, DoubleSupplier groups) {
        meter.gauge(
                "processor_batch_metadata_cardinality",
                "Combinations of metadata values that are batched.",
                groups,
                "processor",
                processor,
                "pipeline",
                pipeline,
                "worker",
                Integer.toString(worker));
    }

    void sent(Batch batch, Trigger trigger) {
        sendSize.record(batch.items());
        sendBytes.record(batch.bytes());
        switch (trigger) {
            case SIZE -> bySize.add(1);
            case TIMEOUT -> byTimeout.add(1);
            case IDLE -> byIdle.add(1);
        }
    }
}

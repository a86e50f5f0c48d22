package io.sluice.exporter.helper;

import io.sluice.pdata.Signal;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link QueuedExporter} is to do.
 *
 * @param queue the queue, or null for none: every batch is attempted at once, and what is under way or waits for a retry is bounded in
 *     bytes only, by {@link QueueConfig#DEFAULT_QUEUE_BYTES}
 * @param retry back-off between attempts
 * @param timeout longest attempt; zero is no limit but the sender's own deadline
 * @param signals signals that will come
 */
public record ExporterSettings(@Nullable QueueConfig queue, RetryConfig retry, Duration timeout, Set<Signal> signals) {

    public ExporterSettings {
        signals = Set.copyOf(signals);
    }

    /** True if the sender waits for what becomes of its data. */
    boolean waitsForResult() {
        return queue == null || queue.waitForResult();
    }
}

package io.sluice.config;

import io.sluice.api.config.Checked;
import io.sluice.api.config.Default;
import io.sluice.api.config.Problems;
import io.sluice.api.config.Range;
import java.time.Duration;

/**
 * Bounds of the engine, {@code service::engine}. The Collector has no such section.
 *
 * @param workers threads per pipeline; 0 is the product's own choice
 * @param ringSize batches that may wait for each worker; a power of two
 * @param maxBytes payload bytes that one pipeline may hold from its door to the outcome; 0 is a quarter of the heap
 * @param maxItems items that one pipeline may hold; 0 is no bound of its own
 * @param shutdownTimeout how long a stop may take before what is left is refused
 */
public record EngineConfig(
        @Default("0") @Range(min = 0, max = 256) int workers,
        @Default("1024") @Range(min = 2, max = 1 << 20) int ringSize,
        @Default("0") @Range(min = 0) long maxBytes,
        @Default("0") @Range(min = 0) long maxItems,
        @Default("20s") Duration shutdownTimeout)
        implements Checked {

    @Override
    public void check(Problems problems) {
        if (Integer.bitCount(ringSize) != 1) {
            problems.error(
                    "ring_size",
                    "is not a power of two",
                    "Use " + Integer.highestOneBit(ringSize) + " or " + (Integer.highestOneBit(ringSize) << 1) + ".");
        }
        if (!shutdownTimeout.isPositive()) {
            problems.error("shutdown_timeout", "leaves no time to deliver what is held", "Use 20s, the default.");
        }
    }
}

package io.sluice.processor.tailsampling;

import io.sluice.processor.sampling.Threshold;
import org.slf4j.Logger;

/**
 * Keeps less of everything, errors too, while what is kept can't leave as fast as it comes: a threshold below which nothing is kept, which
 * depends on how much memory kept spans take that are not delivered.
 *
 * <pre>
 *   probability   1 |--------------
 *                   |              \\
 *                 0 |_______________\\__
 *                   0            at  twice
 * </pre>
 *
 * <p>So the memory settles where as much is kept as leaves. The threshold of a trace depends on traces that were decided before it only, so that
 * counts by {@code th} stay unbiased. An emergency ends when less than three quarters of the mark are taken.
 *
 * <p>Threads: one worker's; {@link #probability} any.
 */
final class Emergency {

    /** No more are decided together while there may be one, so that each lot sees what became of the one before. */
    static final int MAX_LOT = 1 << 9;

    private static final double PERCENT = 100;
    private static final double END = 0.75;
    private static final double LEAST_PROBABILITY = 0x1p-14;
    private static final int PRECISION = 4;

    private final double mark;
    private final Logger logger;
    private final TailSamplingMetrics metrics;
    private boolean active;
    private volatile double probability = 1;

    /** @param percentage of the memory from which on it is an emergency; 0 for never */
    Emergency(int percentage, Logger logger, TailSamplingMetrics metrics) {
        this.mark = percentage == 0 ? Double.MAX_VALUE : percentage / PERCENT;
        this.logger = logger;
        this.metrics = metrics;
    }

    /**
     * What a trace must reach to be kept.
     *
     * @param bytes of memory that kept spans take which are not delivered
     * @param maxBytes of memory there are
     */
    long threshold(long bytes, long maxBytes) {
        double taken = (double) bytes / maxBytes;
        if (taken >= mark && !active) {
            active = true;
            metrics.emergency();
            logger.warn(
                    "kept spans leave too slowly and take {} of {} bytes: emergency_at lets tail sampling keep less of"
                            + " everything, errors too, until they take less than {}",
                    bytes,
                    maxBytes,
                    (long) (END * mark * maxBytes));
        } else if (active && taken < END * mark) {
            active = false;
            logger.info("kept spans leave again: all that policies keep is kept");
        }
        if (!active || taken <= mark) {
            probability = 1;
            return Threshold.ALWAYS;
        }
        probability = Math.max(LEAST_PROBABILITY, 2 - taken / mark);
        return Threshold.of(probability, PRECISION);
    }

    /** With which probability traces are kept that policies keep for certain; 1 while there is no emergency. */
    double probability() {
        return probability;
    }
}

package io.sluice.processor.probabilisticsampler;

import io.sluice.processor.sampling.Threshold;

/** What threshold an item has to reach. Immutable. */
sealed interface ThresholdRule {

    /**
     * The threshold.
     *
     * @param incoming the one that the item was sampled by before, or {@link Threshold#NONE}
     */
    long threshold(long incoming);

    /** The same for all. */
    record Fixed(long threshold) implements ThresholdRule {
        @Override
        public long threshold(long incoming) {
            return threshold;
        }
    }

    /** At least that. */
    record Equalizing(long least) implements ThresholdRule {
        @Override
        public long threshold(long incoming) {
            return Math.max(least, incoming);
        }
    }

    /** That of a share of what came in. */
    record Proportional(double share, int precision) implements ThresholdRule {
        @Override
        public long threshold(long incoming) {
            double before = incoming == Threshold.NONE ? 1 : Threshold.probability(incoming);
            long threshold = Threshold.of(before * share, precision);
            return threshold == Threshold.NONE ? Threshold.NEVER : threshold;
        }
    }
}

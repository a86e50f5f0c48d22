package io.sluice.processor.probabilisticsampler;

import io.sluice.api.config.Checked;
import io.sluice.api.config.Default;
import io.sluice.api.config.Key;
import io.sluice.api.config.Problems;
import io.sluice.api.config.Range;
import io.sluice.pdata.Signal;
import io.sluice.processor.sampling.Threshold;
import io.sluice.processor.value.Patterns;
import java.util.List;

/**
 * Configuration of {@code probabilistic_sampler}.
 *
 * @param samplingPercentage how many of 100 items are kept, read with 32 bits as the Collector does; 0 keeps none, 100 and more all
 * @param mode how the decision is made
 * @param hashSeed what the hash of {@code hash_seed} begins with: the same for all who are to keep the same, another for another tier
 * @param failClosed true to drop what cannot be decided on, false to keep it; see below
 * @param samplingPrecision hexadecimal digits of a threshold that say something; of no use in mode {@code hash_seed}, but for
 *     {@code sampling_priority}
 * @param attributeSource what {@code hash_seed} hashes of a log record
 * @param fromAttribute attribute of a log record that {@code hash_seed} hashes where there is no trace id, or instead of it
 * @param samplingPriority attribute of a log record whose number is the record's own percentage
 * @param keep rules for what is always kept, with {@code th:0}; one of them is enough. Sluice's own key
 */
public record ProbabilisticSamplerConfig(
        @Default("0") double samplingPercentage,
        @Default("hash_seed") Mode mode,
        @Default("0") @Range(min = 0, max = 0xffffffffL) long hashSeed,
        @Default("true") boolean failClosed,

        @Default("4") @Range(min = 1, max = Threshold.MAX_DIGITS)
        int samplingPrecision,

        @Default("traceID") AttributeSource attributeSource,
        @Default("\"\"") String fromAttribute,
        @Default("\"\"") String samplingPriority,
        @Default("[]") List<KeepConfig> keep)
        implements Checked {

    /** The hash that {@code hash_seed} decides by has as many values. */
    private static final int BUCKETS = 1 << 14;

    private static final float BUCKETS_PER_PERCENT = BUCKETS / 100.0f;
    private static final int BITS_BELOW_BUCKET = 56 - 14;

    public ProbabilisticSamplerConfig {
        keep = List.copyOf(keep);
    }

    /** How the decision is made. */
    public enum Mode {
        /** By a hash of the trace id, or of an attribute; drops what was sampled consistently before. */
        HASH_SEED,
        /** By the item's randomness; items that were sampled before keep their share of the whole: theirs times this one. */
        PROPORTIONAL,
        /** By the item's randomness; all items end up with at most this share of the whole. */
        EQUALIZING
    }

    /** What is hashed of a log record. */
    public enum AttributeSource {
        /** The trace id; {@code from_attribute} where there is none. */
        @Key("traceID")
        TRACE_ID,
        /** {@code from_attribute}. */
        RECORD
    }

    /** The percentage as the Collector holds it. */
    float percentage() {
        return Math.min(100, (float) samplingPercentage);
    }

    private int buckets() {
        return (int) (percentage() * BUCKETS_PER_PERCENT);
    }

    /** True if no item is kept by chance. */
    boolean keepsNone() {
        return percentage() == 0 || (mode == Mode.HASH_SEED && buckets() == 0);
    }

    ThresholdRule rule() {
        if (keepsNone()) {
            return new ThresholdRule.Fixed(Threshold.NEVER);
        }
        double share = percentage() / 100.0;
        return switch (mode) {
            case HASH_SEED -> new ThresholdRule.Fixed((long) (BUCKETS - buckets()) << BITS_BELOW_BUCKET);
            case EQUALIZING -> new ThresholdRule.Equalizing(Threshold.of(share, samplingPrecision));
            case PROPORTIONAL -> new ThresholdRule.Proportional(share, samplingPrecision);
        };
    }

    @Override
    public void check(Problems problems) {
        float percentage = (float) samplingPercentage;
        if (!(percentage >= 0 && percentage < Float.POSITIVE_INFINITY)) {
            problems.error("sampling_percentage", percentage + " is no percentage", "Use a number from 0 to 100.");
        } else if (percentage > 0 && percentage / 100.0 < Threshold.MIN_PROBABILITY) {
            problems.error(
                    "sampling_percentage", percentage + " is too small to be a threshold", "Use 0, or at least 2e-15.");
        } else {
            warn(problems, percentage);
        }
        for (int i = 0; i < keep.size(); i++) {
            keep.get(i).check(problems.at("keep").at(Integer.toString(i)));
        }
        Patterns.checkSize(problems, "keep", patterns());
    }

    private List<String> patterns() {
        return keep.stream()
                .map(KeepConfig::matches)
                .filter(pattern -> !pattern.isEmpty())
                .toList();
    }

    private void warn(Problems problems, float percentage) {
        if (percentage == 0 && keep.isEmpty() && samplingPriority.isEmpty()) {
            problems.warning(
                    problems.isSet("sampling_percentage") ? "sampling_percentage" : "",
                    "keeps nothing but spans with a sampling.priority, since sampling_percentage is 0",
                    "Set sampling_percentage to how many of 100 are to be kept.");
        } else if (percentage > 0 && keepsNone()) {
            problems.warning(
                    "sampling_percentage",
                    percentage + " keeps nothing in mode hash_seed, whose least share is 1 in 16384",
                    "Use at least 0.0062, or mode: equalizing.");
        } else if (percentage > 100) {
            problems.warning("sampling_percentage", percentage + " is taken for 100", "Use a number from 0 to 100.");
        }
        if (mode != Mode.HASH_SEED) {
            for (String key : List.of("hash_seed", "attribute_source", "from_attribute")) {
                if (problems.isSet(key)) {
                    problems.warning(key, "has no effect in mode " + modeName(), "Remove it, or use mode: hash_seed.");
                }
            }
        }
    }

    private String modeName() {
        return mode == Mode.EQUALIZING ? "equalizing" : "proportional";
    }

    /** Reports what makes no sense for a signal. */
    void check(Signal signal, Problems problems) {
        if (signal == Signal.LOGS && mode == Mode.HASH_SEED && fromAttribute.isEmpty()) {
            if (attributeSource == AttributeSource.RECORD) {
                problems.warning(
                        "attribute_source",
                        "names no attribute, so that of no log record there is anything to hash",
                        "Set from_attribute.");
            }
        }
        if (signal == Signal.LOGS && !samplingPriority.isEmpty() && keepsNone()) {
            problems.warning(
                    "sampling_priority",
                    "keeps every log record that has one above 0, whatever it is, since nothing else is kept; as the"
                            + " Collector does",
                    "Set sampling_percentage to more than 0.");
        }
        if (!keep.isEmpty() && keep.stream().noneMatch(rule -> rule.isFor(signal))) {
            problems.warning(
                    "keep",
                    "has no rule for " + signal.configName() + ", and a pipeline of these uses it",
                    "Add one, or give that pipeline a processor of its own.");
        }
    }
}

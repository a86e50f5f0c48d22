package io.sluice.processor.tailsampling;

import io.sluice.processor.sampling.Threshold;
import io.sluice.processor.value.Patterns;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All policies of a configuration as rules, those that drop first, and what evidence they need.
 *
 * @param policies in the order in which they are asked
 * @param limits the limits among them and their parts, by number
 * @param attributes what to look for in attributes
 * @param members what to look for in tracestates
 * @param windows durations that count while a trace grows, as the Collector sees them
 * @param evidenceWords longs of evidence per trace
 */
record PolicySet(
        List<Policy> policies,
        List<Rule.Limit> limits,
        List<AttributeEvidence> attributes,
        List<MemberEvidence> members,
        List<WindowEvidence> windows,
        int evidenceWords) {

    /** A policy by its name. */
    record Policy(String name, Rule rule) {}

    /** An attribute that is looked for. Makes a test for each worker, since expressions belong to a thread. */
    record AttributeEvidence(String key, Supplier<AttributeTest> test, int bit) {}

    /** A member of the tracestate that is looked for. */
    record MemberEvidence(Text key, List<Text> values, int bit) {}

    /** A duration of at least {@code least} and at most {@code greatest} whole milliseconds, at any time while the trace grows. */
    record WindowEvidence(long least, long greatest, int bit) {}

    /** Digits of a threshold, as {@code probabilistic_sampler} takes by default, so that both decide alike. */
    private static final int PRECISION = 4;

    private static final String COLLECTORS_SALT = "default-hash-seed";

    static PolicySet of(TailSamplingConfig config) {
        return new Compiler(config.isConsistent(), config.patterns().size()).compile(config.policies());
    }

    /** A bucket for each limit, by number; all workers take from the same. */
    List<Bucket> buckets(long nowNanos) {
        return limits.stream()
                .map(limit -> new Bucket(limit.perSecond(), limit.burst(), nowNanos))
                .toList();
    }

    /** Gives out numbers of evidence while it goes. */
    private static final class Compiler {

        private final boolean consistent;
        private final int patterns;
        private final List<Rule.Limit> limits = new ArrayList<>();
        private final List<AttributeEvidence> attributes = new ArrayList<>();
        private final List<MemberEvidence> members = new ArrayList<>();
        private final List<WindowEvidence> windows = new ArrayList<>();
        private int bits = Rule.FIRST_FREE_BIT;

        Compiler(boolean consistent, int patterns) {
            this.consistent = consistent;
            this.patterns = patterns;
        }

        PolicySet compile(List<PolicyConfig> configs) {
            List<Policy> drops = new ArrayList<>();
            List<Policy> others = new ArrayList<>();
            for (PolicyConfig config : configs) {
                (config.type() == PolicyConfig.Type.DROP ? drops : others).add(new Policy(config.name(), rule(config)));
            }
            drops.addAll(others);
            return new PolicySet(
                    List.copyOf(drops),
                    List.copyOf(limits),
                    List.copyOf(attributes),
                    List.copyOf(members),
                    List.copyOf(windows),
                    (bits + Long.SIZE - 1) / Long.SIZE);
        }

        private Rule rule(PolicyConfig config) {
            return switch (config.type()) {
                case ALWAYS_SAMPLE -> new Rule.Always();
                case LATENCY -> latency(Objects.requireNonNull(config.latency()));
                case NUMERIC_ATTRIBUTE -> number(Objects.requireNonNull(config.numericAttribute()));
                case PROBABILISTIC -> part(Objects.requireNonNull(config.probabilistic()));
                case STATUS_CODE -> status(Objects.requireNonNull(config.statusCode()));
                case STRING_ATTRIBUTE -> text(Objects.requireNonNull(config.stringAttribute()));
                case TRACE_STATE -> member(Objects.requireNonNull(config.traceState()));
                case TRACE_FLAGS -> new Rule.Seen(Rule.FLAG_BIT, false);
                case RATE_LIMITING -> {
                    PolicyConfig.RateLimiting limit = Objects.requireNonNull(config.rateLimiting());
                    yield limit(false, limit.spansPerSecond(), limit.burstCapacity());
                }
                case BYTES_LIMITING -> {
                    PolicyConfig.BytesLimiting limit = Objects.requireNonNull(config.bytesLimiting());
                    yield limit(true, limit.bytesPerSecond(), limit.burstCapacity());
                }
                case SPAN_COUNT -> {
                    PolicyConfig.SpanCount count = Objects.requireNonNull(config.spanCount());
                    int greatest = count.maxSpans() == 0 ? Integer.MAX_VALUE : count.maxSpans();
                    yield new Rule.Counts(count.minSpans(), greatest);
                }
                case BOOLEAN_ATTRIBUTE -> truth(Objects.requireNonNull(config.booleanAttribute()));
                case AND -> new Rule.All(parts(config));
                case NOT -> new Rule.Not(parts(config).getFirst());
                case DROP -> new Rule.Drop(parts(config));
                case COMPOSITE, OTTL_CONDITION ->
                    throw new IllegalArgumentException(config.type() + " was not refused by its check");
            };
        }

        private List<Rule> parts(PolicyConfig config) {
            return config.parts().stream().map(part -> rule(part.policy())).toList();
        }

        private Rule latency(PolicyConfig.Latency latency) {
            long upper = latency.upperThresholdMs() == 0 ? Long.MAX_VALUE : latency.upperThresholdMs();
            if (consistent) {
                return new Rule.Lasts(latency.thresholdMs(), upper);
            }
            boolean open = latency.upperThresholdMs() == 0;
            int bit = bits++;
            windows.add(new WindowEvidence(open ? latency.thresholdMs() : latency.thresholdMs() + 1, upper, bit));
            return new Rule.Seen(bit, false);
        }

        private Rule number(PolicyConfig.NumericAttribute number) {
            Long least = isUnset(number.minValue()) ? Long.valueOf(Long.MIN_VALUE) : number.minValue();
            Long greatest = isUnset(number.maxValue()) ? Long.valueOf(Long.MAX_VALUE) : number.maxValue();
            AttributeTest test = new AttributeTest.Between(
                    Objects.requireNonNull(least), Objects.requireNonNull(greatest), !consistent);
            return attribute(number.key(), () -> test, number.invertMatch());
        }

        private boolean isUnset(@Nullable Long bound) {
            return bound == null || (bound == 0 && !consistent);
        }

        private Rule text(PolicyConfig.StringAttribute text) {
            if (text.enabledRegexMatching()) {
                return attribute(
                        text.key(),
                        () -> new AttributeTest.Matching(
                                text.values().stream()
                                        .map(value -> Patterns.matcher(value, patterns))
                                        .toList(),
                                !consistent),
                        text.invertMatch());
            }
            AttributeTest test = new AttributeTest.OneOf(new TextTable(texts(text.values())));
            return attribute(text.key(), () -> test, text.invertMatch());
        }

        private Rule truth(PolicyConfig.BooleanAttribute truth) {
            AttributeTest test = new AttributeTest.Is(truth.value(), !consistent);
            return attribute(truth.key(), () -> test, truth.invertMatch());
        }

        private Rule attribute(String key, Supplier<AttributeTest> test, boolean inverted) {
            int bit = bits++;
            attributes.add(new AttributeEvidence(key, test, bit));
            return new Rule.Seen(bit, inverted);
        }

        private Rule member(PolicyConfig.TraceState member) {
            int bit = bits++;
            Text key = Text.of(member.key());
            List<Text> values = texts(member.values()).stream()
                    .filter(value -> key.length() + value.length() <= PolicyConfig.MAX_MEMBER)
                    .toList();
            members.add(new MemberEvidence(key, values, bit));
            return new Rule.Seen(bit, false);
        }

        private static Rule status(PolicyConfig.StatusCode status) {
            long bits = 0;
            for (String code : status.statusCodes()) {
                bits |= 1L << (Rule.STATUS_BIT + List.of("UNSET", "OK", "ERROR").indexOf(code));
            }
            return new Rule.SeenAny(bits);
        }

        private Rule part(PolicyConfig.Probabilistic part) {
            String salt = part.hashSalt().isEmpty() ? COLLECTORS_SALT : part.hashSalt();
            return new Rule.Part(
                    threshold(part.samplingPercentage()), TraceIdHash.limit(part.samplingPercentage()), Text.of(salt));
        }

        private static long threshold(double percentage) {
            long threshold = Threshold.of(Math.min(1, percentage / 100), PRECISION);
            return threshold == Threshold.NONE ? Threshold.NEVER : threshold;
        }

        private Rule limit(boolean bytes, long perSecond, long burst) {
            Rule.Limit limit = new Rule.Limit(limits.size(), bytes, perSecond, burst > 0 ? burst : 2 * perSecond);
            limits.add(limit);
            return limit;
        }

        private static List<Text> texts(List<String> values) {
            return values.stream()
                    .filter(value -> !value.isEmpty())
                    .map(Text::of)
                    .toList();
        }
    }
}

package io.sluice.processor.tailsampling;

import io.sluice.api.config.Checked;
import io.sluice.api.config.Default;
import io.sluice.api.config.Problems;
import io.sluice.api.config.Range;
import io.sluice.processor.sampling.Threshold;
import io.sluice.processor.value.Patterns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One policy. The block that belongs to its type has the type's name; {@code always_sample} and {@code trace_flags} have none.
 *
 * @param name what it is called in metrics and where {@code record_policy} writes; needed but for parts of other policies
 * @param type what it looks at
 * @param latency a trace that lasts long enough, from its earliest start to its latest end
 * @param numericAttribute a trace with a number in a range, among the attributes of its spans and their resources
 * @param probabilistic a part of all traces
 * @param statusCode a trace with a span of such a status
 * @param stringAttribute a trace with a text, among the attributes of its spans and their resources
 * @param traceState a trace with a span whose tracestate has a member
 * @param rateLimiting so many spans a second
 * @param bytesLimiting so many bytes a second
 * @param spanCount a trace of so many spans
 * @param booleanAttribute a trace with a boolean, among the attributes of its spans and their resources
 * @param and a trace that all of several policies keep
 * @param not a trace that another policy does not keep
 * @param drop a trace that all of several policies would keep is dropped, whatever other policies say
 * @param composite not there yet
 * @param ottlCondition not there yet
 */
public record PolicyConfig(
        @Default("\"\"") String name,
        Type type,
        @Nullable Latency latency,
        @Nullable NumericAttribute numericAttribute,
        @Nullable Probabilistic probabilistic,
        @Nullable StatusCode statusCode,
        @Nullable StringAttribute stringAttribute,
        @Nullable TraceState traceState,
        @Nullable RateLimiting rateLimiting,
        @Nullable BytesLimiting bytesLimiting,
        @Nullable SpanCount spanCount,
        @Nullable BooleanAttribute booleanAttribute,
        @Nullable And and,
        @Nullable Not not,
        @Nullable Drop drop,
        @Nullable Object composite,
        @Nullable Object ottlCondition)
        implements Checked {

    private static final Set<String> STATUS_CODES = Set.of("OK", "ERROR", "UNSET");
    private static final String KEY = "key";

    /** Most bytes of a member's key and value together. */
    static final int MAX_MEMBER = 255;

    /** What a policy looks at. */
    public enum Type {
        /** Keeps every trace. */
        ALWAYS_SAMPLE,
        /** How long a trace lasts. */
        LATENCY,
        /** A numeric attribute. */
        NUMERIC_ATTRIBUTE,
        /** Nothing but the trace id, or the randomness in the tracestate. */
        PROBABILISTIC,
        /** The status of spans. */
        STATUS_CODE,
        /** A text attribute. */
        STRING_ATTRIBUTE,
        /** A member of the tracestate. */
        TRACE_STATE,
        /** The sampled flag of spans. */
        TRACE_FLAGS,
        /** The rate of spans. */
        RATE_LIMITING,
        /** The rate of bytes. */
        BYTES_LIMITING,
        /** The number of spans. */
        SPAN_COUNT,
        /** A boolean attribute. */
        BOOLEAN_ATTRIBUTE,
        /** Several policies, all of which have to keep the trace. */
        AND,
        /** The opposite of a policy. */
        NOT,
        /** Several policies that together drop a trace. */
        DROP,
        /** Not there yet. */
        COMPOSITE,
        /** Not there yet. */
        OTTL_CONDITION;

        /** As it is written, and the name of its block. */
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        private boolean hasBlock() {
            return this != ALWAYS_SAMPLE && this != TRACE_FLAGS;
        }
    }

    /**
     * How long a trace lasts, in whole milliseconds.
     *
     * @param thresholdMs longer than this; {@code mode: compat} without an upper bound: at least this
     * @param upperThresholdMs at most this; 0 is no bound
     */
    public record Latency(
            @Default("0") @Range(min = 0) long thresholdMs,
            @Default("0") @Range(min = 0) long upperThresholdMs) implements Checked {
        @Override
        public void check(Problems problems) {
            if (upperThresholdMs > 0 && upperThresholdMs <= thresholdMs) {
                problems.error(
                        "upper_threshold_ms",
                        "is not above threshold_ms, so nothing is in between",
                        "Use more than " + thresholdMs + ", or leave it out.");
            }
        }
    }

    /**
     * A number in a range, both ends included.
     *
     * @param key key of the attribute
     * @param minValue the least; unset is no bound, and so is 0 with {@code mode: compat}
     * @param maxValue the greatest; likewise
     * @param invertMatch true for traces without such a number
     */
    public record NumericAttribute(
            String key,
            @Nullable Long minValue,
            @Nullable Long maxValue,
            @Default("false") boolean invertMatch) implements Checked {

        /** True if 0 is no bound and so there is none. */
        boolean isUnbounded() {
            return (minValue == null || minValue == 0) && (maxValue == null || maxValue == 0);
        }

        @Override
        public void check(Problems problems) {
            checkKey(key, problems);
            if (minValue == null && maxValue == null) {
                problems.error("", "has no bounds", "Set min_value, max_value or both.");
            } else if (minValue != null && maxValue != null && minValue > maxValue) {
                problems.error(
                        "min_value", "is above max_value, so no number is in between", "Use at most " + maxValue + ".");
            }
        }
    }

    /**
     * A part of all traces.
     *
     * @param samplingPercentage how many of a hundred; 0 or less is none, 100 or more all
     * @param hashSalt for {@code mode: compat}: what is hashed together with the trace id; empty is the Collector's
     */
    public record Probabilistic(
            double samplingPercentage, @Default("\"\"") String hashSalt) implements Checked {
        @Override
        public void check(Problems problems) {
            if (!Double.isFinite(samplingPercentage)) {
                problems.error("sampling_percentage", "is not a number", "Use 10 for one trace of ten.");
            } else if (samplingPercentage > 100) {
                problems.warning(
                        "sampling_percentage", samplingPercentage + " is taken for 100", "Use a number from 0 to 100.");
            } else if (samplingPercentage < 0) {
                problems.warning(
                        "sampling_percentage",
                        samplingPercentage + " is taken for 0, so nothing is kept",
                        "Use a number from 0 to 100.");
            } else if (samplingPercentage > 0 && samplingPercentage / 100 < Threshold.MIN_PROBABILITY) {
                problems.warning(
                        "sampling_percentage",
                        samplingPercentage + " is too small for any trace to be kept",
                        "Use 0, or at least 2e-15.");
            }
        }
    }

    /**
     * Status of a span.
     *
     * @param statusCodes any of {@code OK}, {@code ERROR}, {@code UNSET}
     */
    public record StatusCode(List<String> statusCodes) implements Checked {
        public StatusCode {
            statusCodes = List.copyOf(statusCodes);
        }

        @Override
        public void check(Problems problems) {
            if (statusCodes.isEmpty()) {
                problems.error("status_codes", "names no status", "Use OK, ERROR or UNSET.");
            }
            for (int i = 0; i < statusCodes.size(); i++) {
                if (!STATUS_CODES.contains(statusCodes.get(i))) {
                    problems.at("status_codes")
                            .error(
                                    Integer.toString(i),
                                    "\"" + statusCodes.get(i) + "\" is no status of a span",
                                    "Use OK, ERROR or UNSET.");
                }
            }
        }
    }

    /**
     * A text among the attributes. Empty texts of spans are not looked at.
     *
     * @param key key of the attribute
     * @param values texts one of which it has to be; with {@code enabled_regex_matching}, patterns one of which has to match anywhere
     * @param enabledRegexMatching true if they are patterns, RE2 as in Go
     * @param cacheMaxSize accepted and without effect: searching takes no cache
     * @param invertMatch true for traces without such a text
     */
    public record StringAttribute(
            String key,
            @Default("[]") List<String> values,
            @Default("false") boolean enabledRegexMatching,
            @Default("0") int cacheMaxSize,
            @Default("false") boolean invertMatch)
            implements Checked {
        public StringAttribute {
            values = List.copyOf(values);
        }

        @Override
        public void check(Problems problems) {
            checkKey(key, problems);
            if (values.isEmpty()) {
                problems.warning("values", "is empty, so no text matches", "Name at least one.");
            } else if (!enabledRegexMatching && values.stream().allMatch(String::isEmpty)) {
                problems.warning("values", "has nothing but empty texts, which match nothing", "Name at least one.");
            }
            for (int i = 0; i < values.size() && enabledRegexMatching; i++) {
                Patterns.check(problems.at("values"), Integer.toString(i), values.get(i));
            }
        }
    }

    /**
     * A member of the tracestate.
     *
     * @param key key of the member
     * @param values texts one of which its value has to be
     */
    public record TraceState(String key, @Default("[]") List<String> values) implements Checked {
        public TraceState {
            values = List.copyOf(values);
        }

        private boolean isTooLong(String value) {
            return Text.of(key).length() + Text.of(value).length() > MAX_MEMBER;
        }

        @Override
        public void check(Problems problems) {
            checkKey(key, problems);
            if (values.isEmpty()) {
                problems.warning("values", "is empty, so no member matches", "Name at least one.");
            } else if (values.stream().allMatch(value -> value.isEmpty() || isTooLong(value))) {
                problems.warning(
                        "values",
                        "has nothing that matches: a member has a value, and at most " + MAX_MEMBER
                                + " bytes with its key",
                        "Name at least one.");
            }
        }
    }

    private static void warnOfNoRate(String key, long rate, Problems problems) {
        if (rate == 0) {
            problems.warning(key, "is 0, so nothing is kept", "Use more, or remove the policy.");
        }
    }

    /**
     * A bound on spans: a bucket that fills at a rate.
     *
     * @param spansPerSecond how fast it fills
     * @param burstCapacity how much it holds, so how many spans a trace may have at most; 0 is twice the rate
     */
    public record RateLimiting(
            @Range(min = 0, max = MAX_RATE) long spansPerSecond,
            @Default("0") @Range(min = 0, max = MAX_RATE) long burstCapacity)
            implements Checked {
        @Override
        public void check(Problems problems) {
            warnOfNoRate("spans_per_second", spansPerSecond, problems);
        }
    }

    /**
     * A bound on bytes: a bucket that fills at a rate.
     *
     * @param bytesPerSecond how fast it fills
     * @param burstCapacity how much it holds, so how large a trace may be at most; 0 is twice the rate
     */
    public record BytesLimiting(
            @Range(min = 0, max = MAX_RATE) long bytesPerSecond,
            @Default("0") @Range(min = 0, max = MAX_RATE) long burstCapacity)
            implements Checked {
        @Override
        public void check(Problems problems) {
            warnOfNoRate("bytes_per_second", bytesPerSecond, problems);
        }
    }

    static final long MAX_RATE = 1_000_000_000_000L;

    /**
     * The number of a trace's spans.
     *
     * @param minSpans at least so many
     * @param maxSpans at most so many; 0 is no bound
     */
    public record SpanCount(
            @Default("0") @Range(min = 0) int minSpans,
            @Default("0") @Range(min = 0) int maxSpans) implements Checked {
        @Override
        public void check(Problems problems) {
            if (maxSpans > 0 && maxSpans < minSpans) {
                problems.error("max_spans", "is below min_spans, so no number is in between", "Use 0 for no bound.");
            }
        }
    }

    /**
     * A boolean among the attributes.
     *
     * @param key key of the attribute
     * @param value what it has to be
     * @param invertMatch true for traces without it
     */
    public record BooleanAttribute(
            String key,
            @Default("false") boolean value,
            @Default("false") boolean invertMatch) implements Checked {
        @Override
        public void check(Problems problems) {
            checkKey(key, problems);
        }
    }

    /**
     * Several policies.
     *
     * @param andSubPolicy all of which have to keep the trace
     */
    public record And(List<PolicyConfig> andSubPolicy) {
        public And {
            andSubPolicy = List.copyOf(andSubPolicy);
        }
    }

    /**
     * The opposite of a policy.
     *
     * @param notSubPolicy the policy
     */
    public record Not(PolicyConfig notSubPolicy) {}

    /**
     * Several policies.
     *
     * @param dropSubPolicy all of which have to agree
     */
    public record Drop(List<PolicyConfig> dropSubPolicy) {
        public Drop {
            dropSubPolicy = List.copyOf(dropSubPolicy);
        }
    }

    private static void checkKey(String key, Problems problems) {
        if (key.isEmpty()) {
            problems.error(KEY, "is empty", "Name one.");
        }
    }

    private Map<Type, Boolean> blocks() {
        return Map.ofEntries(
                Map.entry(Type.LATENCY, latency != null),
                Map.entry(Type.NUMERIC_ATTRIBUTE, numericAttribute != null),
                Map.entry(Type.PROBABILISTIC, probabilistic != null),
                Map.entry(Type.STATUS_CODE, statusCode != null),
                Map.entry(Type.STRING_ATTRIBUTE, stringAttribute != null),
                Map.entry(Type.TRACE_STATE, traceState != null),
                Map.entry(Type.RATE_LIMITING, rateLimiting != null),
                Map.entry(Type.BYTES_LIMITING, bytesLimiting != null),
                Map.entry(Type.SPAN_COUNT, spanCount != null),
                Map.entry(Type.BOOLEAN_ATTRIBUTE, booleanAttribute != null),
                Map.entry(Type.AND, and != null),
                Map.entry(Type.NOT, not != null),
                Map.entry(Type.DROP, drop != null),
                Map.entry(Type.COMPOSITE, composite != null),
                Map.entry(Type.OTTL_CONDITION, ottlCondition != null));
    }

    @Override
    public void check(Problems problems) {
        if (type == Type.COMPOSITE || type == Type.OTTL_CONDITION) {
            problems.error(
                    "type",
                    type.key() + " does not exist yet",
                    "Use other policies; those that are there are in docs/components/tail_sampling.md.");
            return;
        }
        Map<Type, Boolean> blocks = blocks();
        for (Type other : Type.values()) {
            if (other != type && blocks.getOrDefault(other, false)) {
                problems.error(
                        other.key(),
                        "is the block of policies of type " + other.key() + ", and this one is of type " + type.key(),
                        type.hasBlock() ? "Rename it to " + type.key() + ", or change the type." : "Remove it.");
            }
        }
        if (type.hasBlock() && !blocks.getOrDefault(type, false)) {
            problems.error(
                    "", "a policy of type " + type.key() + " needs a block of that name", "Add " + type.key() + ".");
        }
        for (Part part : parts()) {
            if (part.policy().type() == Type.DROP) {
                part.in(problems)
                        .error("type", "drop stands for itself, not within " + type.key(), "Move it to policies.");
            }
        }
        if ((type == Type.AND || type == Type.DROP) && blocks.getOrDefault(type, false) && parts().isEmpty()) {
            problems.error(type.key(), "has no policies", "Add at least one to " + type.key() + "_sub_policy.");
        }
    }

    /** A policy within another one, and where it stands. */
    record Part(PolicyConfig policy, List<String> path) {

        Problems in(Problems problems) {
            Problems at = problems;
            for (String step : path) {
                at = at.at(step);
            }
            return at;
        }
    }

    /** The policies right within this one. */
    List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        List<PolicyConfig> list = and != null ? and.andSubPolicy() : drop != null ? drop.dropSubPolicy() : List.of();
        for (int i = 0; i < list.size(); i++) {
            parts.add(new Part(list.get(i), List.of(type.key(), type.key() + "_sub_policy", Integer.toString(i))));
        }
        if (not != null) {
            parts.add(new Part(not.notSubPolicy(), List.of("not", "not_sub_policy")));
        }
        return parts;
    }
}

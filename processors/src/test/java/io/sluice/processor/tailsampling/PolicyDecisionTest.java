package io.sluice.processor.tailsampling;

import static io.sluice.processor.tailsampling.Spans.decimal;
import static io.sluice.processor.tailsampling.Spans.number;
import static io.sluice.processor.tailsampling.Spans.span;
import static io.sluice.processor.tailsampling.Spans.text;
import static io.sluice.processor.tailsampling.Spans.truth;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each policy keeps: the cases of the Collector's own tests, and those where the two modes differ. */
class PolicyDecisionTest {

    private static final String COMPAT = "compat";
    private static final String CONSISTENT = "consistent";
    private static final String VETOES = "compat, invert_match_vetoes: true";

    private static final String YES = "{name: yes, type: always_sample}";
    private static final String NO = "{name: no, type: span_count, span_count: {min_spans: 1000}}";

    /** Whether a trace is kept under policies, given as YAML. */
    private static boolean keeps(String mode, String policies, ResourceSpans.Builder... trace) {
        Rig rig = new Rig("{decision_wait: 1s, mode: " + mode + ", policies: [" + policies + "]}");
        rig.send(trace);
        rig.advanceMillis(1100);
        int sent = Arrays.stream(trace)
                .mapToInt(resource -> resource.getScopeSpans(0).getSpansCount())
                .sum();
        assertThat(rig.spans().size()).isIn(0, sent);
        assertThat(rig.metrics.account().imbalance()).isZero();
        return !rig.spans().isEmpty();
    }

    private static boolean keeps(String mode, String policies, Span.Builder... trace) {
        return keeps(mode, policies, Spans.resource("shop", Spans.scope("lib", trace)));
    }

    private static String policy(String type, String block) {
        return "{name: p, type: " + type + ", " + type + ": " + block + "}";
    }

    private static Span.Builder on(KeyValue... attributes) {
        return span(1, "a").addAllAttributes(Arrays.asList(attributes));
    }

    private static ResourceSpans.Builder onResource(KeyValue... attributes) {
        return Spans.resource("shop", Spans.scope("lib", span(1, "a")))
                .setResource(Resource.newBuilder().addAllAttributes(Arrays.asList(attributes)));
    }

    @ParameterizedTest
    @ValueSource(strings = {COMPAT, CONSISTENT})
    void stringAttributeComparesExactly(String mode) {
        String policy = policy("string_attribute", "{key: example, values: [value]}");

        assertThat(keeps(mode, policy, onResource(text("other", "value")))).isFalse();
        assertThat(keeps(mode, policy, onResource(text("example", "other")))).isFalse();
        assertThat(keeps(mode, policy, onResource(text("example", "value")))).isTrue();
        assertThat(keeps(mode, policy, on(text("other", "value")))).isFalse();
        assertThat(keeps(mode, policy, on(text("example", "other")))).isFalse();
        assertThat(keeps(mode, policy, on(text("example", "value")))).isTrue();
        assertThat(keeps(mode, policy, on(number("example", 1)))).isFalse();
        assertThat(keeps(mode, policy, span(1, "a"), on(text("example", "value"))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {COMPAT, CONSISTENT})
    void stringAttributeSearchesPatternsAnywhere(String mode) {
        String health = "grpc.health.v1.HealthCheck";
        String regex = "enabled_regex_matching: true";

        assertThat(keeps(
                        mode,
                        policy("string_attribute", "{key: example, values: ['v[0-9]+.HealthCheck$'], " + regex + "}"),
                        on(text("example", health))))
                .isTrue();
        assertThat(keeps(
                        mode,
                        policy("string_attribute", "{key: example, values: ['v[a-z]+.HealthCheck$'], " + regex + "}"),
                        on(text("example", health))))
                .isFalse();
        assertThat(keeps(
                        mode,
                        policy("string_attribute", "{key: example, values: [value], " + regex + "}"),
                        onResource(text("example", "a value of it"))))
                .isTrue();
        assertThat(keeps(
                        mode,
                        policy("string_attribute", "{key: example, values: [], " + regex + "}"),
                        on(text("example", "value"))))
                .isFalse();
    }

    @Test
    void emptyTextsCountInResourcesOnlyAndOtherValuesAreEmptyTextsToTheCollector() {
        String any = policy("string_attribute", "{key: example, values: ['.*'], enabled_regex_matching: true}");

        assertThat(keeps(COMPAT, any, on(text("example", "")))).isFalse();
        assertThat(keeps(COMPAT, any, onResource(text("example", "")))).isTrue();
        assertThat(keeps(COMPAT, any, onResource(number("example", 3)))).isTrue();
        assertThat(keeps(CONSISTENT, any, onResource(number("example", 3)))).isFalse();
    }

    @Test
    void anInvertedMatchIsAPlainNoAsInTheCollector() {
        String inverted =
                "{name: p, type: string_attribute, string_attribute: {key: example, values: [first, value, last],"
                        + " invert_match: true}}";

        for (String mode : new String[] {COMPAT, CONSISTENT}) {
            assertThat(keeps(mode, inverted, on())).isTrue();
            assertThat(keeps(mode, inverted, on(text("example", "other")))).isTrue();
            assertThat(keeps(mode, inverted, on(text("example", "value")))).isFalse();
            assertThat(keeps(mode, inverted, onResource(text("example", "value"))))
                    .isFalse();
            assertThat(keeps(mode, inverted + "," + YES, on(text("example", "value"))))
                    .isTrue();
            assertThat(keeps(mode, inverted + "," + NO, on())).isTrue();
        }
    }

    @Test
    void anInvertedMatchVetoesWhereThatIsWanted() {
        String inverted =
                "{name: p, type: string_attribute, string_attribute: {key: example, values: [value], invert_match:"
                        + " true}}";

        assertThat(keeps(VETOES, inverted + "," + YES, on(text("example", "value"))))
                .isFalse();
        assertThat(keeps(VETOES, YES + "," + inverted, on(text("example", "value"))))
                .isFalse();
        assertThat(keeps(VETOES, inverted + "," + NO, on())).isFalse();
        assertThat(keeps(VETOES, inverted, on())).isTrue();
        assertThat(keeps(VETOES, inverted + "," + YES, on())).isTrue();
    }

    @Test
    void anInvertedPatternOrAnEmptyListInvertsLikewise() {
        String pattern = "{name: p, type: string_attribute, string_attribute: {key: e, values: [^http, metrics$],"
                + " enabled_regex_matching: true, invert_match: true}}";
        String none = "{name: p, type: string_attribute, string_attribute: {key: e, values: [], invert_match: true}}";

        assertThat(keeps(COMPAT, pattern, on(text("e", "/metrics")))).isFalse();
        assertThat(keeps(COMPAT, pattern, on(text("e", "/other")))).isTrue();
        assertThat(keeps(COMPAT, none, on(text("e", "/other")))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {COMPAT, CONSISTENT})
    void numericAttributeIncludesBothEnds(String mode) {
        long min = Integer.MIN_VALUE;
        long max = Integer.MAX_VALUE;
        String range = policy("numeric_attribute", "{key: example, min_value: " + min + ", max_value: " + max + "}");

        assertThat(keeps(mode, range, on(number("other", 1)))).isFalse();
        assertThat(keeps(mode, range, on(number("example", min)))).isTrue();
        assertThat(keeps(mode, range, on(number("example", max)))).isTrue();
        assertThat(keeps(mode, range, onResource(number("example", min)))).isTrue();
        assertThat(keeps(mode, range, on(number("example", min - 1)))).isFalse();
        assertThat(keeps(mode, range, on(number("example", max + 1)))).isFalse();
        assertThat(keeps(mode, range, onResource(number("example", max + 1)))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {COMPAT, CONSISTENT})
    void numericAttributeTakesOneBound(String mode) {
        String least = policy("numeric_attribute", "{key: e, min_value: 100}");
        String greatest = policy("numeric_attribute", "{key: e, max_value: 100}");
        String inverted = policy("numeric_attribute", "{key: e, min_value: 100, invert_match: true}");

        assertThat(keeps(mode, least, on(number("e", 200)))).isTrue();
        assertThat(keeps(mode, least, on(number("e", 50)))).isFalse();
        assertThat(keeps(mode, greatest, on(number("e", 50)))).isTrue();
        assertThat(keeps(mode, greatest, on(number("e", 200)))).isFalse();
        assertThat(keeps(mode, inverted, on(number("e", 200)))).isFalse();
        assertThat(keeps(mode, inverted, on())).isTrue();
    }

    @Test
    void numericAttributeWithOneBoundTakesDecimalsBeyondIntegers() {
        String least = policy("numeric_attribute", "{key: e, min_value: 1}");
        String greatest = policy("numeric_attribute", "{key: e, max_value: 1}");

        assertThat(keeps(CONSISTENT, least, on(decimal("e", 1e30)))).isTrue();
        assertThat(keeps(CONSISTENT, least, on(decimal("e", Double.POSITIVE_INFINITY))))
                .isTrue();
        assertThat(keeps(CONSISTENT, least, on(decimal("e", -1e30)))).isFalse();
        assertThat(keeps(CONSISTENT, greatest, on(decimal("e", -1e30)))).isTrue();
        assertThat(keeps(CONSISTENT, greatest, on(decimal("e", 1e30)))).isFalse();
        assertThat(keeps(CONSISTENT, least, on(decimal("e", Double.NaN)))).isFalse();
        assertThat(keeps(CONSISTENT, greatest, on(decimal("e", Double.NaN)))).isFalse();
    }

    @Test
    void numericAttributeReadsDecimalsUnlessTheCollectorWouldReadZero() {
        String positive = policy("numeric_attribute", "{key: e, min_value: 1, max_value: 10}");
        String aroundZero = policy("numeric_attribute", "{key: e, min_value: -1, max_value: 1}");

        assertThat(keeps(CONSISTENT, positive, on(decimal("e", 2.5)))).isTrue();
        assertThat(keeps(COMPAT, positive, on(decimal("e", 2.5)))).isFalse();
        assertThat(keeps(COMPAT, aroundZero, on(text("e", "x")))).isTrue();
        assertThat(keeps(CONSISTENT, aroundZero, on(text("e", "x")))).isFalse();
    }

    @Test
    void aBoundOfZeroIsNoneToTheCollector() {
        String notNegative = policy("numeric_attribute", "{key: e, min_value: 0, max_value: 10}");

        assertThat(keeps(COMPAT, notNegative, on(number("e", -5)))).isTrue();
        assertThat(keeps(CONSISTENT, notNegative, on(number("e", -5)))).isFalse();
    }

    @Test
    void booleanAttributeLooksForItsValue() {
        String yes = policy("boolean_attribute", "{key: e, value: true}");
        String no = policy("boolean_attribute", "{key: e, value: false}");
        String inverted = policy("boolean_attribute", "{key: e, value: true, invert_match: true}");
        for (String mode : new String[] {COMPAT, CONSISTENT}) {
            assertThat(keeps(mode, yes, on(truth("other", true)))).isFalse();
            assertThat(keeps(mode, yes, on(truth("e", false)))).isFalse();
            assertThat(keeps(mode, yes, on(truth("e", true)))).isTrue();
            assertThat(keeps(mode, yes, onResource(truth("e", true)))).isTrue();
            assertThat(keeps(mode, inverted, on(truth("e", false)))).isTrue();
            assertThat(keeps(mode, inverted, on(truth("e", true)))).isFalse();
            assertThat(keeps(mode, no, on(truth("e", false)))).isTrue();
        }

        assertThat(keeps(COMPAT, no, on(text("e", "x")))).isTrue();
        assertThat(keeps(CONSISTENT, no, on(text("e", "x")))).isFalse();
    }

    @Test
    void latencyWithoutAnUpperBound() {
        String policy = policy("latency", "{threshold_ms: 5000}");
        for (String mode : new String[] {COMPAT, CONSISTENT}) {
            assertThat(keeps(mode, policy, span(1, "a", 0, 4500))).isFalse();
            assertThat(keeps(mode, policy, span(1, "a", 0, 5001))).isTrue();
            assertThat(keeps(mode, policy, span(1, "a", 0, 3000), span(1, "b", 2500, 5500)))
                    .isTrue();
        }

        assertThat(keeps(COMPAT, policy, span(1, "a", 0, 5000))).isTrue();
        assertThat(keeps(CONSISTENT, policy, span(1, "a", 0, 5000))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {COMPAT, CONSISTENT})
    void latencyWithAnUpperBound(String mode) {
        String policy = policy("latency", "{threshold_ms: 5000, upper_threshold_ms: 10000}");

        assertThat(keeps(mode, policy, span(1, "a", 0, 4500))).isFalse();
        assertThat(keeps(mode, policy, span(1, "a", 0, 5000))).isFalse();
        assertThat(keeps(mode, policy, span(1, "a", 0, 5001))).isTrue();
        assertThat(keeps(mode, policy, span(1, "a", 0, 10_000))).isTrue();
        assertThat(keeps(mode, policy, span(1, "a", 0, 10_001))).isFalse();
        assertThat(keeps(mode, policy, span(1, "a", 0, 3000), span(1, "b", 2500, 5500)))
                .isTrue();
    }

    @Test
    void latencyLooksAtTheWholeTraceWhereTheCollectorStopsOnTheWay() {
        String policy = policy("latency", "{threshold_ms: 5000, upper_threshold_ms: 10000}");
        Span.Builder six = span(1, "a", 0, 6000);
        Span.Builder twelve = span(1, "b", 6000, 12_000);

        assertThat(keeps(COMPAT, policy, six, twelve)).isTrue();
        assertThat(keeps(CONSISTENT, policy, six, twelve)).isFalse();
        assertThat(keeps(CONSISTENT, policy, twelve, six)).isFalse();
    }

    @Test
    void endBeforeStartAndMissingTimesLastNoTime() {
        String policy = policy("latency", "{threshold_ms: 1}");

        assertThat(keeps(CONSISTENT, policy, span(1, "a", 5000, 0))).isFalse();
        assertThat(keeps(CONSISTENT, policy, span(1, "a").setStartTimeUnixNano(0)))
                .isFalse();
        assertThat(keeps(CONSISTENT, policy, span(1, "a").clearStartTimeUnixNano(), span(1, "b", 0, 5000)))
                .isTrue();
    }

    private static Span.Builder status(Status.StatusCode code) {
        return span(1, "a").setStatus(Status.newBuilder().setCode(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {COMPAT, CONSISTENT})
    void statusCodeIsThatOfAnySpan(String mode) {
        Span.Builder ok = status(Status.StatusCode.STATUS_CODE_OK);
        Span.Builder error = status(Status.StatusCode.STATUS_CODE_ERROR);
        Span.Builder unset = span(1, "unset");

        assertThat(keeps(
                        mode,
                        policy("status_code", "{status_codes: [ERROR]}"),
                        ok,
                        unset,
                        ok.clone().setName("b")))
                .isFalse();
        assertThat(keeps(mode, policy("status_code", "{status_codes: [OK, ERROR]}"), unset))
                .isFalse();
        assertThat(keeps(mode, policy("status_code", "{status_codes: [UNSET]}"), unset))
                .isTrue();
        assertThat(keeps(mode, policy("status_code", "{status_codes: [OK, UNSET]}"), error, ok))
                .isTrue();
    }

    private static Span.Builder[] many(int count) {
        return Stream.generate(() -> span(1, "a")).limit(count).toArray(Span.Builder[]::new);
    }

    @ParameterizedTest
    @ValueSource(strings = {COMPAT, CONSISTENT})
    void spanCountIncludesBothEnds(String mode) {
        String atLeast = policy("span_count", "{min_spans: 3}");
        String atMost = policy("span_count", "{max_spans: 20}");
        String between = policy("span_count", "{min_spans: 3, max_spans: 20}");

        assertThat(keeps(mode, atLeast, many(2))).isFalse();
        assertThat(keeps(mode, atLeast, many(3))).isTrue();
        assertThat(keeps(mode, atLeast, many(4))).isTrue();
        assertThat(keeps(mode, atMost, many(21))).isFalse();
        assertThat(keeps(mode, atMost, many(20))).isTrue();
        assertThat(keeps(mode, between, many(2))).isFalse();
        assertThat(keeps(mode, between, many(3))).isTrue();
        assertThat(keeps(mode, between, many(20))).isTrue();
        assertThat(keeps(mode, between, many(21))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {COMPAT, CONSISTENT})
    void traceStateComparesAMember(String mode) {
        String one = policy("trace_state", "{key: example, values: [value]}");
        String several = policy("trace_state", "{key: example, values: [first, value]}");

        assertThat(keeps(mode, one, span(1, "a").setTraceState("other=value"))).isFalse();
        assertThat(keeps(mode, one, span(1, "a").setTraceState("example=other")))
                .isFalse();
        assertThat(keeps(mode, one, span(1, "a").setTraceState("example=value")))
                .isTrue();
        assertThat(keeps(mode, one, span(1, "a").setTraceState("example=other,other=value")))
                .isFalse();
        assertThat(keeps(mode, one, span(1, "a").setTraceState("example=value,other=value")))
                .isTrue();
        assertThat(keeps(mode, several, span(1, "a").setTraceState("example=value")))
                .isTrue();
        assertThat(keeps(mode, several, span(1, "a").setTraceState("example=none")))
                .isFalse();
        assertThat(keeps(
                        mode,
                        policy("trace_state", "{key: example, values: []}"),
                        span(1, "a").setTraceState("example=value")))
                .isFalse();
        assertThat(keeps(mode, one, span(1, "a").setTraceState("example=value,NOT A MEMBER")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {COMPAT, CONSISTENT})
    void traceFlagsLooksForTheSampledOne(String mode) {
        String policy = "{name: p, type: trace_flags}";

        assertThat(keeps(mode, policy, span(1, "a").setFlags(0x101))).isTrue();
        assertThat(keeps(mode, policy, span(1, "a").setFlags(0x100))).isFalse();
        assertThat(keeps(mode, policy, span(1, "a"))).isFalse();
    }

    private static String together(String type) {
        return "{name: p, type: " + type + ", " + type + ": {" + type + "_sub_policy: ["
                + "{name: a, type: string_attribute, string_attribute: {key: name, values: [v]}},"
                + "{name: b, type: status_code, status_code: {status_codes: [ERROR]}}]}}";
    }

    @ParameterizedTest
    @ValueSource(strings = {COMPAT, CONSISTENT})
    void andKeepsAndDropDropsWhatAllPartsKeep(String mode) {
        Span.Builder error = status(Status.StatusCode.STATUS_CODE_ERROR);
        Span.Builder both = error.clone().addAttributes(text("name", "v"));

        assertThat(keeps(mode, together("and"), error)).isFalse();
        assertThat(keeps(mode, together("and"), both)).isTrue();
        assertThat(keeps(mode, together("drop") + "," + YES, error)).isTrue();
        assertThat(keeps(mode, YES + "," + together("drop"), both)).isFalse();
    }

    @Test
    void invertedPartsAreAPlainYesOrNo() {
        String and = together("and").replace("values: [v]", "values: [v], invert_match: true");
        Span.Builder error = status(Status.StatusCode.STATUS_CODE_ERROR);
        Span.Builder both = error.clone().addAttributes(text("name", "v"));
        for (String mode : new String[] {COMPAT, CONSISTENT, VETOES}) {
            assertThat(keeps(mode, and, error)).isTrue();
            assertThat(keeps(mode, and, both)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {COMPAT, CONSISTENT})
    void notKeepsTheOpposite(String mode) {
        String not = "{name: p, type: not, not: {not_sub_policy: {type: latency, latency: {threshold_ms: 1000}}}}";

        assertThat(keeps(mode, not, span(1, "a", 0, 10))).isTrue();
        assertThat(keeps(mode, not, span(1, "a", 0, 2000))).isFalse();
        String and = "{name: q, type: and, and: {and_sub_policy: [" + not + ", {name: e, type: status_code, "
                + "status_code: {status_codes: [ERROR]}}]}}";
        assertThat(keeps(mode, and, Spans.error(1, "a"))).isTrue();
        assertThat(keeps(mode, and, span(1, "a", 0, 10))).isFalse();
    }

    @Test
    void nothingIsKeptIfNoPolicyKeepsIt() {
        assertThat(keeps(COMPAT, NO, span(1, "a"))).isFalse();
        assertThat(keeps(CONSISTENT, NO, span(1, "a"))).isFalse();
    }

    @Test
    void theFirstMatchSparesTheBucketsOfLaterPolicies() {
        String limit = "{name: limit, type: rate_limiting, rate_limiting: {spans_per_second: 1, burst_capacity: 1}}";
        for (boolean first : new boolean[] {true, false}) {
            Rig rig = new Rig("{decision_wait: 1s, mode: compat, sample_on_first_match: " + first
                    + ", policies: [{name: e, type: status_code, status_code: {status_codes: [ERROR]}}, " + limit
                    + "]}");

            rig.send(Spans.error(1, "error"), span(2, "plain"));
            rig.advanceMillis(1100);

            assertThat(rig.names()).hasSize(first ? 2 : 1);
        }
    }

    @Test
    void aBucketOfSpansKeepsWhatItHoldsAndNeverMore() {
        String limit = "{name: limit, type: rate_limiting, rate_limiting: {spans_per_second: 3}}";
        Rig rig = new Rig("{decision_wait: 1s, mode: compat, policies: [" + limit + "]}");

        rig.send(many(6));
        rig.advanceMillis(1100);
        assertThat(rig.spans()).hasSize(6);
        rig.send(span(2, "later"));
        rig.advanceMillis(1100);
        assertThat(rig.spans()).hasSize(7);

        rig.advanceMillis(60_000);
        rig.send(Stream.generate(() -> span(3, "large")).limit(7).toArray(Span.Builder[]::new));
        rig.advanceMillis(1100);
        assertThat(rig.spans()).hasSize(7);
    }
}

package io.sluice.processor.tailsampling;

import static io.sluice.processor.tailsampling.Spans.number;
import static io.sluice.processor.tailsampling.Spans.span;
import static io.sluice.processor.tailsampling.Spans.text;
import static io.sluice.processor.tailsampling.Spans.truth;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the Collector's own tests expect of filters with and without {@code invert_match}: {@code S} is a yes, {@code N} a no, {@code IS} a yes
 * unless others say no, {@code IN} a veto. Which of them a policy says is told by what becomes of a trace under it alone, beside a policy that
 * keeps everything, and beside one that keeps nothing.
 */
class InvertedPolicyTest {

    private static final String YES = "{name: yes, type: always_sample}";
    private static final String NO = "{name: no, type: span_count, span_count: {min_spans: 1000}}";

    /** Kept alone, beside a yes, beside a no. */
    private static final Map<String, String> SAID =
            Map.of("true true true", "S", "false true false", "N", "true true false", "IS", "false false false", "IN");

    private static boolean keeps(String mode, String policies, ResourceSpans.Builder trace) {
        Rig rig = new Rig("{decision_wait: 1s, mode: " + mode + ", policies: [" + policies + "]}");
        rig.send(trace);
        rig.advanceMillis(1100);
        return !rig.spans().isEmpty();
    }

    private static String says(String mode, String policy, ResourceSpans.Builder trace) {
        String kept = keeps(mode, policy, trace) + " " + keeps(mode, policy + "," + YES, trace) + " "
                + keeps(mode, policy + "," + NO, trace);
        return SAID.getOrDefault(kept, kept);
    }

    private static ResourceSpans.Builder onSpan(KeyValue attribute) {
        Span.Builder span = span(1, "a").addAttributes(attribute);
        return Spans.resource("shop", Spans.scope("lib", span));
    }

    private static ResourceSpans.Builder onResource(KeyValue attribute) {
        return Spans.resource("shop", Spans.scope("lib", span(1, "a")))
                .setResource(Resource.newBuilder().addAttributes(attribute));
    }

    private static String policy(String type, String block, boolean inverted) {
        return "{name: p, type: " + type + ", " + type + ": {key: e, " + block
                + (inverted ? ", invert_match: true" : "") + "}}";
    }

    /** Said with the older meaning of inverted matches, and with the present one, in which they are the opposite and no more. */
    private static void assertSays(String type, String block, KeyValue attribute, boolean matches) {
        for (ResourceSpans.Builder trace : new ResourceSpans.Builder[] {onSpan(attribute), onResource(attribute)}) {
            String plain = policy(type, block, false);
            String inverted = policy(type, block, true);
            assertThat(says("compat, invert_match_vetoes: true", plain, trace)).isEqualTo(matches ? "S" : "N");
            assertThat(says("compat, invert_match_vetoes: true", inverted, trace))
                    .isEqualTo(matches ? "IN" : "IS");
            for (String mode : new String[] {"compat", "consistent"}) {
                assertThat(says(mode, plain, trace)).isEqualTo(matches ? "S" : "N");
                assertThat(says(mode, inverted, trace)).isEqualTo(matches ? "N" : "S");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "values: [v] | e | v | true",
                "values: [v] | e | other | false",
                "values: [v] | other | v | false",
                "values: [first, v, last] | e | v | true",
                "values: [first, second, last] | e | v | false",
                "values: [] | e | v | false",
                "values: ['v[0-9]+.HealthCheck$'], enabled_regex_matching: true | e | grpc.health.v1.HealthCheck |"
                        + " true",
                "values: ['v[a-z]+.HealthCheck$'], enabled_regex_matching: true | e | grpc.health.v1.HealthCheck |"
                        + " false",
                "values: [^http, metrics$], enabled_regex_matching: true | e | a/metrics | true",
                "values: [^http, metrics$], enabled_regex_matching: true | e | a/other | false",
                "values: ['v[0-9]+'], enabled_regex_matching: true, cache_max_size: 1 | e | v1 | true",
                "values: [v], enabled_regex_matching: true | e | a v of it | true",
                "values: [], enabled_regex_matching: true | e | v | false"
            })
    void texts(String block, String key, String value, boolean matches) {
        assertSays("string_attribute", block, text(key, value), matches);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "min_value: -2147483648, max_value: 2147483647 | other | 5 | false",
                "min_value: -2147483648, max_value: 2147483647 | e | -2147483648 | true",
                "min_value: -2147483648, max_value: 2147483647 | e | 2147483647 | true",
                "min_value: -2147483648, max_value: 2147483647 | e | -2147483649 | false",
                "min_value: -2147483648, max_value: 2147483647 | e | 2147483648 | false",
                "min_value: 100 | e | 200 | true",
                "min_value: 100 | e | 50 | false",
                "max_value: 100 | e | 50 | true",
                "max_value: 100 | e | 200 | false",
                "min_value: 100, max_value: 200 | e | 150 | true",
                "min_value: 100, max_value: 200 | e | 50 | false",
                "min_value: 9223372036854775807 | e | 9223372036854775807 | true",
                "max_value: -9223372036854775808 | e | -9223372036854775808 | true",
                "max_value: -9223372036854775808 | e | -9223372036854775807 | false"
            })
    void numbers(String block, String key, long value, boolean matches) {
        assertSays("numeric_attribute", block, number(key, value), matches);
    }

    @ParameterizedTest
    @CsvSource({"value: true, other, true, false", "value: true, e, false, false", "value: true, e, true, true"})
    void truths(String block, String key, boolean value, boolean matches) {
        assertSays("boolean_attribute", block, truth(key, value), matches);
    }
}

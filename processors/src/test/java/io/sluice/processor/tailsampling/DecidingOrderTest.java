package io.sluice.processor.tailsampling;

import static io.sluice.processor.tailsampling.Spans.number;
import static io.sluice.processor.tailsampling.Spans.span;
import static io.sluice.processor.tailsampling.Spans.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of several policies and several requests of one trace. */
class DecidingOrderTest {

    private static final String ALL = "{name: all, type: always_sample}";
    private static final String ERRORS = "{name: err, type: status_code, status_code: {status_codes: [ERROR]}}";

    private static Rig rig(String mode, String policies) {
        return new Rig("{decision_wait: 1s, record_policy: true, mode: " + mode + ", policies: [" + policies + "]}");
    }

    private static boolean keeps(String mode, String policies, Span.Builder... spans) {
        Rig rig = rig(mode, policies);
        rig.send(spans);
        rig.advanceMillis(1100);
        return !rig.spans().isEmpty();
    }

    /** The policy that is told in the scope of what is kept. */
    private static String recorded(Rig rig) {
        InstrumentationScope scope =
                rig.requests().getFirst().getResourceSpans(0).getScopeSpans(0).getScope();
        return scope.getAttributesList().stream()
                .filter(each -> each.getKey().equals("tailsampling.policy"))
                .map(each -> each.getValue().getStringValue())
                .findFirst()
                .orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"compat", "consistent"})
    void theFirstPolicyThatKeepsIsRecorded(String mode) {
        Rig rig = rig(mode, ERRORS + "," + ALL + ",{name: more, type: always_sample}");
        rig.send(span(1, "a"));
        rig.advanceMillis(1100);

        assertThat(recorded(rig)).isEqualTo("all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"compat", "consistent"})
    void noPolicyIsAskedTwiceAndNoneIsLeftOut(String mode) {
        Rig rig = rig(mode, ERRORS + "," + ALL);
        rig.send(span(1, "a"), Spans.error(2, "b"), span(3, "c"));
        rig.advanceMillis(1100);

        assertThat(votes(rig, "err", "true", "sampled")).isEqualTo(1);
        assertThat(votes(rig, "err", "false", "not_sampled")).isEqualTo(2);
        assertThat(votes(rig, "all", "true", "sampled")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"compat", "consistent"})
    void dropsAreAskedFirstAndTheCollectorAsksNoFurther(String mode) {
        Rig rig = rig(mode, ALL + ",{name: drop, type: drop, drop: {drop_sub_policy: [" + ERRORS + "]}}");
        rig.send(Spans.error(1, "a"));
        rig.advanceMillis(1100);

        assertThat(rig.spans()).isEmpty();
        assertThat(rig.dropped(DropReason.DROP_POLICY)).isEqualTo(1);
        assertThat(votes(rig, "drop", "false", "dropped")).isEqualTo(1);
        assertThat(votes(rig, "all", "true", "sampled")).isEqualTo(mode.equals("compat") ? 0 : 1);
    }

    private static double votes(Rig rig, String policy, String sampled, String decision) {
        return rig.metric("count_traces_sampled", "policy", policy, "sampled", sampled, "decision", decision);
    }

    @ParameterizedTest
    @CsvSource({"compat, true, true", "compat, false, false", "consistent, true, true", "consistent, false, false"})
    void dropWithAnInvertedPart(String mode, boolean matches, boolean kept) {
        String drop = "{name: drop, type: drop, drop: {drop_sub_policy: [{type: string_attribute, string_attribute:"
                + " {key: k, values: [v], invert_match: true}}, " + ERRORS + "]}}";
        Span.Builder error = Spans.error(1, "a");

        assertThat(keeps(mode, drop + "," + ALL, matches ? error.addAttributes(text("k", "v")) : error))
                .isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"compat", "consistent"})
    void numbersBetweenTwoBoundsAndInverted(String mode) {
        String range =
                "{name: p, type: numeric_attribute, numeric_attribute: {key: e, min_value: 100, max_value: 200}}";
        String inverted = range.replace("200}", "200, invert_match: true}");
        String greatest = "{name: p, type: numeric_attribute, numeric_attribute: {key: e, max_value: 100,"
                + " invert_match: true}}";
        long[] inside = {100, 150, 200};
        long[] outside = {50, 99, 201};

        for (long each : inside) {
            assertThat(keeps(mode, range, span(1, "a").addAttributes(number("e", each))))
                    .isTrue();
            assertThat(keeps(mode, inverted, span(1, "a").addAttributes(number("e", each))))
                    .isFalse();
        }
        for (long each : outside) {
            assertThat(keeps(mode, range, span(1, "a").addAttributes(number("e", each))))
                    .isFalse();
            assertThat(keeps(mode, inverted, span(1, "a").addAttributes(number("e", each))))
                    .isTrue();
        }
        assertThat(keeps(mode, greatest, span(1, "a").addAttributes(number("e", 50))))
                .isFalse();
        assertThat(keeps(mode, greatest, span(1, "a").addAttributes(number("e", 101))))
                .isTrue();
    }

    /** Rows: bounds, spans of the requests that make the trace, whether it is kept. */
    @ParameterizedTest
    @CsvSource({
        "3, 0, 1 1, false",
        "3, 0, 1 2 1, true",
        "3, 0, 1 2 3, true",
        "0, 20, 1 2 3 4 5 6, false",
        "0, 20, 1 2 3 4 5 5, true",
        "0, 20, 1 2 3 4 5, true",
        "3, 20, 1 1, false",
        "3, 20, 1 2 3 4 5 6, false",
        "3, 20, 1 2 1, true",
        "3, 20, 1 2, true",
        "3, 20, 1 2 3 4 5 5, true"
    })
    void spansOfAllRequestsCount(int least, int greatest, String requests, boolean kept) {
        for (String mode : new String[] {"compat", "consistent"}) {
            Rig rig = rig(
                    mode,
                    "{name: n, type: span_count, span_count: {min_spans: " + least + ", max_spans: " + greatest + "}}");
            int[] counts = Arrays.stream(requests.split(" "))
                    .mapToInt(Integer::parseInt)
                    .toArray();
            for (int count : counts) {
                rig.send(Stream.generate(() -> span(1, "a")).limit(count).toArray(Span.Builder[]::new));
            }
            rig.advanceMillis(1100);

            assertThat(rig.spans()).hasSize(kept ? Arrays.stream(counts).sum() : 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"compat", "consistent"})
    void whatNoPolicyKeepsIsNotForwarded(String mode) {
        Rig rig = rig(mode, ERRORS);
        rig.send(span(1, "a"));
        rig.advanceMillis(1100);

        assertThat(rig.requests()).isEmpty();
        assertThat(rig.metric("global_count_traces_sampled", "sampled", "false", "decision", "not_sampled"))
                .isEqualTo(1);
        assertThat(rig.metric("global_count_traces_sampled", "sampled", "true", "decision", "sampled"))
                .isZero();
    }
}

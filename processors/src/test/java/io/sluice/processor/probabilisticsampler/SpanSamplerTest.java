package io.sluice.processor.probabilisticsampler;

import static io.sluice.processor.probabilisticsampler.Sampled.attribute;
import static io.sluice.processor.probabilisticsampler.Sampled.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases of the Collector's, among others. A result of nothing means that the span is dropped. */
class SpanSamplerTest {

    /** Its randomness is 80000000000000. */
    private static final String HALF = "fefefefefefefefefe80000000000000";

    private static Span span(String traceId, String state) {
        return Span.newBuilder()
                .setTraceId(id(traceId))
                .setTraceState(state)
                .setName("GET /")
                .build();
    }

    private static String result(String yaml, Span span) {
        List<Span> left = Sampled.ofSpans(yaml).spans(span);
        if (left.isEmpty()) {
            return null;
        }
        assertThat(left).hasSize(1);
        assertThat(left.getFirst().toBuilder().setTraceState("").build())
                .isEqualTo(span.toBuilder().setTraceState("").build());
        return left.getFirst().getTraceState();
    }

    private static String consistent(String mode, String percentage, int precision) {
        return "{mode: " + mode + ", sampling_percentage: " + percentage + ", sampling_precision: " + precision
                + ", fail_closed: false}";
    }

    @ParameterizedTest
    @CsvSource({
        "fefefefefefefefefe80000000000000, '', 100, 14, ot=th:0",
        "fefefefefefefefefe80000000000000, '', 50, 14, ot=th:8",
        "fefefefefefefefefe80000000000000, '', 49, 14,",
        "ddddddddddddddddddc0000000000000, '', 25, 14, ot=th:c",
        "ddddddddddddddddddb0000000000000, '', 25, 14,",
        "fefefefefefefefefe80000000000000, ot=rv:FD70A3D70A3D71, 1, 14, ot=rv:FD70A3D70A3D71;th:fd70a3d70a3d71",
        "fefefefefefefefefe80000000000000, ot=rv:FD70A3D70A3D71, 1, 4, ot=rv:FD70A3D70A3D71;th:fd70a",
        "fefefefefefefefefe80000000000000, ot=rv:FD70A3D70A3D71, 1, 3,",
        "fefefefefefefefefe80000000000000, ot=rv:FD70A3D70A3D70, 1, 14,",
        "fefefefefefefefefe80000000000000, ot=rv:fd70B000000000, 1, 14, ot=rv:fd70B000000000;th:fd70a3d70a3d71",
        "a0a0a0a0a0a0a0a0a0fe000000000000, '', 1, 4, ot=th:fd70a",
        "fefefefefefefefefe80000000000000, ot=rv:a0000000000000, 40, 3, ot=rv:a0000000000000;th:99a",
        "fefefefefefefefefe80000000000000, '', 200, 14, ot=th:0",
        "111111111111111111ffffffffffffff, '', 99.99992, 10, ot=th:00000cccccccd",
        "fefefefefefefefefe80000000000000, 'a=b,ot=x:y;th:0', 50, 4, 'ot=th:8;x:y,a=b'",
        "fefefefefefefefefe80000000000000, ot=rv:40000000000000;th:8, 100, 4, ot=rv:40000000000000;th:0"
    })
    void keepsByRandomness(String traceId, String state, String percentage, int precision, String result) {
        assertThat(result(consistent("equalizing", percentage, precision), span(traceId, state)))
                .isEqualTo(result);
        assertThat(result(consistent("proportional", percentage, precision), span(traceId, state)))
                .isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource({
        "fefefefefefefefefe80000000000000, ot=rv:90000000000000;th:80000000000000, 50, 14, ot=rv:90000000000000;th:8,",
        "fefefefefefefefefe80000000000000, ot=th:8, 25, 14, ,",
        "ffffffffffffffffffffffffffffffff, ot=th:8, 25, 14, ot=th:c, ot=th:e",
        "fefefefefefefefefe80000000000000, ot=rv:c0000000000000;th:8, 50, 14, ot=rv:c0000000000000;th:8,"
                + " ot=rv:c0000000000000;th:c",
        "a0a0a0a0a0a0a0a0a0d0000000000000, ot=th:8, 40, 6, ot=th:99999a, ot=th:cccccd",
        "a0a0a0a0a0a0a0a0a0b0000000000000, ot=th:8, 40, 3, ot=th:99a,",
        "a0a0a0a0a0a0a0a0a080000000000000, ot=th:8, 40, 3, ,",
        "111111111111111111ffffffffffffff, ot=th:fffc, 0.006103515625, 14, ot=th:fffc, ot=th:fffffff",
        "111111111111111111ffffffffffffff, ot=th:fffffffffffff8, 0.0625, 14, ot=th:fffffffffffff8,"
    })
    void takesWhatWasSampledBeforeIntoAccount(
            String traceId, String state, String percentage, int precision, String equalizing, String proportional) {
        assertThat(result(consistent("equalizing", percentage, precision), span(traceId, state)))
                .isEqualTo(equalizing);
        assertThat(result(consistent("proportional", percentage, precision), span(traceId, state)))
                .isEqualTo(proportional);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', sampling_missing_randomness",
        "00000000000000000000000000000000, '', sampling_missing_randomness",
        "fefefefefefefefefe80000000000000, ot=rv:abababababababab, sampling_unreadable",
        "fefefefefefefefefe80000000000000, ot=th:abababababababab, sampling_unreadable",
        "fefefefefefefefefe80000000000000, ot=th:-1, sampling_unreadable",
        "fefefefefefefefefe80000000000000, ot=th:8;, sampling_unreadable",
        "fefefefefefefefefe80000000000000, ' =', sampling_unreadable",
        "ffffffffffffffffff70000000000000, ot=th:8, sampling_inconsistent",
        "fefefefefefefefefe80000000000000, ot=th:8;rv:70000000000000, sampling_inconsistent"
    })
    void failsClosedAndSaysWhy(String traceId, String state, String reason) {
        for (String mode : List.of("equalizing", "proportional")) {
            Sampled sampler = Sampled.ofSpans("{mode: " + mode + ", sampling_percentage: 100}");

            assertThat(sampler.spans(span(traceId, state))).isEmpty();
            assertThat(sampler.drops()).containsExactly(Map.entry(reason, 1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ot=rv:abababababababab", "ot=th:-1", "ot=th:8;", "garbage", " =", "a=b,ot="})
    void leavesWhatIsUnreadableAsItIs(String state) {
        for (String mode : List.of("equalizing", "proportional", "hash_seed")) {
            assertThat(result("{mode: " + mode + ", sampling_percentage: 50, fail_closed: false}", span(HALF, state)))
                    .isEqualTo(state);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, true,", "62, true,", "100, true,", "0, false,", "62, false, ot=th:0", "100, false, ot=th:0"})
    void decidesByFailClosedWithoutATraceId(String percentage, boolean failClosed, String result) {
        String rest = ", sampling_percentage: " + percentage + ", fail_closed: " + failClosed + "}";

        assertThat(result("{mode: equalizing" + rest, span("", ""))).isEqualTo(result);
        assertThat(result("{mode: proportional" + rest, span("", ""))).isEqualTo(result);
        assertThat(result("{hash_seed: 4321" + rest, span("", "")))
                .isEqualTo(result == null ? null : "ot=rv:ffffffffffffff;th:0");
    }

    static Stream<Span> keptByPriority() {
        return Stream.of(
                        attribute("sampling.priority", 2),
                        attribute("sampling.priority", 1.0),
                        attribute("sampling.priority", "1"),
                        attribute("sampling.priority", "0.5"))
                .map(each -> span(HALF, "").toBuilder().addAttributes(each).build());
    }

    @Test
    void keepsWhatHasAPriority() {
        keptByPriority().forEach(span -> {
            Sampled sampler = Sampled.ofSpans("{mode: equalizing, sampling_percentage: 1}");

            assertThat(sampler.spans(span).getFirst().getTraceState()).isEqualTo("ot=th:0");
            assertThat(sampler.count("sampling_priority", true)).isEqualTo(1);
            assertThat(result("{sampling_percentage: 0}", span)).isEqualTo("ot=th:0");
            assertThat(result("{sampling_percentage: 0.01}", span)).matches("ot=rv:[0-9a-f]{14};th:0");
        });
    }

    @Test
    void keepsWhatHasAPriorityThoughItIsUndecided() {
        keptByPriority().forEach(span -> {
            String yaml = "{mode: equalizing, sampling_percentage: 1}";
            Span unreadable = span.toBuilder().setTraceState("x").build();
            Span sampled = span.toBuilder().setTraceState("ot=th:4").build();

            assertThat(result(yaml, unreadable)).isEqualTo("x");
            assertThat(result(yaml, sampled)).isEqualTo("ot=th:4");
        });
    }

    @Test
    void dropsWhatHasAPriorityOfZero() {
        Stream.of(
                        attribute("sampling.priority", 0),
                        attribute("sampling.priority", -0.0),
                        attribute("sampling.priority", "0.0"),
                        attribute("sampling.priority", "00"))
                .forEach(priority -> {
                    Sampled sampler = Sampled.ofSpans("{mode: equalizing, sampling_percentage: 100}");

                    assertThat(sampler.spans(span(HALF, "").toBuilder()
                                    .addAttributes(priority)
                                    .build()))
                            .isEmpty();
                    assertThat(sampler.drops()).containsExactly(Map.entry("sampling_priority", 1));
                    assertThat(sampler.count("sampling_priority", false)).isEqualTo(1);
                });
    }

    @Test
    void takesNoOtherPriority() {
        Stream.of(
                        attribute("sampling.priority", -1),
                        attribute("sampling.priority", Double.NaN),
                        attribute("sampling.priority", "-0.5"),
                        attribute("sampling.priority", "NaN"),
                        attribute("sampling.priority", ""),
                        attribute("sampling.priority", "1 "),
                        attribute("sampling.prioritx", 0),
                        attribute("no.sampling.priority", 0))
                .forEach(priority -> {
                    Sampled sampler = Sampled.ofSpans("{mode: equalizing, sampling_percentage: 50}");

                    assertThat(sampler.spans(span(HALF, "").toBuilder()
                                    .addAttributes(attribute("key", "value"))
                                    .addAttributes(priority)
                                    .addAttributes(attribute("sampling.priority", 0))
                                    .build()))
                            .hasSize(priority.getKey().equals("sampling.priority") ? 1 : 0);
                });
    }

    @Test
    void countsByPolicy() {
        Sampled sampler = Sampled.ofSpans("{mode: equalizing, sampling_percentage: 50}");

        List<Span> left = sampler.spans(
                span(HALF, ""),
                span("fefefefefefefefefe70000000000000", ""),
                span(HALF, "ot=rv:70000000000000"),
                span("fefefefefefefefefef0000000000000", "ot=th:c"),
                span("", ""));

        assertThat(left).extracting(Span::getTraceState).containsExactly("ot=th:8", "ot=th:c");
        assertThat(sampler.count("trace_id_w3c", true)).isEqualTo(2);
        assertThat(sampler.count("trace_id_w3c", false)).isEqualTo(1);
        assertThat(sampler.count("sampling_randomness", false)).isEqualTo(1);
        assertThat(sampler.count("missing_randomness", false)).isEqualTo(1);
        assertThat(sampler.sampledBefore()).isEqualTo(1);
        assertThat(sampler.drops()).containsOnly(Map.entry("sampling", 2), Map.entry("sampling_missing_randomness", 1));
    }

    @Test
    void seesWhatTheSamplerBeforeItInTheSameStageLeft() {
        Span span = span("ffffffffffffffffffffffffffffffff", "a=b");

        Sampled sampler = Sampled.ofSpans(
                "{mode: equalizing, sampling_percentage: 50}", "{mode: proportional, sampling_percentage: 50}");

        assertThat(sampler.spans(span).getFirst().getTraceState()).isEqualTo("ot=th:c,a=b");
    }

    @Test
    void leavesSpansThatBearWhatTheyShould() {
        Span span = span(HALF, "ot=th:8,a=b");

        assertThat(Sampled.ofSpans("{mode: equalizing, sampling_percentage: 50}")
                        .spans(span))
                .containsExactly(span);
    }
}

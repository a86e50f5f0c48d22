package io.sluice.processor.probabilisticsampler;

import static io.sluice.processor.probabilisticsampler.Sampled.attribute;
import static io.sluice.processor.probabilisticsampler.Sampled.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.sluice.processor.sampling.Randomness;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeepTest {

    /** Its randomness is 0: only a threshold of 0 keeps it. */
    private static final String LOWEST = "01000000000000000000000000000000";

    private static Span.Builder span() {
        return Span.newBuilder().setTraceId(id(LOWEST)).setName("s");
    }

    private static LogRecord.Builder log() {
        return LogRecord.newBuilder().setTraceId(id(LOWEST));
    }

    private static boolean keeps(String rule, Span.Builder span) {
        return keeps(rule, Resource.getDefaultInstance(), span);
    }

    private static boolean keeps(String rule, Resource resource, Span.Builder span) {
        String yaml = "mode: equalizing\nsampling_percentage: 10\nkeep: [" + rule + "]";
        List<Span> left = Sampled.ofSpans(yaml).spans(resource, List.of(span.build()));
        assertThat(left).extracting(Span::getTraceState).allMatch("ot=th:0"::equals);
        return !left.isEmpty();
    }

    private static boolean keeps(String rule, LogRecord.Builder log) {
        return !Sampled.ofLogs("mode: equalizing\nsampling_percentage: 10\nkeep: [" + rule + "]")
                .logs(log.build())
                .isEmpty();
    }

    @Test
    void keepsByStatus() {
        Status error = Status.newBuilder().setCodeValue(2).setMessage("no").build();
        Status ok = Status.newBuilder().setCodeValue(1).build();

        assertThat(keeps("{status: error}", span().setStatus(error))).isTrue();
        assertThat(keeps("{status: error}", span().setStatus(ok))).isFalse();
        assertThat(keeps("{status: error}", span())).isFalse();
        assertThat(keeps("{status: unset}", span())).isTrue();
        assertThat(keeps("{status: ok}", span().setStatus(ok))).isTrue();
    }

    @Test
    void keepsByDuration() {
        assertThat(keeps("{duration: 2s}", span().setStartTimeUnixNano(7).setEndTimeUnixNano(2_000_000_007)))
                .isTrue();
        assertThat(keeps("{duration: 2s}", span().setStartTimeUnixNano(8).setEndTimeUnixNano(2_000_000_007)))
                .isFalse();
        assertThat(keeps(
                        "{duration: 2s}",
                        span().setStartTimeUnixNano(5_000_000_000L).setEndTimeUnixNano(7)))
                .isFalse();
        assertThat(keeps("{duration: 2s}", span())).isFalse();
    }

    @Test
    void keepsBySeverity() {
        assertThat(keeps("{severity: error}", log().setSeverityNumberValue(17))).isTrue();
        assertThat(keeps("{severity: error}", log().setSeverityNumberValue(24))).isTrue();
        assertThat(keeps("{severity: error}", log().setSeverityNumberValue(16))).isFalse();
        assertThat(keeps("{severity: warn}", log().setSeverityNumberValue(13))).isTrue();
        assertThat(keeps("{severity: trace}", log())).isFalse();
        assertThat(keeps("{status: unset}", log())).isFalse();
        assertThat(keeps("{severity: trace}", span())).isFalse();
    }

    @Test
    void keepsByAttribute() {
        Span.Builder span = span().addAttributes(attribute("http.route", "/orders/{id}"))
                .addAttributes(attribute("http.response.status_code", 503))
                .addAttributes(attribute("ok", AnyValue.newBuilder().setBoolValue(true)));

        assertThat(keeps("{attribute: http.route}", span)).isTrue();
        assertThat(keeps("{attribute: url.path}", span)).isFalse();
        assertThat(keeps("{attribute: http.route, equals: [/checkout, '/orders/{id}']}", span))
                .isTrue();
        assertThat(keeps("{attribute: http.route, equals: [/orders]}", span)).isFalse();
        assertThat(keeps("{attribute: http.route, matches: ^/orders}", span)).isTrue();
        assertThat(keeps("{attribute: http.route, matches: ^/order$}", span)).isFalse();
        assertThat(keeps("{attribute: http.response.status_code, matches: ^5}", span))
                .isTrue();
        assertThat(keeps("{attribute: http.response.status_code, equals: ['503']}", span))
                .isTrue();
        assertThat(keeps("{attribute: ok, equals: ['true']}", span)).isTrue();
        assertThat(keeps("{attribute: k, equals: [v]}", log().addAttributes(attribute("k", "v"))))
                .isTrue();
    }

    @Test
    void asksTheResourceForWhatTheItemDoesNotHave() {
        Resource payments = Resource.newBuilder()
                .addAttributes(attribute("service.name", "payments"))
                .build();
        String rule = "{attribute: service.name, equals: [payments]}";

        assertThat(keeps(rule, payments, span())).isTrue();
        assertThat(keeps(rule, payments, span().addAttributes(attribute("service.name", "x"))))
                .isFalse();
        assertThat(keeps(rule, span())).isFalse();
        assertThat(keeps("{attribute: service.name}", payments, span())).isTrue();
    }

    @Test
    void wantsAllOfARuleAndOneOfTheRules() {
        Status error = Status.newBuilder().setCodeValue(2).build();
        Span.Builder slow = span().setEndTimeUnixNano(3_000_000_000L);

        assertThat(keeps("{status: error, duration: 2s}", slow)).isFalse();
        assertThat(keeps("{status: error, duration: 2s}", slow.clone().setStatus(error)))
                .isTrue();
        assertThat(keeps("{status: error}, {duration: 2s}", slow)).isTrue();
    }

    @Test
    void putsThresholdZeroOnWhatWouldHaveBeenKeptAnyway() {
        Sampled sampler = Sampled.ofSpans("mode: equalizing\nsampling_percentage: 50\nkeep: [{status: unset}]");
        Span span = span().setTraceId(id("01000000000000000080000000000000")).build();

        assertThat(sampler.spans(span).getFirst().getTraceState()).isEqualTo("ot=th:0");
        assertThat(sampler.count("keep", true)).isEqualTo(1);
    }

    @Test
    void keepsWhatOthersSampledWithTheThresholdItCameWith() {
        Span span = span().setTraceId(id("01000000000000000080000000000000"))
                .setTraceState("ot=th:4")
                .build();

        assertThat(Sampled.ofSpans("mode: equalizing\nsampling_percentage: 1\nkeep: [{status: unset}]")
                        .spans(span))
                .containsExactly(span);
    }

    @Test
    void keepsWhatCannotBeDecidedOnAndWhatHasAPriorityOfZero() {
        String yaml = "mode: equalizing\nsampling_percentage: 1\nkeep: [{status: unset}]";
        Span unreadable = span().setTraceState("ot=?").build();
        Span unwanted = span().addAttributes(attribute("sampling.priority", 0)).build();

        assertThat(Sampled.ofSpans(yaml).spans(unreadable)).containsExactly(unreadable);
        assertThat(Sampled.ofSpans(yaml).spans(unwanted)).hasSize(1);
    }

    @Test
    void writesTheHashedRandomnessInHashMode() {
        Sampled sampler = Sampled.ofSpans("sampling_percentage: 10\nkeep: [{status: unset}]");
        byte[] bytes = id(LOWEST).toByteArray();
        long randomness = new HashedRandomness(0).of(bytes, 0, 16);

        assertThat(sampler.spans(span().build()).getFirst().getTraceState())
                .isEqualTo("ot=rv:" + Randomness.text(randomness) + ";th:0");
    }

    @Test
    void keepsOnlyThatAtZeroPercent() {
        Sampled sampler = Sampled.ofSpans("sampling_percentage: 0\nkeep: [{attribute: k}]");

        List<Span> left = sampler.spans(
                span().build(), span().addAttributes(attribute("k", "v")).build());

        assertThat(left).extracting(Span::getTraceState).containsExactly("ot=th:0");
        assertThat(sampler.drops()).containsOnlyKeys("sampling");
    }
}

package io.sluice.processor.tailsampling;

import static io.sluice.processor.tailsampling.Spans.resource;
import static io.sluice.processor.tailsampling.Spans.scope;
import static io.sluice.processor.tailsampling.Spans.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.sluice.api.Batch;
import io.sluice.api.Outcome;
import io.sluice.api.PeerIdentity;
import io.sluice.api.RequestContext;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.testkit.RecordingAck;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When traces are decided, what leaves together, and what becomes of spans that come late or twice. */
class LifecycleTest {

    private static final String ALL = "policies: [{name: all, type: always_sample}]";
    private static final String ERRORS =
            "policies: [{name: err, type: status_code, status_code: {status_codes: [ERROR]}}]";

    @Test
    void decidesWhenTheWaitIsOverAndNotBefore() {
        Rig rig = new Rig("{decision_wait: 5s, " + ALL + "}");
        rig.send(span(1, "a"));

        rig.advanceMillis(4999);
        assertThat(rig.spans()).isEmpty();
        assertThat(rig.metric("sampling_traces_on_memory")).isEqualTo(1);
        rig.advanceMillis(101);

        assertThat(rig.names()).containsExactly("a");
        assertThat(rig.metric("sampling_traces_on_memory")).isZero();
        assertThat(rig.metric("spans_held")).isZero();
    }

    @Test
    void waitsBelowASecondAreWaitsToo() {
        Rig rig = new Rig("{decision_wait: 150ms, " + ALL + "}");
        rig.send(span(1, "a"));

        rig.advanceMillis(300);

        assertThat(rig.names()).containsExactly("a");
    }

    @Test
    void theWaitBeginsWithTheFirstSpan() {
        Rig rig = new Rig("{decision_wait: 2s, " + ALL + "}");
        rig.send(span(1, "first"));
        rig.advanceMillis(1900);
        rig.send(span(1, "second"));

        rig.advanceMillis(200);

        assertThat(rig.names()).containsExactly("first", "second");
    }

    @Test
    void aRootSpanShortensTheWait() {
        Rig rig = new Rig("{decision_wait: 30s, decision_wait_after_root_received: 1s, " + ALL + "}");
        rig.send(span(1, "child"), span(2, "orphan"));
        rig.advanceMillis(5000);
        rig.send(span(1, "root").clearParentSpanId());

        rig.advanceMillis(900);
        assertThat(rig.spans()).isEmpty();
        rig.advanceMillis(200);
        assertThat(rig.names()).containsExactly("child", "root");
        rig.advanceMillis(25_000);

        assertThat(rig.names()).containsExactly("child", "orphan", "root");
        assertThat(rig.metrics.account().imbalance()).isZero();
    }

    @Test
    void spansThatComeLateFollowTheirTrace() {
        Rig rig = new Rig("{decision_wait: 1s, " + ERRORS + "}");
        rig.send(Spans.error(1, "error"), span(2, "plain"));
        rig.advanceMillis(1100);
        assertThat(rig.names()).containsExactly("error");

        rig.send(span(1, "late"));
        assertThat(rig.names()).containsExactly("error", "late");
        RecordingAck ack = rig.offer(Spans.request(Spans.error(2, "late")));

        assertThat(rig.names()).containsExactly("error", "late");
        assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
        assertThat(ack.drops()).isEqualTo(Map.of("late", 1));
        assertThat(rig.dropped(DropReason.LATE)).isEqualTo(1);
        assertThat(rig.metric("early_releases_from_cache_decision", "sampled", "true"))
                .isEqualTo(1);
        assertThat(rig.metric("early_releases_from_cache_decision", "sampled", "false"))
                .isEqualTo(1);
        assertThat(rig.metrics.account().imbalance()).isZero();
    }

    @Test
    void decisionsAreForgottenBeyondTheCaches() {
        Rig rig = new Rig(
                "{decision_wait: 1s, mode: compat, decision_cache: {sampled_cache_size: 1, non_sampled_cache_size: 1}, "
                        + ERRORS + "}");
        rig.send(span(1, "a"), span(2, "b"), span(3, "c"), span(4, "d"));
        rig.advanceMillis(1100);

        rig.send(Spans.error(1, "too late"), Spans.error(4, "late"));
        rig.advanceMillis(1100);

        assertThat(rig.names()).containsExactly("too late");
    }

    @Test
    void batchesOfOneTraceLeaveTogetherWithWhatEnclosesThem() {
        Rig rig = new Rig("{decision_wait: 1s, mode: compat, " + ALL + "}");
        ResourceSpans.Builder first = resource("shop", scope("http", span(1, "a")), scope("sql", span(1, "b")));
        ResourceSpans.Builder second = resource("bank", scope("http", span(1, "c")));
        ResourceSpans.Builder third = resource("shop", scope("sql", span(1, "d"), span(1, "e")));
        first.getScopeSpansBuilder(0).setSchemaUrl("https://scope");

        rig.send(first);
        rig.advanceMillis(300);
        rig.send(second, third);
        rig.advanceMillis(1000);

        assertThat(rig.requests()).hasSize(1);
        TracesData sent = rig.requests().getFirst();
        List<ResourceSpans> resources = sent.getResourceSpansList();
        assertThat(resources).hasSize(2);
        ResourceSpans shop = resources.stream()
                .filter(each -> each.getSchemaUrl().endsWith("shop"))
                .findFirst()
                .orElseThrow();
        assertThat(shop.getResource()).isEqualTo(first.getResource());
        assertThat(shop.getScopeSpansList()).hasSize(2);
        assertThat(shop.getScopeSpans(0)).isEqualTo(first.getScopeSpans(0));
        assertThat(shop.getScopeSpans(1).getSpansList().stream().map(Span::getName))
                .containsExactly("b", "d", "e");
        assertThat(shop.getScopeSpans(1).getScope())
                .isEqualTo(first.getScopeSpans(1).getScope());
    }

    @Test
    void tracesThatLieBetweenEachOtherAreDecidedEachByItself() {
        Rig rig = new Rig("{decision_wait: 1s, " + ERRORS + "}");

        rig.send(span(1, "a1"), span(2, "b1"), Spans.error(1, "a2"), span(2, "b2"), span(1, "a3"));
        rig.advanceMillis(1100);

        assertThat(rig.names()).containsExactly("a1", "a2", "a3");
        assertThat(rig.dropped(DropReason.NOT_SAMPLED)).isEqualTo(2);
    }

    @Test
    void theOldestTraceIsDecidedOnWhatIsThereWhenThereAreTooMany() {
        Rig rig = new Rig("{decision_wait: 30s, num_traces: 2, " + ERRORS + "}");

        rig.send(Spans.error(1, "a"), span(2, "b"));
        assertThat(rig.spans()).isEmpty();
        rig.send(span(3, "c"));
        assertThat(rig.names()).containsExactly("a");
        assertThat(rig.metric("sampling_traces_on_memory")).isEqualTo(2);
        rig.send(span(4, "d"), span(1, "late"));

        assertThat(rig.names()).containsExactly("a", "late");
        assertThat(rig.metric("traces_decided_early", "limit", "num_traces")).isEqualTo(2);
        assertThat(rig.metric("sampling_trace_dropped_too_early")).isEqualTo(2);
        assertThat(rig.metrics.account().imbalance()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000})
    void neverHoldsMoreThanNumTraces(int most) {
        Rig rig = new Rig("{decision_wait: 30s, num_traces: " + most + ", " + ALL + "}");
        for (int i = 0; i < 3000; i++) {
            rig.send(span(i + 1, "a"));
            assertThat(rig.metric("sampling_traces_on_memory")).isLessThanOrEqualTo(most);
        }

        assertThat(rig.metrics.account().imbalance()).isZero();
    }

    @Test
    void aTraceThatGrowsTooLargeIsDroppedAtOnceAndForgotten() {
        Rig rig = new Rig("{decision_wait: 1s, maximum_trace_size_bytes: 1000, " + ALL + "}");

        rig.send(span(1, "a"), span(2, "other"));
        rig.send(span(1, "x".repeat(1000)));
        assertThat(rig.metric("traces_dropped_too_large")).isEqualTo(1);
        rig.send(span(1, "late"));
        rig.advanceMillis(1100);

        assertThat(rig.names()).containsExactly("other");
        assertThat(rig.dropped(DropReason.TOO_LARGE)).isEqualTo(2);
        assertThat(rig.dropped(DropReason.LATE)).isEqualTo(1);
        assertThat(rig.metrics.account().imbalance()).isZero();
    }

    @Test
    void aRequestThatIsSentAgainChangesNothing() {
        Rig rig = new Rig("{decision_wait: 1s, policies: [{name: two, type: span_count, span_count: {max_spans: 2}}]}");
        TracesData request = Spans.request(span(1, "a"), span(1, "b"));

        rig.offer(request);
        RecordingAck again = rig.offer(request);
        rig.advanceMillis(1100);
        rig.offer(request);

        assertThat(rig.names()).containsExactly("a", "b");
        assertThat(again.drops()).isEqualTo(Map.of("duplicate", 2));
        assertThat(rig.dropped(DropReason.DUPLICATE)).isEqualTo(4);
        assertThat(rig.metrics.account().imbalance()).isZero();
    }

    @Test
    void bothSidesOfACallMayHaveOneSpanId() {
        Rig rig = new Rig("{decision_wait: 1s, " + ALL + "}");
        Span.Builder client = span(1, "client", 0, 10);

        rig.send(client, client.clone().setName("server").setStartTimeUnixNano(client.getStartTimeUnixNano() + 1));
        rig.advanceMillis(1100);

        assertThat(rig.names()).containsExactly("client", "server");
    }

    @Test
    void spansWithoutATraceIdPassUnsampledAndUnchanged() {
        Rig rig = new Rig("{decision_wait: 1s, " + ERRORS + "}");
        Span.Builder none = span(1, "none").clearTraceId().setTraceState("ot=th:8");
        Span.Builder zeros = span(1, "zeros").setTraceId(Spans.traceId(0, 0));

        rig.send(none, span(1, "plain"), zeros);

        assertThat(rig.spans()).containsExactly(none.build(), zeros.build());
        assertThat(rig.metric("spans_without_trace_id")).isEqualTo(2);
        rig.advanceMillis(1100);
        assertThat(rig.metrics.account().imbalance()).isZero();
    }

    @Test
    void toTheCollectorSpansWithoutATraceIdAreOneTrace() {
        Rig rig = new Rig("{decision_wait: 1s, mode: compat, " + ERRORS + "}");

        rig.send(span(1, "none").clearTraceId(), Spans.error(1, "zeros").setTraceId(Spans.traceId(0, 0)));
        rig.advanceMillis(1100);

        assertThat(rig.names()).containsExactly("none", "zeros");
    }

    @Test
    void spansOfDifferentSendersLeaveInRequestsOfTheirOwn() {
        Rig rig = new Rig("{decision_wait: 1s, " + ALL + "}");
        RequestContext one = from("agent-1");
        RequestContext two = from("agent-2");

        rig.offer(Spans.request(span(1, "a")), one);
        rig.offer(Spans.request(span(1, "b"), span(2, "c")), two);
        rig.offer(Spans.request(span(3, "d")), one);
        rig.advanceMillis(1100);

        assertThat(rig.next.size()).isEqualTo(2);
        for (int i = 0; i < 2; i++) {
            var batch = rig.next.take();
            List<String> names = Rig.parse(batch).getResourceSpans(0).getScopeSpans(0).getSpansList().stream()
                    .map(Span::getName)
                    .toList();
            boolean first = Objects.equals(batch.context().identity(), one.identity());
            assertThat(names).isEqualTo(first ? List.of("a", "d") : List.of("b", "c"));
        }
    }

    private static RequestContext from(String agent) {
        return new RequestContext(
                "otlp", "grpc", "10.0.0.1", new PeerIdentity(agent, "CN=" + agent, List.of()), Map.of(), 17);
    }

    @Test
    void theStopDecidesOnWhatIsThere() {
        Rig rig = new Rig("{decision_wait: 30s, " + ERRORS + "}");
        rig.send(Spans.error(1, "a"), span(2, "b"));

        rig.stage.flush();

        assertThat(rig.names()).containsExactly("a");
        assertThat(rig.dropped(DropReason.NOT_SAMPLED)).isEqualTo(1);
        assertThat(rig.metrics.account().imbalance()).isZero();
    }

    @Test
    void theStopDropsWhatIsUndecidedWhereThatIsWanted() {
        Rig rig = new Rig("{decision_wait: 30s, drop_pending_traces_on_shutdown: true, " + ALL + "}");
        rig.send(span(1, "a"), span(2, "b"));

        rig.stage.flush();

        assertThat(rig.spans()).isEmpty();
        assertThat(rig.dropped(DropReason.SHUTDOWN)).isEqualTo(2);
        assertThat(rig.metrics.account().imbalance()).isZero();
    }

    @Test
    void aRequestWhoseSenderHasGoneIsNotHeld() {
        Rig rig = new Rig("{decision_wait: 1s, " + ALL + "}");
        RecordingAck ack = new RecordingAck();
        ack.withdraw();

        rig.stage.process(new Batch(
                Signal.TRACES, Payload.of(Spans.request(span(1, "a")).toByteArray()), 1, RequestContext.NONE, ack));

        assertThat(ack.outcome()).isInstanceOf(Outcome.Refused.class);
        assertThat(rig.metric("spans_held")).isZero();
    }

    @Test
    void malformedBytesEndARequestAndNothingElse() {
        Rig rig = new Rig("{decision_wait: 1s, " + ALL + "}");
        byte[] valid = Spans.request(span(1, "a")).toByteArray();
        byte[] bytes = Arrays.copyOf(valid, valid.length + 2);
        bytes[valid.length] = 1 << 3 | 2;
        bytes[valid.length + 1] = 100;
        RecordingAck ack = new RecordingAck();

        rig.stage.process(new Batch(Signal.TRACES, Payload.of(bytes), 1, RequestContext.NONE, ack));
        rig.send(span(2, "b"));
        rig.advanceMillis(1100);

        assertThat(ack.outcome()).isInstanceOf(Outcome.Rejected.class);
        assertThat(rig.names()).containsExactly("a", "b");
        assertThat(rig.metrics.account().imbalance()).isZero();
    }

    @Test
    void thePolicyIsRecordedInTheScope() {
        Rig rig = new Rig(
                "{decision_wait: 1s, record_policy: true, policies: [{name: err, type: status_code, status_code:"
                        + " {status_codes: [ERROR]}}, {name: slow, type: latency, latency: {threshold_ms: 1000}}]}");
        rig.send(Spans.error(1, "error"), span(2, "slow", 0, 2000), span(3, "plain"));
        rig.advanceMillis(1100);
        rig.send(span(2, "late"));

        Map<String, List<String>> said = rig.requests().stream()
                .flatMap(request -> request.getResourceSpansList().stream())
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .collect(Collectors.toMap(
                        scope -> scope.getSpans(0).getName(),
                        scope -> scope.getScope().getAttributesList().stream()
                                .map(each ->
                                        each.getKey() + "=" + each.getValue().getStringValue()
                                                + (each.getValue().getBoolValue() ? "true" : ""))
                                .toList()));

        assertThat(said)
                .isEqualTo(Map.of(
                        "error",
                        List.of("tailsampling.policy=err"),
                        "slow",
                        List.of("tailsampling.policy=slow"),
                        "late",
                        List.of("tailsampling.policy=slow", "tailsampling.cached_decision=true")));
    }

    @Test
    void aDryRunLetsSpansPassOnceThatAreSentAgain() {
        Rig rig = new Rig("{decision_wait: 1s, dry_run: true, policies: [{name: err, type: status_code, status_code:"
                + " {status_codes: [ERROR]}}]}");
        Span.Builder plain = span(1, "plain");
        rig.send(plain);
        rig.send(plain);
        rig.advanceMillis(1100);
        rig.send(plain);
        rig.advanceMillis(100);

        assertThat(rig.names()).containsExactly("plain");
        assertThat(rig.metric("spans_dropped", "reason", "duplicate")).isEqualTo(2);
        assertThat(rig.metrics.account().imbalance()).isZero();
    }

    @Test
    void aDryRunLetsEverythingPassAndSaysWhatWouldHaveBecomeOfIt() {
        Rig rig = new Rig("{decision_wait: 1s, dry_run: true, policies: [{name: err, type: status_code, status_code:"
                + " {status_codes: [ERROR]}}, {name: part, type: probabilistic, probabilistic:"
                + " {sampling_percentage: 25}}]}");
        Span.Builder part = span(-1, "part");
        rig.send(Spans.error(1, "error"), part, span(3, "plain"));
        rig.advanceMillis(1100);

        assertThat(rig.names()).containsExactly("error", "part", "plain");
        assertThat(rig.spans()).contains(part.build());
        Map<String, String> said = rig.requests().stream()
                .flatMap(request -> request.getResourceSpansList().stream())
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .collect(Collectors.toMap(
                        scope -> scope.getSpans(0).getName(),
                        scope -> scope.getScope().getAttributesList().stream()
                                .map(each -> each.getValue().hasDoubleValue()
                                        ? String.valueOf(each.getValue().getDoubleValue())
                                        : each.getValue().getStringValue())
                                .collect(Collectors.joining(" "))));
        assertThat(said)
                .isEqualTo(Map.of("error", "err sampled 1.0", "part", "part sampled 4.0", "plain", "not_sampled"));
        assertThat(rig.metric("global_count_traces_sampled", "sampled", "false", "decision", "not_sampled"))
                .isEqualTo(1);
        assertThat(rig.metrics.account().imbalance()).isZero();
    }
}

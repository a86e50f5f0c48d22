package io.sluice.processor.tailsampling;

import static io.sluice.processor.tailsampling.Spans.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.sluice.api.Batch;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.api.Rejection;
import io.sluice.testkit.RecordingConsumer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What peers can do to it: bounded memory, and every span accounted for. */
class HostileInputTest {

    private static final String PART =
            "policies: [{name: err, type: status_code, status_code: {status_codes: [ERROR]}},"
                    + " {name: part, type: probabilistic, probabilistic: {sampling_percentage: 10}}]";

    private static TracesData request(int count, IntFunction<Span.Builder> each) {
        ScopeSpans.Builder scope = Spans.scope("lib");
        for (int i = 0; i < count; i++) {
            scope.addSpans(each.apply(i));
        }
        return TracesData.newBuilder()
                .addResourceSpans(Spans.resource("shop", scope))
                .build();
    }

    @Test
    void oneTraceOfAHundredThousandSpansIsKeptWhole() {
        Rig rig = new Rig("{decision_wait: 5s, max_bytes: 100000000, " + PART + "}");
        for (int i = 0; i < 100; i++) {
            rig.offer(request(1000, n -> span(1, "a")));
        }
        rig.offer(request(1, n -> Spans.error(1, "error")));

        rig.advanceMillis(5100);

        assertThat(rig.spans()).hasSize(100_001);
        assertThat(rig.requests().size()).isBetween(2, 60);
        assertThat(rig.metric("spans_held")).isZero();
        assertThat(rig.metrics.account().imbalance()).isZero();
    }

    @Test
    void aMillionTracesOfOneSpanStayWithinTheBound() {
        long bound = 30_000_000;
        Rig rig = new Rig("{decision_wait: 30s, num_traces: 2000000, max_bytes: " + bound + ", " + PART + "}");
        Random random = new Random(1);
        double most = 0;
        for (int i = 0; i < 1000; i++) {
            rig.offer(request(1000, n -> span(random.nextLong(), "a")));
            most = Math.max(most, rig.metric("memory_held"));
        }

        assertThat(most).isLessThanOrEqualTo(bound + 200_000.0);
        assertThat(rig.metric("traces_decided_early", "limit", "max_bytes")).isGreaterThan(500_000);
        rig.advance(Duration.ofSeconds(31));
        assertThat(rig.metric("spans_delivered") + rig.dropped(DropReason.NOT_SAMPLED))
                .isEqualTo(1_000_000);
        assertThat(rig.metric("spans_delivered")).isBetween(98_000.0, 102_000.0);
        assertThat(rig.metrics.account().imbalance()).isZero();
    }

    @Test
    void aSpanAloneMayBeLargerThanAPage() {
        Rig rig = new Rig("{decision_wait: 1s, " + PART + "}");
        rig.send(Spans.error(1, "x".repeat(3_000_000)), span(1, "b"));

        rig.advanceMillis(1100);

        assertThat(rig.spans()).hasSize(2);
        assertThat(rig.metrics.account().imbalance()).isZero();
    }

    @Test
    void aRequestLargerThanTheBoundIsTakenWhereNothingElseIsHeld() {
        Rig rig = new Rig("{decision_wait: 1s, max_bytes: 2000000, " + PART + "}");
        rig.send(Spans.error(1, "x".repeat(3_000_000)));
        rig.send(span(2, "b"));

        rig.advanceMillis(1100);

        assertThat(rig.metric("spans_received")).isEqualTo(2);
        assertThat(rig.metrics.account().imbalance()).isZero();
    }

    @Test
    void resourcesThatAreDifferentEachTimeAreForgottenWithTheirSpans() {
        Rig rig = new Rig("{decision_wait: 1s, " + PART + "}");
        for (int i = 0; i < 20_000; i++) {
            rig.send(Spans.resource("service-" + i, Spans.scope("lib-" + i, span(i, "a"))));
        }
        double held = rig.metric("memory_held");

        rig.advanceMillis(1100);

        assertThat(rig.metric("memory_held")).isLessThan(held - 20_000 * 100);
        assertThat(rig.metrics.account().imbalance()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"consistent", "compat"})
    void everySpanIsAccountedForWhateverHappens(String mode) {
        RecordingConsumer next = RecordingConsumer.holding();
        Rig rig = new Rig(
                "{decision_wait: 2s, decision_wait_after_root_received: 500ms, num_traces: 300, max_bytes: 4000000,"
                        + " retry_for: 5s, maximum_trace_size_bytes: 20000, decision_cache: {sampled_cache_size: 100,"
                        + " non_sampled_cache_size: 100}, mode: "
                        + mode + ", " + PART + "}",
                next);
        Random random = new Random(9);
        List<TracesData> sent = new ArrayList<>();
        Map<String, Integer> names = new HashMap<>();
        for (int round = 0; round < 4000; round++) {
            TracesData request = !sent.isEmpty() && random.nextInt(10) == 0
                    ? sent.get(random.nextInt(sent.size()))
                    : request(1 + random.nextInt(20), n -> anySpan(random));
            sent.add(request);
            if (sent.size() > 50) {
                sent.removeFirst();
            }
            rig.offer(request);
            while (next.size() > random.nextInt(10)) {
                Rig.parse(complete(next.take(), random))
                        .getResourceSpansList()
                        .forEach(resource -> resource.getScopeSpansList()
                                .forEach(scope -> scope.getSpansList()
                                        .forEach(each -> names.merge(each.getName(), 1, Integer::sum))));
            }
            if (random.nextInt(3) == 0) {
                rig.advanceMillis(random.nextInt(200));
            }
            assertThat(rig.metrics.account().imbalance()).isZero();
        }
        rig.stage.flush();
        while (next.size() > 0) {
            next.take().complete(Outcome.accepted());
        }

        assertThat(names).isNotEmpty();
        assertThat(rig.metric("spans_held")).isZero();
        assertThat(rig.metric("spans_under_way")).isZero();
        assertThat(rig.metrics.account().imbalance()).isZero();
        assertThat(rig.metric("spans_received"))
                .isEqualTo(rig.metric("spans_delivered")
                        + Arrays.stream(DropReason.values())
                                .mapToDouble(rig::dropped)
                                .sum());
    }

    private static Batch complete(Batch batch, Random random) {
        switch (random.nextInt(5)) {
            case 0 -> batch.complete(Outcome.refused(Refusal.BACKEND, "down"));
            case 1 -> batch.complete(new Outcome.PartiallyAccepted(1, null, "one"));
            case 2 -> batch.complete(Outcome.rejected(Rejection.BACKEND, "no"));
            default -> batch.complete(Outcome.accepted());
        }
        return batch;
    }

    private static Span.Builder anySpan(Random random) {
        long trace = random.nextInt(20) == 0 ? 0 : random.nextInt(2000) * 0x9e3779b97f4a7c15L;
        Span.Builder each = span(trace, "n" + random.nextInt(1000) + "x".repeat(random.nextInt(300)));
        if (random.nextInt(20) == 0) {
            each.setTraceId(Spans.traceId(0, 0));
        }
        if (random.nextInt(15) == 0) {
            each.setStatus(Spans.error(1, "x").getStatus());
        }
        if (random.nextInt(4) == 0) {
            each.clearParentSpanId();
        }
        if (random.nextInt(5) == 0) {
            each.setTraceState(
                    random.nextBoolean() ? "ot=th:4;rv:" + "%014x".formatted(random.nextLong(1L << 56)) : "=,;");
        }
        return each;
    }
}

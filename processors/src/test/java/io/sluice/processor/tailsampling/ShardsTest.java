package io.sluice.processor.tailsampling;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.sluice.api.Batch;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.Outcome;
import io.sluice.api.RequestContext;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.processor.Configs;
import io.sluice.processor.sampling.Threshold;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.RecordingConsumer;
import io.sluice.testkit.TestContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several workers, each with a part of the traces. */
class ShardsTest {

    private static final int TRACES = 400;
    private static final String STATELESS = """
        decision_wait: 1s
        policies:
          - {name: errors, type: status_code, status_code: {status_codes: [ERROR]}}
          - {name: slow, type: latency, latency: {threshold_ms: 40}}
          - {name: some, type: probabilistic, probabilistic: {sampling_percentage: 25}}
          - name: big
            type: and
            and:
              and_sub_policy:
                - {name: many, type: span_count, span_count: {min_spans: 4}}
                - {name: half, type: probabilistic, probabilistic: {sampling_percentage: 50}}
        """;

    /** The stages of one processor, and who owns which trace. */
    private static final class Rigs {

        final TestContext context;
        final RecordingConsumer next = RecordingConsumer.replying(Outcome.accepted());
        final TailSamplingMetrics metrics;
        final List<TailSamplingStage> stages = new ArrayList<>();

        Rigs(String yaml, int workers) {
            context = new TestContext(ComponentKind.PROCESSOR, ComponentId.of("tail_sampling")).withWorkers(workers);
            TailSamplingConfig config = Configs.of(new TailSamplingFactory(), yaml);
            PolicySet policies = PolicySet.of(config);
            List<Bucket> buckets = policies.buckets(context.clock().nanoTime());
            metrics = new TailSamplingMetrics(context.meter(), context.id(), policies.policies());
            for (int i = 0; i < workers; i++) {
                stages.add(new TailSamplingStage(config, policies, buckets, context, next, metrics));
            }
        }

        /** Sends a request, divided as a door divides it. */
        void send(List<Span.Builder> spans) {
            Map<Integer, List<Span.Builder>> parts = new HashMap<>();
            for (Span.Builder span : spans) {
                int owner = Math.floorMod(span.getTraceId().hashCode(), stages.size());
                parts.computeIfAbsent(owner, _ -> new ArrayList<>()).add(span);
            }
            parts.forEach((owner, part) -> {
                TracesData data = Spans.request(part.toArray(new Span.Builder[0]));
                RecordingAck ack = new RecordingAck();
                Payload payload = Payload.of(data.toByteArray());
                stages.get(owner).process(new Batch(Signal.TRACES, payload, part.size(), RequestContext.NONE, ack));
                assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
            });
        }

        void advance(Duration by) {
            context.clock().advance(by);
            context.runTasks();
        }

        List<Span> kept() {
            List<Span> kept = new ArrayList<>();
            for (Batch batch = next.poll(); batch != null; batch = next.poll()) {
                Rig.parse(batch)
                        .getResourceSpansList()
                        .forEach(resource ->
                                resource.getScopeSpansList().forEach(scope -> kept.addAll(scope.getSpansList())));
            }
            return kept;
        }

        double metric(String name) {
            return context.meter().value(TailSamplingMetrics.PREFIX + name, "processor", "tail_sampling");
        }
    }

    private static List<Span.Builder> spans(Random random, int traces) {
        List<Span.Builder> spans = new ArrayList<>();
        for (int trace = 0; trace < traces; trace++) {
            long id = random.nextLong();
            int count = 1 + random.nextInt(6);
            for (int i = 0; i < count; i++) {
                Span.Builder span = random.nextInt(60) == 0
                        ? Spans.error(id, "span " + i)
                        : Spans.span(id, "span " + i, 0, random.nextInt(50) == 0 ? 60 : 10);
                spans.add(span);
            }
        }
        return spans;
    }

    /** What is kept of these spans, when they come in another order, in requests of random sizes. */
    private static TreeSet<String> keptBy(int workers, List<Span.Builder> spans, Random random) {
        Rigs rigs = new Rigs(STATELESS, workers);
        List<Span.Builder> shuffled = new ArrayList<>(spans);
        Collections.shuffle(shuffled, random);
        for (int from = 0; from < shuffled.size(); ) {
            int to = Math.min(shuffled.size(), from + 1 + random.nextInt(200));
            rigs.send(shuffled.subList(from, to));
            from = to;
        }
        rigs.advance(Duration.ofSeconds(2));
        TreeSet<String> kept = new TreeSet<>();
        for (Span span : rigs.kept()) {
            assertThat(kept.add(hex(span.getTraceId()) + " " + hex(span.getSpanId()) + " " + span.getTraceState()))
                    .isTrue();
        }
        assertThat(rigs.metrics.account().imbalance()).isZero();
        assertThat(rigs.metrics.account().held()).isZero();
        return kept;
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8, 64})
    void howManyWorkersThereAreChangesNothingOfWhatIsKept(int workers) {
        for (int seed = 0; seed < 5; seed++) {
            Random random = new Random(seed);
            List<Span.Builder> spans = spans(random, TRACES);

            assertThat(keptBy(workers, spans, random)).isEqualTo(keptBy(1, spans, random));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"consistent", "compat"})
    void aLimitHoldsForAllWorkersTogether(String mode) {
        Rigs rigs = new Rigs("""
            decision_wait: 1s
            mode: %s
            policies:
              - {name: few, type: rate_limiting, rate_limiting: {spans_per_second: 100, burst_capacity: 100}}
            """.formatted(mode), 4);
        Random random = new Random(1);
        int kept = 0;
        for (int tenth = 0; tenth < 200; tenth++) {
            rigs.send(spans(random, 40));
            rigs.advance(Duration.ofMillis(100));
            kept += rigs.kept().size();
        }

        assertThat(kept).isLessThanOrEqualTo(100 + 20 * 100).isGreaterThan(19 * 100 * 9 / 10);
    }

    @Test
    void aTraceThatNeedsMoreThanAnEvenPartOfALimitIsKept() {
        Rigs rigs = new Rigs("""
            decision_wait: 1s
            policies:
              - {name: few, type: rate_limiting, rate_limiting: {spans_per_second: 10, burst_capacity: 10}}
            """, 8);
        List<Span.Builder> trace = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            trace.add(Spans.span(7, "span"));
        }

        rigs.send(trace);
        rigs.advance(Duration.ofSeconds(2));

        assertThat(rigs.kept()).hasSize(9);
    }

    @Test
    void whatALimitKeepsStandsForAllThatCame() {
        double estimate = 0;
        int came = 0;
        for (int seed = 0; seed < 40; seed++) {
            Rigs rigs = new Rigs("""
                decision_wait: 1s
                policies:
                  - {name: few, type: rate_limiting, rate_limiting: {spans_per_second: 300, burst_capacity: 300}}
                """, 4);
            Random random = new Random(seed);
            List<Span.Builder> spans = spans(random, 1000);
            came += spans.size();
            rigs.send(spans);
            rigs.advance(Duration.ofSeconds(2));
            for (Span span : rigs.kept()) {
                estimate += 1 / Threshold.probability(threshold(span));
            }
        }

        assertThat(estimate / came).isBetween(0.97, 1.03);
    }

    private static long threshold(Span span) {
        String state = span.getTraceState();
        int at = state.indexOf("th:");
        if (at < 0) {
            return 0;
        }
        String digits = state.substring(at + 3).split("[;,]", -1)[0];
        return Long.parseLong((digits + "00000000000000").substring(0, 14), 16);
    }

    @Test
    void workersShareTheRoomForTraces() {
        Rigs rigs = new Rigs("""
            decision_wait: 1m
            num_traces: 40
            policies: [{name: all, type: always_sample}]
            """, 4);
        rigs.send(spans(new Random(1), TRACES));

        assertThat(rigs.metric("sampling_traces_on_memory")).isEqualTo(40);
        assertThat(rigs.metric("spans_held")).isGreaterThanOrEqualTo(40);
        assertThat(rigs.metrics.account().imbalance()).isZero();
    }

    @Test
    void gaugesTellWhatAllWorkersHold() {
        Rigs rigs = new Rigs("""
            decision_wait: 1m
            policies: [{name: all, type: always_sample}]
            """, 4);
        double empty = rigs.metric("memory_held");
        rigs.send(spans(new Random(1), TRACES));

        assertThat(rigs.metric("sampling_traces_on_memory")).isEqualTo(TRACES);
        assertThat(rigs.metric("memory_held")).isGreaterThan(empty + 1000);
        assertThat(rigs.metric("emergency_probability")).isEqualTo(1);
    }
}

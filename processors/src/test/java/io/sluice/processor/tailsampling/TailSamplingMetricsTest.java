package io.sluice.processor.tailsampling;

import static io.sluice.processor.tailsampling.Spans.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opentelemetry.proto.trace.v1.Span;
import io.sluice.api.Clock;
import io.sluice.processor.Configs;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What policies do and take, and which traces are decided twice, as operators see it. */
class TailSamplingMetricsTest {

    private static final String ERRORS = "{name: err, type: status_code, status_code: {status_codes: [ERROR]}}";
    private static final String QUARTER = "{name: part, type: probabilistic, probabilistic: {sampling_percentage: 25}}";

    private static Rig rig(String more, String policies) {
        return new Rig("{decision_wait: 1s, " + more + "policies: [" + policies + "]}");
    }

    private static void sendTraces(Rig rig, int ordinary, int errors) {
        for (int i = 0; i < ordinary; i++) {
            rig.send(span(1000 + i, "a"));
        }
        for (int i = 0; i < errors; i++) {
            rig.send(Spans.error(5000 + i, "a"));
        }
        rig.advanceMillis(1100);
    }

    @Test
    void tellsWithWhichProbabilityPoliciesKeep() {
        String drop = "{name: drop, type: drop, drop: {drop_sub_policy: [" + QUARTER + "]}}";
        Rig rig = rig("", drop + "," + ERRORS + "," + QUARTER);
        assertThat(probability(rig, "err")).isNaN();

        sendTraces(rig, 90, 10);

        assertThat(probability(rig, "err")).isEqualTo(0.1, within(1e-9));
        assertThat(probability(rig, "part")).isEqualTo(0.25, within(1e-9));
        assertThat(probability(rig, "drop")).isEqualTo(0.25, within(1e-9));
    }

    @Test
    void toldProbabilitiesAreThoseOfLate() {
        Rig rig = rig(
                "num_traces: 1000000, decision_cache: {sampled_cache_size: 1, non_sampled_cache_size: 1}, ", ERRORS);
        sendTraces(rig, 0, 100);
        rig.advanceMillis(31_000);
        sendTraces(rig, 100, 0);
        assertThat(probability(rig, "err")).isEqualTo(0.5, within(1e-9));

        rig.advanceMillis(31_000);
        sendTraces(rig, 100, 0);

        assertThat(probability(rig, "err")).isZero();
    }

    @Test
    void compatTellsWhatWasKept() {
        Rig rig = rig("mode: compat, ", ERRORS + "," + QUARTER);

        sendTraces(rig, 390, 10);

        assertThat(probability(rig, "err")).isEqualTo(10 / 400.0, within(1e-9));
        assertThat(probability(rig, "part"))
                .isEqualTo(
                        rig.metric("count_traces_sampled", "policy", "part", "sampled", "true", "decision", "sampled")
                                / 400);
    }

    private static double probability(Rig rig, String policy) {
        return rig.metric("policy_effective_probability", "policy", policy);
    }

    @Test
    void countsWhatPoliciesWereAsked() {
        Rig rig = rig("mode: compat, sample_on_first_match: true, ", ERRORS + "," + QUARTER);

        sendTraces(rig, 90, 10);

        assertThat(rig.metric("sampling_policy_execution_count", "policy", "err"))
                .isEqualTo(100);
        assertThat(rig.metric("sampling_policy_execution_count", "policy", "part"))
                .isEqualTo(90);
    }

    @Test
    void readsTheClockOnceForAPolicyHoweverManyTracesThereAre() {
        TailSamplingConfig config =
                Configs.of(new TailSamplingFactory(), "{policies: [" + ERRORS + "," + QUARTER + "]}");
        PolicySet set = PolicySet.of(config);
        TraceTable table = new TraceTable(new IdHash(), set.evidenceWords(), false, 0);
        IntList rows = new IntList();
        for (int i = 0; i < 1000; i++) {
            rows.add(table.add(1, i, i, 0));
        }
        TickingClock clock = new TickingClock();
        Decider decider = new ConsistentDecider(set, set.buckets(clock.nanoTime()), 1, table, clock);
        clock.reads = 0;

        decider.decide(rows, 0);

        assertThat(clock.reads).isEqualTo(3);
        assertThat(decider.takeMicros(0)).isEqualTo(1);
        assertThat(decider.takeMicros(0)).isZero();
        decider.decide(rows, 0);
        assertThat(decider.takeMicros(0)).isEqualTo(2);
        assertThat(decider.takeMicros(1)).isEqualTo(3);
    }

    /** A clock that goes on by one and a half microseconds whenever it is read. */
    private static final class TickingClock implements Clock {
        private int reads;

        @Override
        public long nanoTime() {
            return 1500L * reads++;
        }

        @Override
        public long epochMillis() {
            return 0;
        }
    }

    @Test
    void countsTracesThatAreDecidedASecondTimeSinceTheirDecisionWasForgotten() {
        Rig rig = rig("decision_cache: {sampled_cache_size: 1, non_sampled_cache_size: 1}, ", ERRORS);
        rig.send(Spans.error(1, "a"), span(2, "b"), Spans.error(3, "c"), span(4, "d"), span(5, "e"), span(6, "f"));
        rig.advanceMillis(1100);
        assertThat(rig.metric("split_traces")).isZero();

        rig.send(span(2, "again"), span(6, "late"), span(7, "new"));

        assertThat(rig.metric("split_traces")).isEqualTo(1);
        assertThat(rig.metric("early_releases_from_cache_decision", "sampled", "false"))
                .isEqualTo(1);
        assertThat(rig.metric("new_trace_id_received")).isEqualTo(8);
    }

    @Test
    void noTraceIsTakenForOneThatWasDecided() {
        Rig rig = rig("", ERRORS);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 20; i++) {
            Span.Builder[] spans = new Span.Builder[1000];
            for (int j = 0; j < spans.length; j++) {
                spans[j] = span(random.nextLong(), "a");
            }
            rig.send(spans);
            rig.advanceMillis(1100);
        }

        assertThat(rig.metric("split_traces")).isZero();
    }

    @Test
    void lagCountsFromWhenATraceIsDue() {
        Rig rig = rig("decision_wait_after_root_received: 250ms, ", ERRORS);

        rig.send(span(1, "root").clearParentSpanId(), span(2, "child"));
        rig.advanceMillis(2000);

        assertThat(rig.metric("decision_lag")).isEqualTo(50);
    }
}

package io.sluice.processor.tailsampling;

import static io.sluice.processor.tailsampling.Spans.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opentelemetry.proto.trace.v1.Span;
import io.sluice.api.Batch;
import io.sluice.api.Outcome;
import io.sluice.processor.sampling.Randomness;
import io.sluice.processor.sampling.Threshold;
import io.sluice.testkit.RecordingConsumer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Nothing but errors, twice as many as can leave: memory stays within its bound, and what is kept says how much there was. */
class EmergencyTest {

    private static final int SEEDS = 200;
    private static final int MAX_BYTES = 4_000_000;
    private static final int TICKS = 40;
    private static final int TRACES_OF_TICK = 300;
    private static final int SPAN_BYTES = 500;

    /** Memory is taken in pages. */
    private static final int PAGE = 1 << 18;

    private static Rig rig(String more) {
        return new Rig(
                "{decision_wait: 200ms, max_bytes: " + MAX_BYTES + ", num_traces: 1000000, " + more
                        + "policies: [{name: err, type: status_code, status_code: {status_codes: [ERROR]}}]}",
                RecordingConsumer.holding());
    }

    /** A storm of errors, of which half can leave. */
    private static final class Storm {
        private final Rig rig;
        private final SplittableRandom random;
        private final Queue<Batch> waiting = new ArrayDeque<>();
        private double allowance;
        private long sent;
        private int refused;
        private double counted;
        private double variance;

        Storm(Rig rig, long seed) {
            this.rig = rig;
            this.random = new SplittableRandom(seed);
        }

        void rage(int ticks) {
            for (int tick = 0; tick < ticks; tick++) {
                Span.Builder[] spans = new Span.Builder[TRACES_OF_TICK];
                for (int i = 0; i < spans.length; i++) {
                    spans[i] = error(random.nextLong(), "x".repeat(SPAN_BYTES - 60));
                }
                boolean taken = rig.offer(Spans.request(spans)).outcome().equals(Outcome.accepted());
                sent += taken ? spans.length : 0;
                refused += taken ? 0 : 1;
                rig.advanceMillis(100);
                assertThat(rig.metric("memory_held")).isLessThanOrEqualTo(MAX_BYTES + PAGE);
                letGo(0.5 * TRACES_OF_TICK * SPAN_BYTES);
            }
        }

        void letGo(double bytes) {
            for (Batch batch = rig.next.poll(); batch != null; batch = rig.next.poll()) {
                waiting.add(batch);
                for (Span span :
                        Rig.parse(batch).getResourceSpans(0).getScopeSpans(0).getSpansList()) {
                    String state = span.getTraceState();
                    byte[] th = state.substring("ot=th:".length()).getBytes(StandardCharsets.UTF_8);
                    long threshold = Threshold.parse(th, 0, th.length);
                    long randomness = span.getTraceId().asReadOnlyByteBuffer().getLong(8) & Randomness.MAX;
                    assertThat(randomness).isGreaterThanOrEqualTo(threshold);
                    double weight = Threshold.adjustedCount(threshold);
                    counted += weight;
                    variance += weight * (weight - 1);
                }
            }
            allowance += bytes;
            while (!waiting.isEmpty() && waiting.peek().payload().length() <= allowance) {
                Batch batch = waiting.remove();
                allowance -= batch.payload().length();
                batch.complete(Outcome.accepted());
            }
        }
    }

    @Test
    void memoryStaysBoundedNothingIsRefusedAndCountsAreUnbiased() {
        double errors = 0;
        double variance = 0;
        long sent = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Rig rig = rig("emergency_at: 30, ");
            Storm storm = new Storm(rig, seed);

            storm.rage(TICKS);
            rig.stage.flush();
            storm.letGo(Double.MAX_VALUE);

            assertThat(storm.refused).isZero();
            assertThat(storm.counted).isEqualTo(storm.sent, within(6 * Math.sqrt(storm.variance)));
            assertThat(rig.dropped(DropReason.EMERGENCY)).isPositive();
            assertThat(rig.dropped(DropReason.NOT_SAMPLED)).isZero();
            assertThat(rig.metrics.account().imbalance()).isZero();
            errors += storm.counted - storm.sent;
            variance += storm.variance;
            sent += storm.sent;
        }

        assertThat(Math.abs(errors)).isLessThan(3 * Math.sqrt(variance));
        assertThat(Math.abs(errors)).isLessThan(0.005 * sent);
    }

    @Test
    void withoutItSendersAreRefused() {
        Rig rig = rig("");
        Storm storm = new Storm(rig, 1);

        storm.rage(TICKS);

        assertThat(storm.refused).isPositive();
    }

    @Test
    void itBeginsAtTheMarkIsToldAndEndsAtThreeQuartersOfIt() {
        Rig rig = rig("emergency_at: 30, ");
        Storm storm = new Storm(rig, 1);
        storm.rage(2);
        assertThat(rig.metric("emergencies")).isZero();
        assertThat(rig.metric("emergency_probability")).isEqualTo(1);

        storm.rage(TICKS);
        assertThat(rig.metric("emergencies")).isEqualTo(1);
        assertThat(rig.metric("emergency_probability")).isBetween(0.3, 0.9);

        storm.letGo(Double.MAX_VALUE);
        rig.send(error(1, "a"));
        rig.advanceMillis(400);
        storm.letGo(0);

        assertThat(rig.metric("emergency_probability")).isEqualTo(1);
        assertThat(rig.metric("emergencies")).isEqualTo(1);
    }

    @Test
    void staysOnBetweenItsEndAndItsBeginning() {
        Rig rig = rig("");
        Emergency emergency = new Emergency(40, rig.context.logger(), rig.metrics);

        assertThat(emergency.threshold(39, 100)).isZero();
        assertThat(emergency.threshold(40, 100)).isZero();
        assertThat(emergency.threshold(60, 100)).isEqualTo(Threshold.NEVER / 2);
        assertThat(emergency.threshold(31, 100)).isZero();
        emergency.threshold(41, 100);
        assertThat(rig.metric("emergencies")).isEqualTo(1);
        emergency.threshold(29, 100);
        emergency.threshold(41, 100);

        assertThat(rig.metric("emergencies")).isEqualTo(2);
    }

    @Test
    void beyondTheBoundNextToNothingIsKeptButCounted() {
        Rig rig = rig("");
        Emergency emergency = new Emergency(40, rig.context.logger(), rig.metrics);

        assertThat(Threshold.adjustedCount(emergency.threshold(500, 100))).isEqualTo(1 << 14);
    }

    @Test
    void aDryRunKeepsEverything() {
        Rig rig = rig("emergency_at: 1, dry_run: true, ");
        rig.send(error(1, "x".repeat(100_000)));
        rig.advanceMillis(400);
        rig.send(error(1 << 20, "b"));
        rig.advanceMillis(400);

        assertThat(rig.names()).hasSize(2);
        assertThat(rig.metric("emergencies")).isZero();
    }
}

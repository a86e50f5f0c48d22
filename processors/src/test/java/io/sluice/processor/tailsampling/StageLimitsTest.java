package io.sluice.processor.tailsampling;

import static io.sluice.processor.tailsampling.Spans.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits hold over any time, whatever comes. */
class StageLimitsTest {

    private static final int TICKS = 600;
    private static final int BURST = 150;
    private static final int RATE = 100;

    /** Where num_traces is small, traces are decided early as well, between the ticks. */
    @ParameterizedTest
    @CsvSource({"consistent, 100000", "consistent, 20", "compat, 100000", "compat, 20"})
    void overAnyTimeNoMoreThanTheBurstAndTheRateLeave(String mode, int traces) {
        Rig rig = new Rig("{decision_wait: 1s, mode: " + mode + ", num_traces: " + traces
                + ", policies: [{name: l, type: rate_limiting, rate_limiting: {spans_per_second: " + RATE
                + ", burst_capacity: " + BURST + "}}]}");
        SplittableRandom random = new SplittableRandom(5);
        double[] left = new double[TICKS + 1];
        for (int tick = 1; tick <= TICKS; tick++) {
            int count = random.nextInt(3) == 0 ? random.nextInt(80) : random.nextInt(10);
            for (int i = 0; i < count; i++) {
                long trace = random.nextLong();
                int spans = 1 + random.nextInt(5);
                Span.Builder[] each = new Span.Builder[spans];
                for (int n = 0; n < spans; n++) {
                    each[n] = span(trace, "a");
                }
                rig.send(each);
            }
            rig.advanceMillis(100);
            left[tick] = rig.metric("spans_delivered");
        }

        assertThat(left[TICKS]).isGreaterThan(TICKS / 10.0 * RATE * 0.7);
        for (int from = 0; from < TICKS; from++) {
            for (int to = from + 1; to <= TICKS; to++) {
                double most = BURST + RATE * (to - from) / 10.0;
                assertThat(left[to] - left[from]).isLessThanOrEqualTo(most);
            }
        }
    }
}

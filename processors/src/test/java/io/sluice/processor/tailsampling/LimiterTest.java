package io.sluice.processor.tailsampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.processor.sampling.Randomness;
import io.sluice.processor.sampling.Threshold;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LimiterTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private static Limiter limiter(long perSecond, long burst) {
        return new Limiter(new Rule.Limit(0, false, perSecond, burst), new Bucket(perSecond, burst, 0), 1);
    }

    @Test
    void keepsTheLongestPrefixThatFits() {
        Limiter limiter = limiter(10, 10);
        limiter.begin();
        limiter.add(50, 4);
        limiter.add(90, 4);
        limiter.add(70, 2);
        limiter.add(40, 1);

        limiter.cut(0);
        assertThat(limiter.threshold()).isEqualTo(41);
        limiter.begin();
        limiter.add(1, 1);
        limiter.cut(0);

        assertThat(limiter.threshold()).isEqualTo(2);
    }

    @Test
    void equalsFitTogetherOrNotAtAll() {
        Limiter limiter = limiter(2, 2);
        limiter.begin();
        limiter.add(9, 1);
        limiter.add(5, 1);
        limiter.add(5, 1);
        limiter.cut(0);

        assertThat(limiter.threshold()).isEqualTo(6);
        limiter.begin();
        limiter.add(1, 1);
        limiter.cut(0);

        assertThat(limiter.threshold()).isZero();
    }

    @Test
    void theHighestRandomnessThatDoesNotFitKeepsNothing() {
        Limiter limiter = limiter(1, 1);
        limiter.begin();
        limiter.add(Randomness.MAX, 5);
        limiter.cut(0);

        assertThat(limiter.threshold()).isEqualTo(Threshold.NEVER);
    }

    @Test
    void overAnyTimeNoMoreThanTheBurstAndTheRatePass() {
        SplittableRandom random = new SplittableRandom(2);
        Limiter limiter = limiter(100, 150);
        List<long[]> passed = new ArrayList<>();
        for (int tick = 0; tick < 2000; tick++) {
            long now = tick * SECOND / 10;
            limiter.begin();
            long[][] each = new long[random.nextInt(30)][];
            for (int i = 0; i < each.length; i++) {
                each[i] = new long[] {random.nextLong(1L << 56), 1 + random.nextInt(6)};
                limiter.add(each[i][0], (int) each[i][1]);
            }
            limiter.cut(now);
            long cost = 0;
            for (long[] one : each) {
                cost += one[0] >= limiter.threshold() ? one[1] : 0;
            }
            passed.add(new long[] {now, cost});
        }

        for (int from = 0; from < passed.size(); from++) {
            long sum = 0;
            for (int to = from; to < Math.min(passed.size(), from + 100); to++) {
                sum += passed.get(to)[1];
                double seconds = (passed.get(to)[0] - passed.get(from)[0]) / (double) SECOND;
                assertThat((double) sum).isLessThanOrEqualTo(150 + 100 * seconds + 1e-6);
            }
        }
    }

    @Test
    void whatPassesStandsForWhatWantedTo() {
        double sum = 0;
        int wanted = 0;
        for (int seed = 0; seed < 2000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Limiter limiter = limiter(10, 10);
            limiter.begin();
            long[] each = random.longs(100, 0, 1L << 56).toArray();
            for (long one : each) {
                limiter.add(one, 1);
            }
            limiter.cut(0);
            for (long one : each) {
                sum += one >= limiter.threshold() ? Threshold.adjustedCount(limiter.threshold()) : 0;
            }
            wanted += each.length;
        }

        assertThat(sum / wanted).isBetween(0.98, 1.02);
    }
}

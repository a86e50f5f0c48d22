package io.sluice.processor.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdTest {

    private static String th(double probability, int precision) {
        return Threshold.text(Threshold.of(probability, precision));
    }

    /** Percentages as a configuration of the Collector holds them, in 32 bits. */
    @ParameterizedTest
    @CsvSource({
        "0.01, fff972, fff9724, fff972474, fff9724747ae14",
        "0.1, ffbe7, ffbe77, ffbe76c9, ffbe76c8a3d70a",
        "1, fd71, fd70a, fd70a3d, fd70a3d70a3d71",
        "5, f333, f3333, f333333, f3333333333333",
        "10, e66, e666, e66666, e6666666666666",
        "20, ccd, cccd, cccccd, cccccccccccccc",
        "25, c, c, c, c",
        "30, b33, b333, b33333, b3333333333334",
        "33.3333333333, aab, aaab, aaaaab, aaaaaae147ae14",
        "40, 99a, 999a, 99999a, 99999999999998",
        "50, 8, 8, 8, 8",
        "75, 4, 4, 4, 4",
        "90, 19a, 199a, 19999a, 19999999999998",
        "99, 028f, 028f6, 028f5c3, 028f5c28f5c29",
        "99.9, 00419, 004189, 004188f6, 004188f5c28f6",
        "100, 0, 0, 0, 0"
    })
    void isRoundedToThePrecision(double percentage, String three, String four, String six, String fourteen) {
        double probability = (float) percentage / 100.0;

        assertThat(th(probability, 3)).isEqualTo(three);
        assertThat(th(probability, 4)).isEqualTo(four);
        assertThat(th(probability, 6)).isEqualTo(six);
        assertThat(th(probability, 14)).isEqualTo(fourteen);
    }

    @Test
    void isExactInFullPrecision() {
        assertThat(th(1 / 3.0, 14)).isEqualTo("aaaaaaaaaaaaac");
        assertThat(th(1 / 3.0, 3)).isEqualTo("aab");
        assertThat(th(2 / 3.0, 3)).isEqualTo("555");
        assertThat(th(0x1p-56, 1)).isEqualTo("ffffffffffffff");
        assertThat(th(0x1p-56, 14)).isEqualTo("ffffffffffffff");
        assertThat(th((float) ((1 - 8e-7) * 100) / 100.0, 10)).isEqualTo("00000cccccccd");
        assertThat(th(Math.nextDown(1.0), 14)).isEqualTo("00000000000008");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.5, 1.0000000001, Double.NaN, Double.POSITIVE_INFINITY, 0x1p-57, -1})
    void isNoneOfWhatIsNoProbability(double probability) {
        assertThat(Threshold.of(probability, 4)).isEqualTo(Threshold.NONE);
    }

    @Test
    void isWithinThePrecisionOfTheProbabilityWhateverThat() {
        SplittableRandom random = new SplittableRandom(17);
        for (int i = 0; i < 100_000; i++) {
            double probability = Math.pow(2, -56 * random.nextDouble());
            int precision = 1 + random.nextInt(14);
            long threshold = Threshold.of(probability, precision);

            assertThat(threshold).isBetween(0L, Threshold.NEVER - 1);
            double error = Math.abs(Threshold.probability(threshold) - probability);
            assertThat(error).isLessThanOrEqualTo(probability * Math.pow(16, 1 - precision) / 2 + 0x1p-56);
        }
    }

    @ParameterizedTest
    @CsvSource({"e666, 9.99939", "e668, 10.00244", "fd70a, 99.9977", "8, 2", "c, 4", "ff, 256", "0, 1"})
    void tellsHowManyAnItemStandsFor(String th, double count) {
        assertThat(Threshold.adjustedCount(Texts.threshold(th))).isCloseTo(count, within(0.0001));
    }

    @Test
    void hasNoCountWhereNothingIsKnown() {
        assertThat(Threshold.adjustedCount(Threshold.NONE)).isZero();
        assertThat(Threshold.adjustedCount(Threshold.NEVER)).isZero();
    }

    @Test
    void isReadWithTheZerosThatWereLeftOut() {
        assertThat(Texts.threshold("1000")).isEqualTo(0x10000000000000L);
        assertThat(Texts.threshold("1")).isEqualTo(0x10000000000000L);
        assertThat(Texts.threshold("FD70a")).isEqualTo(0xfd70a000000000L);
        assertThat(Texts.threshold("0")).isEqualTo(Threshold.ALWAYS);
        assertThat(Texts.threshold("00000000000001")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ffffffffffffffff", "100000000000000", "$", "14.5", "-1", "0x1p+3", "1 ", "\u00e9"})
    void isNoneOfAnyOtherText(String text) {
        assertThat(Texts.threshold(text)).isEqualTo(Threshold.NONE);
    }

    @Test
    void isWrittenWithoutTheZerosAtTheEnd() {
        assertThat(Threshold.text(0x80000000000000L)).isEqualTo("8");
        assertThat(Threshold.text(0x00000cccccccd0L)).isEqualTo("00000cccccccd");
        assertThat(Threshold.text(Threshold.ALWAYS)).isEqualTo("0");
        assertThat(Threshold.text(Threshold.NEVER)).isEmpty();
    }

    @Test
    void keepsWhatReachesIt() {
        assertThat(Threshold.keeps(0x80000000000000L, 0x80000000000000L)).isTrue();
        assertThat(Threshold.keeps(0x80000000000000L, 0x7fffffffffffffL)).isFalse();
        assertThat(Threshold.keeps(Threshold.ALWAYS, 0)).isTrue();
        assertThat(Threshold.keeps(Threshold.NEVER, Randomness.MAX)).isFalse();
    }
}

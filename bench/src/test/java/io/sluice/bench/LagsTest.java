package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LagsTest {

    private static Lags lags(int upTo50, int upTo100, int all) {
        return Lags.of("""
            # TYPE lag histogram
            lag_bucket{processor="a",le="50"} %d
            lag_bucket{processor="a",le="100"} %d
            lag_bucket{processor="a",le="+Inf"} %d
            lag_sum{processor="a"} 12
            lag_count{processor="a"} 3
            """.formatted(upTo50, upTo100, all), "lag");
    }

    @Test
    void countsOnlyWhatCameSince() {
        Lags before = lags(0, 0, 1000);

        assertThat(lags(99, 99, 1100).p99Since(before)).isEqualTo(50);
        assertThat(lags(98, 99, 1100).p99Since(before)).isEqualTo(100);
        assertThat(lags(98, 98, 1100).p99Since(before)).isInfinite();
    }

    @Test
    void isNoNumberIfNothingCame() {
        assertThat(lags(5, 5, 5).p99Since(lags(5, 5, 5))).isNaN();
    }
}

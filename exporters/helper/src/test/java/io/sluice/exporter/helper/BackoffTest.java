package io.sluice.exporter.helper;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static RetryConfig config(Duration initial, double factor, double multiplier, Duration max) {
        return new RetryConfig(true, initial, factor, multiplier, max, Duration.ZERO);
    }

    @Test
    void staysWithinItsSpread() {
        Random random = new Random(42);
        Backoff backoff = new Backoff(config(Duration.ofSeconds(1), 0.5, 2, Duration.ofSeconds(8)), random::nextDouble);

        for (int i = 0; i < 10_000; i++) {
            assertThat(backoff.waitNanos(2, 0)).isBetween(1_000_000_000L, 3_000_000_000L);
        }
    }

    @Test
    void survivesTheMillionthAttempt() {
        Backoff backoff = new Backoff(config(Duration.ofSeconds(1), 0, 2, Duration.ofSeconds(8)), () -> 0.5);

        assertThat(backoff.waitNanos(1_000_000, 0)).isEqualTo(8_000_000_000L);
    }

    @Test
    void survivesZeros() {
        Backoff backoff = new Backoff(config(Duration.ZERO, 0, 2, Duration.ZERO), () -> 0.5);

        assertThat(backoff.waitNanos(1, 0)).isEqualTo(1_000_000);
        assertThat(backoff.waitNanos(100_000, 0)).isEqualTo(1_000_000);
        assertThat(backoff.waitNanos(1, 7_000_000)).isEqualTo(7_000_000);
    }

    @Test
    void shrinksIfTheMultiplierSaysSo() {
        Backoff backoff = new Backoff(config(Duration.ofSeconds(4), 0, 0.5, Duration.ofSeconds(30)), () -> 0.5);

        assertThat(backoff.waitNanos(3, 0)).isEqualTo(1_000_000_000L);
    }

    @Test
    void isOverAfterItsTime() {
        Backoff limited = new Backoff(Rig.RETRY, () -> 0.5);
        Backoff endless = new Backoff(config(Duration.ofSeconds(4), 0, 0.5, Duration.ofSeconds(30)), () -> 0.5);

        assertThat(limited.isOver(Duration.ofMinutes(5).toNanos())).isFalse();
        assertThat(limited.isOver(Duration.ofMinutes(5).toNanos() + 1)).isTrue();
        assertThat(endless.isOver(Long.MAX_VALUE)).isFalse();
    }
}

package io.sluice.exporter.helper;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryConfigTest {

    private static final Duration S5 = Duration.ofSeconds(5);
    private static final Duration S30 = Duration.ofSeconds(30);

    private static TestProblems check(RetryConfig config) {
        TestProblems problems = new TestProblems();
        config.check(problems);
        return problems;
    }

    @Test
    void isFineByDefault() {
        assertThat(check(Rig.RETRY).errors).isEmpty();
    }

    @Test
    void mayRetryForever() {
        assertThat(check(new RetryConfig(true, S5, 0.5, 1.5, S30, Duration.ZERO)).errors)
                .isEmpty();
    }

    @Test
    void complainsOfNegativeNumbers() {
        Duration negative = Duration.ofSeconds(-1);
        assertThat(check(new RetryConfig(true, negative, -0.1, -1, negative, negative)).errors)
                .containsExactlyInAnyOrder(
                        "initial_interval", "max_interval", "max_elapsed_time", "randomization_factor", "multiplier");
    }

    @Test
    void complainsOfNumbersThatAreNone() {
        assertThat(check(new RetryConfig(true, S5, Double.NaN, Double.NaN, S30, Duration.ZERO)).errors)
                .containsExactlyInAnyOrder("randomization_factor", "multiplier");
    }

    @Test
    void complainsOfAnEndBeforeTheFirstWaitsAlsoIfSwitchedOff() {
        assertThat(check(new RetryConfig(false, S5, 0.5, 1.5, S30, Duration.ofSeconds(1))).errors)
                .containsExactly("max_elapsed_time", "max_elapsed_time");
        assertThat(check(new RetryConfig(true, S5, 0.5, 1.5, S30, Duration.ofSeconds(10))).errors)
                .containsExactly("max_elapsed_time");
    }
}

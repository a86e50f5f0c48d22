package io.sluice.exporter.helper;

import io.sluice.api.config.Checked;
import io.sluice.api.config.Default;
import io.sluice.api.config.Problems;
import java.time.Duration;

/**
 * {@code retry_on_failure}: exponential back-off with jitter. A longer wait asked for by the backend is honoured.
 *
 * @param enabled false to give up after one attempt
 * @param initialInterval wait after the first failure
 * @param randomizationFactor the wait is spread by this share to both sides, 0 to 1
 * @param multiplier each wait is this many times the one before
 * @param maxInterval longest wait
 * @param maxElapsedTime give up after this long; 0 is never
 */
public record RetryConfig(
        @Default("true") boolean enabled,
        @Default("5s") Duration initialInterval,
        @Default("0.5") double randomizationFactor,
        @Default("1.5") double multiplier,
        @Default("30s") Duration maxInterval,
        @Default("5m") Duration maxElapsedTime)
        implements Checked {

    @Override
    public void check(Problems problems) {
        notNegative(problems, "initial_interval", initialInterval);
        notNegative(problems, "max_interval", maxInterval);
        notNegative(problems, "max_elapsed_time", maxElapsedTime);
        if (!(randomizationFactor >= 0 && randomizationFactor <= 1)) {
            problems.error("randomization_factor", "must be between 0 and 1", "Use 0.5, the default.");
        }
        if (!(multiplier >= 0)) {
            problems.error("multiplier", "must not be negative", "Use 1.5, the default.");
        }
        if (maxElapsedTime.isPositive()) {
            if (maxElapsedTime.compareTo(initialInterval) < 0) {
                problems.error(
                        "max_elapsed_time", "is shorter than initial_interval", "Raise it, or use 0 to retry forever.");
            }
            if (maxElapsedTime.compareTo(maxInterval) < 0) {
                problems.error(
                        "max_elapsed_time", "is shorter than max_interval", "Raise it, or use 0 to retry forever.");
            }
        }
    }

    private static void notNegative(Problems problems, String key, Duration duration) {
        if (duration.isNegative()) {
            problems.error(key, "must not be negative", "");
        }
    }
}

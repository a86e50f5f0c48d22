package io.sluice.exporter.helper;

import java.util.function.DoubleSupplier;

/** Exponential back-off with jitter, as {@code retry_on_failure} asks for it. Immutable; a delivery keeps its own interval. */
final class Backoff {

    /** Keeps {@code initial_interval: 0s} from spinning. */
    private static final long LEAST_WAIT_NANOS = 1_000_000L;

    private final boolean enabled;
    private final long initialNanos;
    private final double factor;
    private final double multiplier;
    private final long maxNanos;
    private final long maxElapsedNanos;
    private final DoubleSupplier random;

    /** @param random numbers from 0 to, not including, 1 */
    Backoff(RetryConfig config, DoubleSupplier random) {
        this.enabled = config.enabled();
        this.initialNanos = config.initialInterval().toNanos();
        this.factor = config.randomizationFactor();
        this.multiplier = config.multiplier();
        this.maxNanos = config.maxInterval().toNanos();
        this.maxElapsedNanos = config.maxElapsedTime().toNanos();
        this.random = random;
    }

    boolean isEnabled() {
        return enabled;
    }

    /** The interval behind the {@code attempt}-th attempt, before jitter; attempts count from 1. */
    private double interval(int attempt) {
        return initialNanos == 0 ? 0 : Math.min(initialNanos * Math.pow(multiplier, attempt - 1), (double) maxNanos);
    }

    /**
     * How long to wait after the {@code attempt}-th attempt.
     *
     * @param hintNanos the least wait that the backend asked for; 0 for none
     */
    long waitNanos(int attempt, long hintNanos) {
        double spread = 1 + factor * (2 * random.getAsDouble() - 1);
        long wait = (long) (interval(attempt) * spread);
        return Math.max(LEAST_WAIT_NANOS, Math.max(wait, hintNanos));
    }

    /** Whether an attempt that long after the first one comes too late. */
    boolean isOver(long elapsedNanos) {
        return maxElapsedNanos > 0 && elapsedNanos > maxElapsedNanos;
    }
}

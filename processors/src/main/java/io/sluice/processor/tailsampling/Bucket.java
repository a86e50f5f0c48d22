package io.sluice.processor.tailsampling;

import java.util.concurrent.TimeUnit;

/**
 * A bucket of tokens that fills at a rate and is full at first. What asks for more than it can ever hold never gets it. Threads: one
 * worker's.
 */
final class Bucket {

    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final double perSecond;
    private final double burst;
    private double tokens;
    private long filledNanos;

    Bucket(long perSecond, long burst, long nowNanos) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.tokens = burst;
        this.filledNanos = nowNanos;
    }

    /** What is in it now. */
    double tokens(long nowNanos) {
        long elapsed = Math.max(0, nowNanos - filledNanos);
        tokens = Math.min(burst, tokens + elapsed / NANOS * perSecond);
        filledNanos = nowNanos;
        return tokens;
    }

    /** Takes tokens if there are enough; false, and takes none, if not. */
    boolean take(long count, long nowNanos) {
        if (count > tokens(nowNanos)) {
            return false;
        }
        tokens -= count;
        return true;
    }
}

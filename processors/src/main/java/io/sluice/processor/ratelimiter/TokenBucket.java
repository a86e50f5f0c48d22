package io.sluice.processor.ratelimiter;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A token bucket kept as one number, the time at which it will be full again (the generic cell rate algorithm, ITU-T I.371 annex A). A
 * bucket that has been full for a while is no different from a new one, so it can be forgotten without giving anything away.
 *
 * <p>Threads: any number; no lock.
 */
final class TokenBucket {

    private static final double NANOS_PER_SECOND = 1e9;

    private final double nanosPerToken;
    private final long burstNanos;
    private final AtomicLong fullAtNanos;

    /**
     * A full bucket.
     *
     * @param perSecond tokens that come in each second, above 0
     * @param burst tokens that fit in, at least 1
     */
    TokenBucket(long perSecond, long burst, long nowNanos) {
        this.nanosPerToken = NANOS_PER_SECOND / perSecond;
        // Rounding each take by up to half a nanosecond must not cost the last token of a burst.
        long slack = Math.min(burst, (long) Math.ceil(nanosPerToken));
        this.burstNanos = Math.round(burst * nanosPerToken) + slack;
        this.fullAtNanos = new AtomicLong(nowNanos);
    }

    /** Takes all of {@code tokens}, or none and says false. More than the bucket can hold is given to a full bucket, as a debt. */
    boolean take(long tokens, long nowNanos) {
        long cost = cost(tokens);
        while (true) {
            long before = fullAtNanos.get();
            long base = later(before, nowNanos);
            boolean full = base == nowNanos;
            if (!full && base - nowNanos + cost > burstNanos) {
                return false;
            }
            if (fullAtNanos.compareAndSet(before, base + cost)) {
                return true;
            }
        }
    }

    /** Takes as many of {@code tokens} as there are, and says how many. */
    long takeUpTo(long tokens, long nowNanos) {
        while (true) {
            long before = fullAtNanos.get();
            long base = later(before, nowNanos);
            long there = (long) ((burstNanos - (base - nowNanos)) / nanosPerToken);
            long taken = Math.max(0, Math.min(tokens, there));
            if (taken == 0 || fullAtNanos.compareAndSet(before, base + cost(taken))) {
                return taken;
            }
        }
    }

    /** Takes {@code tokens} whether they are there or not: those who come later wait the longer. */
    void charge(long tokens, long nowNanos) {
        long cost = cost(tokens);
        while (true) {
            long before = fullAtNanos.get();
            if (fullAtNanos.compareAndSet(before, later(before, nowNanos) + cost)) {
                return;
            }
        }
    }

    /** Puts back what {@link #take} gave. */
    void giveBack(long tokens) {
        fullAtNanos.addAndGet(-cost(tokens));
    }

    /** How long until {@code tokens} will be there if nobody else takes any; 0 if they are. */
    long nanosUntil(long tokens, long nowNanos) {
        long debt = later(fullAtNanos.get(), nowNanos) - nowNanos;
        return Math.max(0, Math.min(debt, debt + cost(tokens) - burstNanos));
    }

    /** True if nothing is missing: to forget the bucket is then to lose nothing. */
    boolean isFull(long nowNanos) {
        return fullAtNanos.get() - nowNanos <= 0;
    }

    private long cost(long tokens) {
        return Math.round(tokens * nanosPerToken);
    }

    private static long later(long a, long b) {
        return a - b > 0 ? a : b;
    }
}

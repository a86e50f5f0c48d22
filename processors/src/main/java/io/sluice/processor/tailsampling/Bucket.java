package io.sluice.processor.tailsampling;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A bucket of tokens that fills at a rate and is full at first. What asks for more than it can ever hold never gets it. Threads: any; no
 * lock.
 */
final class Bucket {

    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    /** What was in it at a time. */
    private record Level(double tokens, long nanos) {}

    private final double perSecond;
    private final double burst;
    private final AtomicReference<Level> level;

    Bucket(long perSecond, long burst, long nowNanos) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.level = new AtomicReference<>(new Level(burst, nowNanos));
    }

    private Level at(Level before, long nowNanos) {
        long elapsed = Math.max(0, nowNanos - before.nanos);
        return new Level(Math.min(burst, before.tokens + elapsed / NANOS * perSecond), before.nanos + elapsed);
    }

    /** What is in it now; below 0 if several that looked at the same time took more than there was. */
    double tokens(long nowNanos) {
        return at(level.get(), nowNanos).tokens;
    }

    /** Takes tokens if there are enough; false, and takes none, if not. */
    boolean take(long count, long nowNanos) {
        while (true) {
            Level before = level.get();
            Level now = at(before, nowNanos);
            if (count > now.tokens) {
                return false;
            }
            if (level.compareAndSet(before, new Level(now.tokens - count, now.nanos))) {
                return true;
            }
        }
    }

    /** Takes tokens that were there a moment ago; what others took meanwhile is missing then. */
    void takeAnyway(long count, long nowNanos) {
        level.updateAndGet(before -> {
            Level now = at(before, nowNanos);
            return new Level(now.tokens - count, now.nanos);
        });
    }
}

package io.sluice.processor.memorylimiter;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How often a collection may be asked for: no more often than the least interval, and ever more rarely, up to the greatest, while
 * collections free nothing. A process that is full of live data must not spend its time looking for garbage.
 *
 * <p>Threads: one, the timer's.
 */
final class GcPace {

    private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int WORTHWHILE_SHARE = 20;

    private final long minNanos;
    private final long maxNanos;
    private long intervalNanos;
    private long lastNanos;
    private long lastLive;
    private boolean ever;

    GcPace(Duration min, Duration max) {
        this.minNanos = Math.max(LEAST_NANOS, min.toNanos());
        this.maxNanos = Math.max(minNanos, max.toNanos());
        this.intervalNanos = minNanos;
    }

    /** Asks {@code heap} for a collection if it is time for one. */
    void mayCollect(long now, long live, Heap heap) {
        if (ever && now - lastNanos < intervalNanos) {
            return;
        }
        if (ever) {
            boolean freed = lastLive - live > lastLive / WORTHWHILE_SHARE;
            intervalNanos = freed ? minNanos : Math.min(maxNanos, intervalNanos * 2);
        }
        ever = true;
        lastNanos = now;
        lastLive = live;
        heap.collect();
    }
}

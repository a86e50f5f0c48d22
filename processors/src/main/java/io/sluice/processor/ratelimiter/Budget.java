package io.sluice.processor.ratelimiter;

import org.jspecify.annotations.Nullable;

/**
 * What one key may send: items, bytes or both. Threads: any number; no lock.
 *
 * @param items null for no limit
 * @param bytes null for no limit
 */
record Budget(@Nullable TokenBucket items, @Nullable TokenBucket bytes) {

    /** A full budget. */
    static Budget of(RateLimiterConfig config, long nowNanos) {
        return new Budget(
                config.itemsPerSecond() == 0
                        ? null
                        : new TokenBucket(config.itemsPerSecond(), config.effectiveItemsBurst(), nowNanos),
                config.bytesPerSecond() == 0
                        ? null
                        : new TokenBucket(config.bytesPerSecond(), config.effectiveBytesBurst(), nowNanos));
    }

    /** Takes both, or nothing and says false. */
    boolean take(long itemCount, long byteCount, long nowNanos) {
        if (items != null && !items.take(itemCount, nowNanos)) {
            return false;
        }
        if (bytes != null && !bytes.take(byteCount, nowNanos)) {
            if (items != null) {
                items.giveBack(itemCount);
            }
            return false;
        }
        return true;
    }

    /** Takes both whether they are there or not. */
    void charge(long itemCount, long byteCount, long nowNanos) {
        if (items != null) {
            items.charge(itemCount, nowNanos);
        }
        if (bytes != null) {
            bytes.charge(byteCount, nowNanos);
        }
    }

    /** Puts back what {@link #take} gave. */
    void giveBack(long itemCount, long byteCount) {
        if (items != null) {
            items.giveBack(itemCount);
        }
        if (bytes != null) {
            bytes.giveBack(byteCount);
        }
    }

    /** How long until both will be there if nobody else takes any. */
    long nanosUntil(long itemCount, long byteCount, long nowNanos) {
        long forItems = items == null ? 0 : items.nanosUntil(itemCount, nowNanos);
        long forBytes = bytes == null ? 0 : bytes.nanosUntil(byteCount, nowNanos);
        return Math.max(forItems, forBytes);
    }

    boolean isFull(long nowNanos) {
        return (items == null || items.isFull(nowNanos)) && (bytes == null || bytes.isFull(nowNanos));
    }
}

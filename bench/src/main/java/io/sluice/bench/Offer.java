package io.sluice.bench;

import org.jspecify.annotations.Nullable;

/** One request of {@link OpenLoad} and what became of it; items {@code first} to {@code first + items - 1}. Threads: one at a time. */
final class Offer {

    /** The value of a time that has not come. */
    static final long NEVER = Long.MAX_VALUE;

    final int first;
    final int items;

    /** When it was to be sent, by {@link System#nanoTime} as all times here. */
    final long dueNanos;

    /** When it was first sent; {@link #NEVER} if the backlog was full. */
    long sentNanos = NEVER;

    /** When it was accepted. */
    long acknowledgedNanos = NEVER;

    /** What it was refused for good with. */
    @Nullable
    String error;

    int attempts;

    Offer(int first, int items, long dueNanos) {
        this.first = first;
        this.items = items;
        this.dueNanos = dueNanos;
    }

    boolean isAcknowledged() {
        return acknowledgedNanos != NEVER;
    }

    /** True if it had been sent and was not accepted yet at some time from {@code from} to {@code to}. */
    boolean isOnTheWay(long from, long to) {
        return sentNanos <= to && acknowledgedNanos > from;
    }
}

package io.sluice.processor.pii;

import io.sluice.api.Clock;

/** How long a request may be searched. Looks at the clock once in 64 KiB of text. Threads: one worker's. */
final class Deadline {

    private static final int INTERVAL_BYTES = 1 << 16;

    /** So that many small texts count as well. */
    private static final int BYTES_A_TEXT = 64;

    private final Clock clock;
    private final long timeoutNanos;
    private long endNanos;
    private long left;
    private boolean over;

    Deadline(Clock clock, long timeoutNanos) {
        this.clock = clock;
        this.timeoutNanos = timeoutNanos;
    }

    void begin() {
        endNanos = clock.nanoTime() + timeoutNanos;
        left = INTERVAL_BYTES;
        over = false;
    }

    /** True if there is no time to search a text of {@code bytes}; stays true. */
    boolean isOver(int bytes) {
        left -= (long) bytes + BYTES_A_TEXT;
        if (left < 0 && !over) {
            over = clock.nanoTime() - endNanos > 0;
            left = INTERVAL_BYTES;
        }
        return over;
    }
}

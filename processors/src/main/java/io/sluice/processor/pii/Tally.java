package io.sluice.processor.pii;

import io.sluice.api.telemetry.Counter;

/** A count that is kept by one worker and told to a {@link Counter} once a batch. Threads: the worker's. */
final class Tally {

    private final Counter counter;
    private long count;
    private long marked;

    Tally(Counter counter) {
        this.counter = counter;
    }

    void add() {
        count++;
    }

    void add(long n) {
        count += n;
    }

    /** Remembers the count for {@link #back}. */
    void mark() {
        marked = count;
    }

    /** Forgets what was added since {@link #mark}. */
    void back() {
        count = marked;
    }

    void flush() {
        if (count > 0) {
            counter.add(count);
            count = 0;
        }
    }
}

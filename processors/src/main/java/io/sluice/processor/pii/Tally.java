package io.sluice.processor.pii;

import io.sluice.api.telemetry.Counter;

/** A count that is kept by one worker and told to a {@link Counter} once a batch. Threads: the worker's. */
final class Tally {

    private final Counter counter;
    private long count;

    Tally(Counter counter) {
        this.counter = counter;
    }

    void add() {
        count++;
    }

    void add(long n) {
        count += n;
    }

    void flush() {
        if (count > 0) {
            counter.add(count);
            count = 0;
        }
    }
}

package io.sluice.exporter.loadbalancing;

import io.sluice.api.Ack;
import io.sluice.api.Batch;
import io.sluice.api.Outcome;
import io.sluice.exporter.helper.Delivery;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What of a request goes to one backend, in one attempt. Threads: made by the sender thread, ended by any. */
final class Part implements Delivery {

    private final Attempt attempt;
    private final Backend backend;
    private final Batch batch;
    private final int[] granules;
    private final long startNanos;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean notReached;

    /**
     * @param batch the part's bytes; its ack hears nothing that matters
     * @param granules of the request that are in it
     */
    Part(Attempt attempt, Backend backend, Batch batch, int[] granules, long startNanos) {
        this.attempt = attempt;
        this.backend = backend;
        this.batch = batch;
        this.granules = granules;
        this.startNanos = startNanos;
    }

    @Override
    public Batch batch() {
        return batch;
    }

    @Override
    public int attempt() {
        return attempt.number();
    }

    @Override
    public long deadlineNanos() {
        return attempt.deadlineNanos();
    }

    @Override
    public @Nullable Object attachment() {
        return null;
    }

    @Override
    public void attach(Object kept) {
        throw new UnsupportedOperationException("a part is sent once");
    }

    @Override
    public void done(Outcome outcome) {
        if (ended.compareAndSet(false, true)) {
            batch.complete(outcome);
            attempt.ended(this, outcome);
        }
    }

    /** No connection could be made, or it broke. */
    void setNotReached() {
        notReached = true;
    }

    boolean isNotReached() {
        return notReached;
    }

    Backend backend() {
        return backend;
    }

    int[] granules() {
        return granules;
    }

    int items() {
        return batch.items();
    }

    long startNanos() {
        return startNanos;
    }

    /** An ack for bytes that nobody waits for but the part itself. */
    static final class NoAck implements Ack {
        private final long deadlineNanos;

        NoAck(long deadlineNanos) {
            this.deadlineNanos = deadlineNanos;
        }

        @Override
        public void complete(Outcome outcome) {}

        @Override
        public void answer(Outcome outcome) {}

        @Override
        public boolean isWithdrawn() {
            return false;
        }

        @Override
        public long deadlineNanos() {
            return deadlineNanos;
        }

        @Override
        public void dropped(int items, String reason) {}
    }
}

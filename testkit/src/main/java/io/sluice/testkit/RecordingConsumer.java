package io.sluice.testkit;

import io.sluice.api.Batch;
import io.sluice.api.Consumer;
import io.sluice.api.Outcome;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A consumer that keeps what it gets, to be completed by the test, or completes it at once. Threads: any. */
public final class RecordingConsumer implements Consumer {

    private final BlockingQueue<Batch> batches = new LinkedBlockingQueue<>();
    private volatile @Nullable Outcome reply;

    /** A consumer that holds everything. */
    public static RecordingConsumer holding() {
        return new RecordingConsumer();
    }

    /** A consumer that completes everything with {@code outcome}; the batches are recorded without their payload's ownership. */
    public static RecordingConsumer replying(Outcome outcome) {
        RecordingConsumer consumer = new RecordingConsumer();
        consumer.reply = outcome;
        return consumer;
    }

    @Override
    public void consume(Batch batch) {
        batches.add(batch);
        Outcome outcome = reply;
        if (outcome != null) {
            batch.complete(outcome);
        }
    }

    /** Takes the oldest batch, waiting at most 30 s. */
    public Batch take() {
        try {
            Batch batch = batches.poll(30, TimeUnit.SECONDS);
            if (batch == null) {
                throw new AssertionError("no batch within 30 s");
            }
            return batch;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** The oldest batch, or null if there is none. */
    public @Nullable Batch poll() {
        return batches.poll();
    }

    /** How many batches wait to be taken. */
    public int size() {
        return batches.size();
    }
}

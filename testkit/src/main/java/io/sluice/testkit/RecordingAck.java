package io.sluice.testkit;

import io.sluice.api.Ack;
import io.sluice.api.Outcome;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An ack that remembers what it was told, and complains if an outcome comes twice. */
public final class RecordingAck implements Ack {

    private final CountDownLatch done = new CountDownLatch(1);
    private final Map<String, Integer> dropped = new ConcurrentHashMap<>();
    private volatile @Nullable Outcome outcome;
    private volatile @Nullable Outcome answer;
    private volatile boolean withdrawn;
    private volatile boolean bytesFreed;
    private volatile long deadlineNanos = NO_DEADLINE;

    /** An ack whose sender waits until {@code deadlineNanos}. */
    public static RecordingAck withDeadline(long deadlineNanos) {
        RecordingAck ack = new RecordingAck();
        ack.deadlineNanos = deadlineNanos;
        return ack;
    }

    @Override
    public synchronized void complete(Outcome told) {
        if (outcome != null) {
            throw new AssertionError("second outcome " + told + " after " + outcome);
        }
        if (answer == null) {
            answer = told;
        }
        outcome = told;
        done.countDown();
    }

    @Override
    public synchronized void answer(Outcome told) {
        if (answer == null) {
            answer = told;
        }
    }

    /** Makes the sender go. */
    public void withdraw() {
        withdrawn = true;
    }

    @Override
    public boolean isWithdrawn() {
        Outcome told = answer;
        return told == null ? withdrawn : told instanceof Outcome.Refused;
    }

    @Override
    public long deadlineNanos() {
        return deadlineNanos;
    }

    @Override
    public void dropped(int items, String reason) {
        dropped.merge(reason, items, Integer::sum);
    }

    @Override
    public void bytesFreed() {
        bytesFreed = true;
    }

    /** True once the bytes are not held for it any longer. */
    public boolean isFreed() {
        return bytesFreed;
    }

    /** The outcome, or null while it is due. */
    public @Nullable Outcome outcome() {
        return outcome;
    }

    /** What the sender heard, or null. */
    public @Nullable Outcome answer() {
        return answer;
    }

    /** Items dropped by reason. */
    public Map<String, Integer> drops() {
        return dropped;
    }

    /** Waits for the outcome, at most 30 s. */
    public Outcome await() {
        try {
            if (!done.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("no outcome within 30 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        Outcome told = outcome;
        if (told == null) {
            throw new AssertionError("completed without an outcome");
        }
        return told;
    }
}

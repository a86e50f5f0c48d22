package io.sluice.exporter.helper;

import io.sluice.api.Ack;
import io.sluice.api.Batch;
import io.sluice.api.Outcome;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A batch in the exporter's hands, over all attempts at it.
 *
 * <pre>
 *   consume -> QUEUED -> UNDER_WAY -> (accepted, rejected) finished
 *                 ^          |
 *                 +- RETURNED (refused: retry or give up)
 * </pre>
 *
 * <p>Threads: the sender thread owns it but while it is under way; {@link #done} then hands it back through the loop's inbox, which
 * publishes its fields.
 */
final class Job implements Delivery {

    /** In the inbox or a line of the sender thread. */
    private static final int QUEUED = 0;
    /** With the sender. */
    private static final int UNDER_WAY = 1;
    /** Back with a refusal. */
    private static final int RETURNED = 2;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Job.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final SenderLoop loop;
    private final SignalLine line;
    private final Batch batch;
    private final long units;
    private final int bytes;
    private final boolean custody;

    private volatile int state = QUEUED;
    /** Waits in front of the queue; its bytes are not reserved in it yet. */
    private boolean outside;

    private int attempt;
    private long firstNanos;
    private long startNanos;
    private long attemptDeadlineNanos;
    private long dueNanos;
    private Outcome.@Nullable Refused refusal;
    private boolean elsewhere;
    /** The sender failed with it in hand and may still refer to its bytes. */
    private volatile boolean untrusted;

    private @Nullable Object attachment;

    /**
     * @param units size in units of the queue's sizer
     * @param custody whether the batch is ours once it is in the queue
     */
    Job(SenderLoop loop, SignalLine line, Batch batch, long units, boolean custody) {
        this.loop = loop;
        this.line = line;
        this.batch = batch;
        this.units = units;
        this.bytes = batch.bytes();
        this.custody = custody;
    }

    /** Begins the next attempt. */
    void begin(long now, long deadlineNanos) {
        if (attempt == 0) {
            firstNanos = now;
        }
        attempt++;
        startNanos = now;
        attemptDeadlineNanos = deadlineNanos;
        state = UNDER_WAY;
    }

    @Override
    public void done(Outcome outcome) {
        if (STATE.compareAndSet(this, UNDER_WAY, RETURNED)) {
            loop.ended(this, outcome);
        }
    }

    @Override
    public void elsewhere(Outcome.Refused refused) {
        if (state == UNDER_WAY) {
            elsewhere = true; // published with the state
            done(refused);
        }
    }

    /** Whether the attempt that it comes back from asked for another at once. */
    boolean takeElsewhere() {
        boolean asked = elsewhere;
        elsewhere = false;
        return asked;
    }

    /** What the attempt that it comes back from met, or null if it is new; it is queued from then on. */
    Outcome.@Nullable Refused takeRefusal() {
        Outcome.Refused met = refusal;
        refusal = null;
        state = QUEUED;
        return met;
    }

    @Override
    public Batch batch() {
        return batch;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public long deadlineNanos() {
        return attemptDeadlineNanos;
    }

    @Override
    public @Nullable Object attachment() {
        return attachment;
    }

    @Override
    public void attach(Object kept) {
        attachment = kept;
    }

    SignalLine line() {
        return line;
    }

    long units() {
        return units;
    }

    int bytes() {
        return bytes;
    }

    /** True once delivery is ours to see to and nobody else has the data. */
    boolean isInCustody() {
        return custody && !outside && !batch.isWithdrawn();
    }

    /** When nobody waits any more; never for what is in custody. */
    long senderDeadlineNanos() {
        return custody && !outside ? Ack.NO_DEADLINE : batch.ack().deadlineNanos();
    }

    boolean isOutside() {
        return outside;
    }

    void setOutside(boolean waitsOutside) {
        outside = waitsOutside;
    }

    long startNanos() {
        return startNanos;
    }

    long elapsedNanos(long now) {
        return now - firstNanos;
    }

    long dueNanos() {
        return dueNanos;
    }

    void setDueNanos(long nanos) {
        dueNanos = nanos;
    }

    /**
     * Lets go of requests in a merged batch whose senders have gone: before a first attempt and before each further one, since whoever has
     * gone sends again by itself. Not if the sender remembers parts of the batch, which would move, or may still read its bytes.
     */
    void cutWithdrawn() {
        if (attachment != null || untrusted) {
            return;
        }
        int before = batch.items();
        batch.cutWithdrawn();
        int gone = before - batch.items();
        if (gone > 0) {
            line.metrics().sendFailed(gone);
        }
    }

    void setUntrusted() {
        untrusted = true;
    }

    /** Ends the batch. */
    void complete(Outcome outcome) {
        if (untrusted) {
            batch.abandon(outcome);
        } else {
            batch.complete(outcome);
        }
    }

    void setRefusal(Outcome.Refused refused) {
        refusal = refused;
    }
}

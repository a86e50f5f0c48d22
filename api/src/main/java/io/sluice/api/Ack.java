package io.sluice.api;

import io.sluice.pdata.Payload;
import org.jspecify.annotations.Nullable;

/**
 * The way back: how the outcome of a batch reaches whoever waits for it.
 *
 * <p>Two things are told, often at once. The <em>answer</em> is what the sender hears; the <em>outcome</em> ends the batch and decides
 * the accounting. {@link #complete} tells both; {@link #answer} tells the sender early, and the outcome is still due.
 *
 * <p>Threads: every method may be called from any thread and never blocks. {@link #complete} is called exactly once; what comes after
 * it is ignored. Extend {@link OnceAck} to implement.
 */
public interface Ack {

    /** No deadline, in {@link #deadlineNanos}. */
    long NO_DEADLINE = Long.MAX_VALUE;

    /** Tells the final outcome, and answers the sender with it unless it was answered before. */
    void complete(Outcome outcome);

    /**
     * Answers the sender now; {@link #complete} is still due. Further answers change nothing.
     *
     * <p>Answering {@link Outcome.Accepted} takes custody: the caller now owes delivery, no longer heeds {@link #isWithdrawn}, and a
     * failure from here on is counted as a drop.
     */
    void answer(Outcome outcome);

    /**
     * True once nobody waits any more: the sender has gone, or was told to come again. Work that has not left this process is then to
     * be withdrawn with {@link Refusal#DEADLINE}; what was sent cannot be called back. Never true after an accepting {@link #answer}.
     */
    boolean isWithdrawn();

    /** When the sender stops waiting, on the scale of {@link Clock#nanoTime()}; {@link #NO_DEADLINE} if it doesn't say. */
    long deadlineNanos();

    /**
     * Counts items that a component dropped on purpose. Called before {@link #complete}, by the component that dropped them.
     *
     * @param items how many, at least 0
     * @param reason a constant of the component, lower_snake_case; becomes a metric label
     */
    void dropped(int items, String reason);

    /**
     * Tells that the bytes are not held for this batch any longer, though its outcome is still due: whoever has copied them bounds the copy,
     * and bounds on bytes in custody need not count them. Called at most once, by the batch's owner through {@link Batch#keepAck}; acks that
     * wrap another one hand the call on, unless somebody else holds the bytes as well.
     */
    default void bytesFreed() {}

    /** What is left of a batch after {@link #cutWithdrawn}. */
    record Remaining(Payload payload, int items) {}

    /**
     * For a batch merged of several requests: lets go of those whose senders have gone, tells them so, and gives what is left. Called by
     * the batch's owner through {@link Batch#cutWithdrawn}; acks that wrap another one hand the call on.
     *
     * @param payload the batch's bytes
     * @return null if nothing was cut, because nobody or everybody has gone, or the bytes are shared or edited
     */
    default @Nullable Remaining cutWithdrawn(Payload payload) {
        return null;
    }
}

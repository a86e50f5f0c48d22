package io.sluice.engine;

import io.sluice.api.Ack;
import io.sluice.api.OnceAck;
import io.sluice.api.Outcome;
import java.util.concurrent.atomic.AtomicInteger;

/** The way back through a door: ends the custody, keeps the account, then tells the receiver. */
final class DoorAck extends OnceAck {

    private final Ack receiver;
    private final PipelineAccount account;
    private long bytes; // written before the batch is given to a worker, if at all
    private final int items;
    private final AtomicInteger remaining;
    private volatile boolean freed;

    DoorAck(Ack receiver, PipelineAccount account, int bytes, int items) {
        this.receiver = receiver;
        this.account = account;
        this.bytes = bytes;
        this.items = items;
        this.remaining = new AtomicInteger(items);
    }

    /**
     * Holds more bytes for the batch, or says false if a bound is passed. Before the batch is given to a worker, by its owner.
     *
     * @param more above 0
     */
    boolean holdMore(long more) {
        if (!account.holdMore(bytes, more)) {
            return false;
        }
        bytes += more;
        return true;
    }

    @Override
    protected void onAnswer(Outcome outcome) {
        receiver.answer(outcome);
    }

    @Override
    protected void onComplete(Outcome outcome, boolean answered) {
        account.release(freed ? 0 : bytes, items, remaining.get(), outcome, isCustodyTaken() && answered);
        receiver.complete(outcome);
    }

    @Override
    public boolean isWithdrawn() {
        return !isCustodyTaken() && (isRefused() || receiver.isWithdrawn());
    }

    @Override
    public long deadlineNanos() {
        return receiver.deadlineNanos();
    }

    /** Before {@link #complete}, by the batch's owner. */
    @Override
    public void bytesFreed() {
        freed = true;
        account.freed(bytes);
    }

    @Override
    public void dropped(int dropped, String reason) {
        remaining.addAndGet(-dropped);
        account.dropped(dropped, reason);
    }
}

package io.sluice.engine;

import io.sluice.api.Batch;
import io.sluice.api.Consumer;
import io.sluice.api.Outcome;
import io.sluice.api.Processor;
import io.sluice.api.RateLimitedLog;
import io.sluice.api.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Where batches enter a pipeline: keeps the account, asks the leading gates, checks the bounds and gives them to the workers. What
 * cannot go in is answered here and now.
 *
 * <p>Threads: {@link #consume} is called by any number of receiver threads at once; no lock.
 */
final class PipelineDoor implements Consumer {

    private final PipelineAccount account;
    private final Processor.Gate[] gates;
    private final Dispatch dispatch;
    private final RateLimitedLog bugs;
    private volatile boolean closed;

    PipelineDoor(PipelineAccount account, Processor.Gate[] gates, Dispatch dispatch, RateLimitedLog bugs) {
        this.account = account;
        this.gates = gates;
        this.dispatch = dispatch;
        this.bugs = bugs;
    }

    @Override
    public void consume(Batch offered) {
        int items = offered.items();
        int bytes = offered.bytes();
        account.received(items);
        if (closed) {
            turnAway(offered, Outcome.refused(Refusal.SHUTDOWN, Dispatch.retryAfterNanos(), "the process is stopping"));
            return;
        }
        if (!account.hold(bytes, items)) {
            turnAway(
                    offered,
                    Outcome.refused(
                            Refusal.MEMORY,
                            Dispatch.retryAfterNanos(),
                            "the pipeline holds as much as service::engine allows"));
            return;
        }
        Batch batch = offered.passOn(new DoorAck(offered.ack(), account, bytes, items));
        Outcome verdict = askGates(batch);
        if (verdict != null) {
            batch.complete(verdict);
        } else {
            dispatch.dispatch(batch);
        }
    }

    private @Nullable Outcome askGates(Batch batch) {
        for (Processor.Gate gate : gates) {
            try {
                Outcome verdict = gate.admit(batch);
                if (verdict != null) {
                    return verdict;
                }
            } catch (RuntimeException | Error e) {
                bugs.bug("a processor failed at the door; the request is refused and may be sent again", e);
                return Outcome.refused(Refusal.COMPONENT_FAILURE, "a processor failed");
            }
        }
        return null;
    }

    private void turnAway(Batch batch, Outcome.Refused refused) {
        account.turnedAway(batch.items(), refused);
        batch.complete(refused);
    }

    /** Refuses everything from now on. */
    void close() {
        closed = true;
    }
}

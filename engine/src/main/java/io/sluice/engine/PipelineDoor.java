package io.sluice.engine;

import io.sluice.api.Batch;
import io.sluice.api.Consumer;
import io.sluice.api.Outcome;
import io.sluice.api.Processor;
import io.sluice.api.RateLimitedLog;
import io.sluice.api.Refusal;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Where batches enter a pipeline: keeps the account, asks the leading gates, checks the bounds and publishes to a worker's ring. What
 * cannot go in is answered here and now.
 *
 * <p>Threads: {@link #consume} is called by any number of receiver threads at once; no lock.
 */
final class PipelineDoor implements Consumer {

    private static final long RETRY_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final PipelineAccount account;
    private final Processor.Gate[] gates;
    private final PipelineWorker[] workers;
    private final RateLimitedLog bugs;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile boolean closed;

    PipelineDoor(PipelineAccount account, Processor.Gate[] gates, PipelineWorker[] workers, RateLimitedLog bugs) {
        this.account = account;
        this.gates = gates;
        this.workers = workers;
        this.bugs = bugs;
    }

    @Override
    public void consume(Batch offered) {
        int items = offered.items();
        int bytes = offered.bytes();
        account.received(items);
        if (closed) {
            turnAway(offered, Outcome.refused(Refusal.SHUTDOWN, retryAfter(), "the process is stopping"));
            return;
        }
        if (!account.hold(bytes, items)) {
            turnAway(
                    offered,
                    Outcome.refused(
                            Refusal.MEMORY, retryAfter(), "the pipeline holds as much as service::engine allows"));
            return;
        }
        Batch batch = offered.passOn(new DoorAck(offered.ack(), account, bytes, items));
        Outcome verdict = askGates(batch);
        if (verdict != null) {
            batch.complete(verdict);
        } else if (!nextWorker().offer(batch)) {
            batch.complete(Outcome.refused(Refusal.QUEUE_FULL, retryAfter(), "the pipeline's ring is full"));
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

    private PipelineWorker nextWorker() {
        return workers.length == 1 ? workers[0] : workers[Math.floorMod(turn.getAndIncrement(), workers.length)];
    }

    /** A second, give or take a half, so that refused senders do not come back together. */
    private static long retryAfter() {
        return RETRY_AFTER_NANOS / 2 + ThreadLocalRandom.current().nextLong(RETRY_AFTER_NANOS);
    }

    /** Refuses everything from now on. */
    void close() {
        closed = true;
    }
}

package io.sluice.engine;

import io.sluice.api.Batch;
import io.sluice.api.Outcome;
import io.sluice.api.RateLimitedLog;
import io.sluice.api.Refusal;
import io.sluice.api.Rejection;
import io.sluice.pdata.BufferPool;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Signal;
import java.util.List;

/**
 * To the workers that their traces belong to. A request that holds traces of several workers is divided, which copies it; its sender hears
 * the worst of what becomes of the parts.
 */
final class TraceDispatch implements Dispatch {

    private static final Outcome NOT_DIVIDED =
            Outcome.refused(Refusal.COMPONENT_FAILURE, "the request could not be divided by trace id");

    private final PipelineWorker[] workers;
    private final BufferPool buffers;
    private final RateLimitedLog bugs;
    private final ThreadLocal<TraceDivider> dividers;

    TraceDispatch(Signal signal, PipelineWorker[] workers, BufferPool buffers, RateLimitedLog bugs) {
        this.workers = workers;
        this.buffers = buffers;
        this.bugs = bugs;
        this.dividers = ThreadLocal.withInitial(() -> new TraceDivider(signal, workers.length));
    }

    @Override
    public void dispatch(Batch batch) {
        TraceDivider divider = dividers.get();
        try {
            dispatch(batch, divider);
        } catch (MalformedException e) {
            batch.complete(Outcome.rejected(Rejection.MALFORMED, String.valueOf(e.getMessage())));
        } catch (RuntimeException | Error e) {
            bugs.bug("a request could not be divided by trace id; it is refused and may be sent again", e);
            if (!batch.isCompleted()) {
                batch.complete(NOT_DIVIDED);
            }
        } finally {
            divider.forget();
        }
    }

    private void dispatch(Batch batch, TraceDivider divider) throws MalformedException {
        int parts = divider.divide(batch.payload());
        if (parts <= 1) {
            Dispatch.offer(workers[parts == 0 ? 0 : divider.worker(0)], batch);
            return;
        }
        long more = divider.bound() - batch.bytes();
        if (more > 0 && !((DoorAck) batch.ack()).holdMore(more)) {
            batch.complete(Outcome.refused(
                    Refusal.MEMORY,
                    Dispatch.retryAfterNanos(),
                    "the request takes more than service::engine allows once it is divided by trace id"));
            return;
        }
        List<Batch> batches = batch.scatter(divider.shares(buffers), divider.partOfItem(buffers));
        int part = 0;
        try {
            for (; part < parts; part++) {
                Dispatch.offer(workers[divider.worker(part)], batches.get(part));
            }
        } finally {
            for (; part < parts; part++) {
                batches.get(part).complete(NOT_DIVIDED);
            }
        }
    }
}

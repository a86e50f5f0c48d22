package io.sluice.engine;

import io.sluice.api.Batch;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** How batches that were let in come to the workers of a pipeline. Threads: any number of receiver threads at once; no lock. */
interface Dispatch {

    /** Publishes a batch to the rings, or refuses what finds no room in one. Takes ownership. */
    void dispatch(Batch batch);

    /** A second, give or take a half, so that refused senders do not come back together. */
    static long retryAfterNanos() {
        long second = TimeUnit.SECONDS.toNanos(1);
        return second / 2 + ThreadLocalRandom.current().nextLong(second);
    }

    /** Publishes a batch to a worker's ring, or refuses it. */
    static void offer(PipelineWorker worker, Batch batch) {
        if (!worker.offer(batch)) {
            batch.complete(Outcome.refused(Refusal.QUEUE_FULL, retryAfterNanos(), "the pipeline's ring is full"));
        }
    }

    /** To one worker after the other. */
    static Dispatch inTurn(PipelineWorker[] workers) {
        if (workers.length == 1) {
            PipelineWorker only = workers[0];
            return batch -> offer(only, batch);
        }
        AtomicInteger turn = new AtomicInteger();
        return batch -> offer(workers[Math.floorMod(turn.getAndIncrement(), workers.length)], batch);
    }
}

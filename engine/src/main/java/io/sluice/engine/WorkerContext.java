package io.sluice.engine;

import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.StageContext;
import io.sluice.api.Timer;

/** A stage's view of the engine and of its worker. */
final class WorkerContext extends EngineContext implements StageContext {

    private final PipelineWorker thread;
    private final int worker;
    private final int workers;
    private final MergedMetrics merged;

    /** @param merged told of drops; matters only for a stage of several processors */
    WorkerContext(
            Shared shared,
            ComponentKind kind,
            ComponentId id,
            PipelineWorker thread,
            int worker,
            int workers,
            MergedMetrics merged) {
        super(shared, kind, id);
        this.thread = thread;
        this.worker = worker;
        this.workers = workers;
        this.merged = merged;
    }

    @Override
    public int worker() {
        return worker;
    }

    @Override
    public int workers() {
        return workers;
    }

    @Override
    public void dropped(int member, int items) {
        merged.dropped(member, items);
    }

    @Override
    public void execute(Runnable task) {
        thread.execute(task);
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        return thread.schedule(delayNanos, task);
    }
}

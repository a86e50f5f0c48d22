package io.sluice.engine;

import io.sluice.api.RateLimitedLog;
import io.sluice.api.Timer;
import io.sluice.api.Timers;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The process's one thread for delayed tasks beside the pipelines. */
final class TimerThread implements Timers, AutoCloseable {

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("timer").factory());
    private final RateLimitedLog bugs;

    TimerThread(RateLimitedLog bugs) {
        this.bugs = bugs;
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        ScheduledFuture<?> future = executor.schedule(() -> runSafely(task), delayNanos, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    private void runSafely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            bugs.bug("a delayed task failed", e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}

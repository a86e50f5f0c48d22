package io.sluice.api;

/** Delayed tasks beside the pipelines: retries, polls, flushes. Tasks share one thread and must be short and not block. */
public interface Timers {

    /** Runs {@code task} once {@code delayNanos} have passed. Any thread. */
    Timer schedule(long delayNanos, Runnable task);
}

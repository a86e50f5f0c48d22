package io.sluice.api;

/** What a {@link Stage} may ask of its worker. */
public interface StageContext extends ComponentContext {

    /** Number of this worker in its pipeline, from 0. */
    int worker();

    /** Number of workers of this pipeline. */
    int workers();

    /** Runs {@code task} on the worker's thread, soon. Any thread; never blocks. Tasks run in the order given by one thread. */
    void execute(Runnable task);

    /** Runs {@code task} on the worker's thread once {@code delayNanos} have passed. Worker's thread only. */
    Timer schedule(long delayNanos, Runnable task);
}

package io.sluice.api;

/** What a {@link Stage} may ask of its worker. */
public interface StageContext extends ComponentContext {

    /** Number of this worker in its pipeline, from 0. */
    int worker();

    /** Number of workers of this pipeline. */
    int workers();

    /** Runs {@code task} on the worker's thread, soon. Any thread; never blocks. Tasks run in the order given by one thread. */
    void execute(Runnable task);

    /**
     * Says that a {@linkplain Processor.Staged#mergedWith merged} stage dropped items of the batch in hand on behalf of one of its members,
     * so that the members' own measurements stay right. Worker's thread only, before the batch is handed on or completed.
     *
     * @param member its number in the stage, from 0
     */
    default void dropped(int member, int items) {}

    /** Runs {@code task} on the worker's thread once {@code delayNanos} have passed. Worker's thread only. */
    Timer schedule(long delayNanos, Runnable task);
}

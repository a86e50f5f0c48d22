package io.sluice.api;

/** A task that waits for its time. */
public interface Timer {

    /** Forgets the task unless it has begun. Threads: that of whoever scheduled it. */
    void cancel();
}

package io.sluice.transport.server;

import org.jspecify.annotations.Nullable;

/** Something that is told when its time has come. A node of {@link LoopTimers}, so that setting and cancelling allocate nothing. */
public abstract class LoopTimer {

    /** Why {@link #expired} is called. */
    public enum Cause {
        /** The time has come. */
        TIME,
        /** The listener stops and waits no longer. */
        STOP
    }

    @Nullable
    LoopTimer previous;

    @Nullable
    LoopTimer next;

    int slot = -1;
    long deadlineNanos;

    /** Called once for each time set, on the event loop; the timer is not set any more. */
    protected abstract void expired(Cause cause);
}

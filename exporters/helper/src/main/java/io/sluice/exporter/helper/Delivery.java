package io.sluice.exporter.helper;

import io.sluice.api.Batch;
import io.sluice.api.Outcome;
import org.jspecify.annotations.Nullable;

/** A batch on its way out: the same object over all attempts at it. Owned by the sender from {@link Sender#send} to {@link #done}. */
public interface Delivery {

    /** The batch. Complete it only through {@link #done}. */
    Batch batch();

    /** Number of this attempt, from 1. */
    int attempt();

    /** When this attempt must have ended: {@code timeout} from its start, or the sender's own deadline if that comes first. */
    long deadlineNanos();

    /** What {@link #attach} was given in an earlier attempt, or null: which parts were delivered, for instance. */
    @Nullable
    Object attachment();

    /** Keeps something for the next attempt. */
    void attach(Object attachment);

    /**
     * Ends this attempt. A {@link Outcome.Refused} may be followed by another attempt; everything else is final. Any thread; a second
     * call for the same attempt is ignored.
     */
    void done(Outcome outcome);
}

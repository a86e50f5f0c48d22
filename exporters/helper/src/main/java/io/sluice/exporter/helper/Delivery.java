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
     * Ends this attempt; afterwards the sender must not touch the payload, whose array may by then carry somebody else's data. A {@link
     * Outcome.Refused} may be followed by another attempt; everything else is final. Any thread; a second call before the next attempt is
     * ignored.
     *
     * <p>The reason of a refusal matters. {@link io.sluice.api.Refusal#DEADLINE} says that no answer came in time, so that nobody knows
     * whether the backend has the data: after a second of nothing else the backend is taken for silent and probed with one attempt at a
     * time. {@link io.sluice.api.Refusal#BACKEND} says that the backend was not reached or asked to come again; {@link
     * Outcome.Refused#retryAfterNanos} is then the least wait. {@link io.sluice.api.Rejection#BACKEND} makes the component's health a
     * permanent error until something is delivered.
     */
    void done(Outcome outcome);

    /**
     * Ends this attempt as {@link #done} does with that refusal, and asks for the next one at once: there is another way to go by now. If no
     * further attempt is to be made, there is none.
     */
    default void elsewhere(Outcome.Refused refused) {
        done(refused);
    }
}

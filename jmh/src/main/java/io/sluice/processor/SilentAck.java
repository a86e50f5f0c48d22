package io.sluice.processor;

import io.sluice.api.Ack;
import io.sluice.api.Outcome;

/** A sender that hears nothing and waits for ever. */
public enum SilentAck implements Ack {
    INSTANCE;

    @Override
    public void complete(Outcome outcome) {}

    @Override
    public void answer(Outcome outcome) {}

    @Override
    public boolean isWithdrawn() {
        return false;
    }

    @Override
    public long deadlineNanos() {
        return NO_DEADLINE;
    }

    @Override
    public void dropped(int items, String reason) {}
}

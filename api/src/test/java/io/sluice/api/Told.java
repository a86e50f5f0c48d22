package io.sluice.api;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An ack that writes down what it is told. Threads: one at a time. */
final class Told implements Ack {

    final List<Outcome> answers = new ArrayList<>();
    final List<Outcome> outcomes = new ArrayList<>();
    int dropped;
    boolean withdrawn;
    boolean freed;
    long deadlineNanos = NO_DEADLINE;

    @Override
    public void complete(Outcome outcome) {
        outcomes.add(outcome);
    }

    @Override
    public void answer(Outcome outcome) {
        answers.add(outcome);
    }

    @Nullable
    Outcome outcome() {
        if (outcomes.size() > 1) {
            throw new AssertionError("told twice: " + outcomes);
        }
        return outcomes.isEmpty() ? null : outcomes.get(0);
    }

    @Override
    public boolean isWithdrawn() {
        return withdrawn;
    }

    @Override
    public long deadlineNanos() {
        return deadlineNanos;
    }

    @Override
    public void bytesFreed() {
        freed = true;
    }

    @Override
    public void dropped(int items, String reason) {
        dropped += items;
    }
}

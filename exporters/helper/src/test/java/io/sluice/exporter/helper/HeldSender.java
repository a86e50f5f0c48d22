package io.sluice.exporter.helper;

import io.sluice.api.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A sender that keeps its deliveries until the test ends them. */
final class HeldSender implements Sender {

    final List<Delivery> open = new ArrayList<>();
    int attempts;
    boolean stopped;
    private Consumer<Delivery> reply = _ -> {};

    /** Does this with every delivery from now on. */
    void reply(Consumer<Delivery> with) {
        reply = with;
    }

    @Override
    public void send(Delivery delivery) {
        attempts++;
        open.add(delivery);
        reply.accept(delivery);
    }

    /** Ends the oldest attempt under way. */
    void end(Outcome outcome) {
        open.remove(0).done(outcome);
    }

    @Override
    public void stop(long deadlineNanos) {
        stopped = true;
    }
}

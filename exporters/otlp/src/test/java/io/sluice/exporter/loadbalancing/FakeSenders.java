package io.sluice.exporter.loadbalancing;

import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.exporter.helper.Delivery;
import io.sluice.exporter.helper.Sender;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Backends that keep what they are sent until the test answers, or answer as told. */
final class FakeSenders implements BalancingSender.Senders {

    /** One backend. */
    final class Fake implements Sender {
        final String endpoint;
        final List<Delivery> open = new ArrayList<>();
        final List<byte[]> received = new ArrayList<>();
        private final Consumer<Delivery> notReached;
        private Consumer<Delivery> reply = _ -> {};
        boolean stopped;

        Fake(String endpoint, Consumer<Delivery> notReached) {
            this.endpoint = endpoint;
            this.notReached = notReached;
        }

        @Override
        public void send(Delivery delivery) {
            received.add(delivery.batch().payload().toExactArray().clone());
            open.add(delivery);
            reply.accept(delivery);
        }

        @Override
        public void stop(long deadlineNanos) {
            stopped = true;
        }

        void answer(Outcome outcome) {
            open.remove(0).done(outcome);
        }

        /** Answers so from now on. */
        void reply(Outcome with) {
            reply = _ -> answer(with);
        }

        /** Throws from now on. */
        void fail() {
            reply = _ -> {
                throw new IllegalStateException("a bug");
            };
        }

        /** Is not there from now on. */
        void die() {
            reply = delivery -> {
                open.remove(delivery);
                notReached.accept(delivery);
                delivery.done(Outcome.refused(Refusal.BACKEND, endpoint + " refused the connection"));
            };
        }
    }

    private final Map<String, Fake> all = new HashMap<>();
    boolean closed;

    /** The latest of that name. */
    Fake at(String endpoint) {
        Fake fake = all.get(endpoint);
        if (fake == null) {
            throw new AssertionError(endpoint + " was not opened; there are " + all.keySet());
        }
        return fake;
    }

    boolean has(String endpoint) {
        return all.containsKey(endpoint);
    }

    @Override
    public Sender to(String endpoint, Consumer<Delivery> notReached) {
        Fake fake = new Fake(endpoint, notReached);
        all.put(endpoint, fake);
        return fake;
    }

    @Override
    public void close() {
        closed = true;
    }
}

package io.sluice.receiver.otlp;

import io.sluice.api.Ack;
import io.sluice.api.Batch;
import io.sluice.api.ComponentContext;
import io.sluice.api.Consumer;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.api.RequestContext;
import io.sluice.api.telemetry.Counter;
import io.sluice.api.telemetry.Meter;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.OtlpBytes;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;

/** One signal on one transport: validates requests, hands them to the pipelines and counts what became of them. Threads: any. */
final class Intake {

    private final Signal signal;
    private final Consumer consumer;
    private final Counter accepted;
    private final Counter refused;
    private final Counter failed;
    private final Counter requestsTaken;
    private final Counter requestsRefused;
    private final Counter requestsFailed;

    Intake(ComponentContext context, Signal signal, String transport, Consumer consumer) {
        this.signal = signal;
        this.consumer = consumer;
        String receiver = context.id().toString();
        this.accepted = items(context.meter(), "accepted", "taken by the pipelines", receiver, transport);
        this.refused = items(context.meter(), "refused", "that the pipelines did not take", receiver, transport);
        this.failed = items(context.meter(), "failed", "that a fault in a component kept out", receiver, transport);
        this.requestsTaken = requests(context.meter(), receiver, transport, "success");
        this.requestsRefused = requests(context.meter(), receiver, transport, "refused");
        this.requestsFailed = requests(context.meter(), receiver, transport, "failure");
    }

    private Counter items(Meter meter, String what, String help, String receiver, String transport) {
        return meter.counter(
                "receiver_" + what + "_" + signal.itemName(),
                "Number of " + signal.itemName().replace('_', ' ') + " " + help + ".",
                "receiver",
                receiver,
                "transport",
                transport);
    }

    private static Counter requests(Meter meter, String receiver, String transport, String outcome) {
        return meter.counter(
                "receiver_requests",
                "Number of requests with valid items, by what became of them.",
                "receiver",
                receiver,
                "transport",
                transport,
                "outcome",
                outcome);
    }

    Signal signal() {
        return signal;
    }

    /**
     * Checks a request.
     *
     * @param payload stays the caller's
     * @return the number of items; a request without any is a success that no pipeline need see
     */
    int validate(Payload payload) throws MalformedException {
        return OtlpBytes.validate(signal, payload.array(), payload.offset(), payload.length());
    }

    /** Hands a validated request over. Takes ownership of {@code payload}; {@code ack} is completed, now or later. */
    void take(Payload payload, int items, RequestContext context, Ack ack) {
        consumer.consume(new Batch(signal, payload, items, context, ack));
    }

    /** Counts a request by what its sender was told. Called once per request that was {@link #take}n. */
    void count(int items, Outcome answer) {
        switch (answer) {
            case Outcome.Accepted _ -> {
                accepted.add(items);
                requestsTaken.add(1);
            }
            case Outcome.PartiallyAccepted partial -> {
                int rejected = Math.min(items, partial.rejectedItems());
                accepted.add(items - rejected);
                refused.add(rejected);
                requestsTaken.add(1);
            }
            case Outcome.Refused r
            when r.reason() == Refusal.COMPONENT_FAILURE -> {
                failed.add(items);
                requestsFailed.add(1);
            }
            case Outcome.Refused _, Outcome.Rejected _ -> {
                refused.add(items);
                requestsRefused.add(1);
            }
        }
    }
}

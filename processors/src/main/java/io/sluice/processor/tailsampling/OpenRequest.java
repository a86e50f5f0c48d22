package io.sluice.processor.tailsampling;

import io.sluice.api.Ack;
import io.sluice.api.Outcome;
import io.sluice.api.Rejection;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A request whose sender waits until its traces are decided and what is kept of them is delivered ({@code ack: on_decision}).
 *
 * <p>It has parts: taking it in, each run of its spans in the store, each of those in a request that is under way, and what it waits for of
 * others'. It is answered when all parts have ended, so that nothing is said of it while something may still become of it.
 *
 * <p>Threads: those of {@link UnderWay}.
 */
final class OpenRequest {

    private final Ack ack;
    private final AtomicInteger open;
    private int parts = 1;
    private int undropped;
    private int rejectedSpans;
    private @Nullable Rejection rejection;
    private String message = "";
    private @Nullable Outcome failure;
    private boolean awaits;

    /**
     * A request.
     *
     * @param spans how many it has
     * @param open the number of requests that are not answered, which this one counts in until it is
     */
    OpenRequest(Ack ack, int spans, AtomicInteger open) {
        this.ack = ack;
        this.undropped = spans;
        this.open = open;
        open.incrementAndGet();
    }

    /** There is one part more. */
    void begun() {
        parts++;
    }

    /** A part has ended. With the last one the sender is answered. */
    void ended() {
        if (--parts == 0) {
            open.decrementAndGet();
            ack.complete(outcome());
        }
    }

    private Outcome outcome() {
        if (failure != null) {
            return failure;
        }
        if (rejectedSpans > 0 && rejectedSpans >= undropped) {
            return Outcome.rejected(Objects.requireNonNull(rejection), message);
        }
        return rejectedSpans > 0 || !message.isEmpty()
                ? new Outcome.PartiallyAccepted(rejectedSpans, null, message)
                : Outcome.accepted();
    }

    /** Spans were dropped on purpose. Before the part ends that they belong to. */
    void dropped(int spans, String reason) {
        undropped -= spans;
        ack.dropped(spans, reason);
    }

    /** The whole request has met an ill outcome: its sender has to send it again, or never needs to. A refusal stands. */
    void failed(Outcome outcome) {
        failure = failure == null ? outcome : Outcome.worse(failure, outcome);
    }

    /** Kept spans were rejected for good. */
    void rejected(int spans, Rejection reason, String why) {
        rejectedSpans += spans;
        rejection = reason;
        message = why;
    }

    /** True if this is the first call since {@link #awaitsNoMore}. */
    boolean beginsToAwait() {
        boolean before = awaits;
        awaits = true;
        return !before;
    }

    void awaitsNoMore() {
        awaits = false;
    }
}

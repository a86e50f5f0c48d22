package io.sluice.receiver.otlp;

import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.transport.server.LoopTimer;
import java.util.concurrent.TimeUnit;

/** When callers are answered at the latest. */
final class Deadlines {

    /** Longest time a request may take to arrive whole. */
    static final long RECEIVE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final long MAX_MARGIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private Deadlines() {}

    /** A caller's timeout less what the answer needs on its way: a tenth of it, at most 100 ms. */
    static long withMargin(long timeoutNanos) {
        return timeoutNanos - Math.min(timeoutNanos / 10, MAX_MARGIN_NANOS);
    }

    /** What a caller is told whose time is up. */
    static Outcome.Refused refusal(LoopTimer.Cause cause) {
        return cause == LoopTimer.Cause.STOP
                ? Outcome.refused(Refusal.SHUTDOWN, "the receiver is stopping; send the request again")
                : Outcome.refused(Refusal.DEADLINE, "the outcome was not known in time; send the request again");
    }
}

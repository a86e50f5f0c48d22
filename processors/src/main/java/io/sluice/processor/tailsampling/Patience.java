package io.sluice.processor.tailsampling;

import io.sluice.api.Ack;
import io.sluice.api.Outcome;
import io.sluice.api.RateLimitedLog;
import io.sluice.api.Refusal;
import io.sluice.api.StageContext;
import io.sluice.pdata.Signal;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests whose senders will not wait for a decision ({@code ack: on_decision}), retryably: they then keep their data until somebody
 * raises their timeout. Threads: one worker's.
 */
final class Patience {

    /** Somebody has to change a configuration, so there is no hurry. */
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final StageContext context;
    private final RateLimitedLog log;
    private final String until;
    private final long leastNanos;
    private final long answersWithinSeconds;

    Patience(TailSamplingConfig config, Signal signal, StageContext context) {
        this.context = context;
        this.log = new RateLimitedLog(context.logger(), context.clock());
        this.until = signal == Signal.LOGS ? "up to twice decision_wait" : "decision_wait";
        this.leastNanos = config.leastDeadline(signal).toNanos();
        this.answersWithinSeconds = config.answersWithin(signal).toSeconds();
    }

    /** What to answer a sender who is too impatient; null for one who is not. */
    @Nullable
    Outcome refusal(Ack ack) {
        long deadline = ack.deadlineNanos();
        long left = deadline - context.clock().nanoTime();
        if (deadline == Ack.NO_DEADLINE || left >= leastNanos) {
            return null;
        }
        String message = "the sender waits for " + TimeUnit.NANOSECONDS.toMillis(left)
                + " ms more, but with ack: on_decision tail sampling answers after " + until + ", so "
                + TimeUnit.NANOSECONDS.toMillis(leastNanos)
                + " ms are the least; raise the sender's timeout to " + answersWithinSeconds + " s";
        log.warn(message);
        return Outcome.refused(Refusal.DEADLINE, RETRY_NANOS, message);
    }
}

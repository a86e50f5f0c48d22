package io.sluice.receiver.otlp;

import io.sluice.api.Ack;
import io.sluice.api.OnceAck;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.transport.grpc.GrpcCall;
import io.sluice.transport.server.LoopTimer;
import io.sluice.transport.server.LoopTimers;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The way back to one caller.
 *
 * <p>Threads: outcomes come from any; what is written is written on the call's event loop, where the connection gathers the answers of
 * many calls into one flush.
 */
final class GrpcAnswer extends OnceAck implements Runnable {

    private final GrpcCall call;
    private final Intake intake;
    private final LoopTimers timers;
    private final long resultTimeoutNanos;
    private final long startNanos = System.nanoTime();
    private final LoopTimer timer = new LoopTimer() {
        @Override
        protected void expired(Cause cause) {
            answer(Deadlines.refusal(cause));
        }
    };
    private long deadlineNanos = Ack.NO_DEADLINE;
    private int items = -1;
    private volatile @Nullable Outcome told;

    GrpcAnswer(GrpcCall call, Intake intake, LoopTimers timers, long resultTimeoutNanos) {
        this.call = call;
        this.intake = intake;
        this.timers = timers;
        this.resultTimeoutNanos = resultTimeoutNanos;
    }

    /** Sees to it that the caller is answered even if its message never comes. Event loop. */
    void arm() {
        long waits = call.timeoutNanos();
        long limit = waits == GrpcCall.NO_TIMEOUT ? Deadlines.RECEIVE_NANOS : Deadlines.withMargin(waits);
        timers.set(timer, startNanos + Math.min(limit, Deadlines.RECEIVE_NANOS));
    }

    /** The request is whole and goes to the pipelines: from now on the outcome is waited for. Event loop. */
    void begin(int itemsInRequest) {
        items = itemsInRequest;
        long waits = call.timeoutNanos();
        deadlineNanos = waits == GrpcCall.NO_TIMEOUT
                ? System.nanoTime() + resultTimeoutNanos
                : startNanos + Deadlines.withMargin(waits);
        timers.set(timer, deadlineNanos);
    }

    /** True once the caller was answered or has gone. */
    boolean isOver() {
        return isRefused() || isCompleted() || told != null;
    }

    /** The caller cancelled, or its connection ended. Event loop. */
    void callerGone() {
        answer(Outcome.refused(Refusal.DEADLINE, "the caller has gone"));
    }

    @Override
    public boolean isWithdrawn() {
        return isRefused();
    }

    @Override
    public long deadlineNanos() {
        return deadlineNanos;
    }

    @Override
    public void dropped(int count, String reason) {
        // The pipeline's books count drops; a caller is not told of them.
    }

    @Override
    protected void onAnswer(Outcome outcome) {
        told = outcome;
        if (timers.loop().inEventLoop()) {
            run();
        } else {
            onLoop();
        }
    }

    private void onLoop() {
        try {
            timers.loop().execute(this);
        } catch (RejectedExecutionException _) {
            // The event loop has ended, and with it the connection: there is nobody to tell.
        }
    }

    @Override
    protected void onComplete(Outcome outcome, boolean answered) {
        if (!answered) {
            onAnswer(outcome);
        }
    }

    /** Writes the answer. Event loop. */
    @Override
    public void run() {
        timers.cancel(timer);
        Outcome outcome = told;
        if (outcome == null) {
            return;
        }
        if (items > 0) {
            intake.count(items, outcome);
        }
        switch (outcome) {
            case Outcome.Accepted _ -> call.respond(Messages.success(false));
            case Outcome.PartiallyAccepted partial -> call.respond(Messages.partial(intake.signal(), partial, false));
            case Outcome.Refused refused -> fail(Verdict.of(refused));
            case Outcome.Rejected rejected -> fail(Verdict.of(rejected));
        }
    }

    private void fail(Verdict verdict) {
        byte[] details = verdict.retryAfterNanos() > 0 ? Messages.status(verdict, false) : null;
        call.fail(verdict.code(), Messages.cut(verdict.message()), details);
    }
}

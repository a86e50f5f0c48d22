package io.sluice.receiver.otlp;

import io.sluice.api.OnceAck;
import io.sluice.api.Outcome;
import io.sluice.transport.server.LoopTimer;
import io.sluice.transport.server.LoopTimers;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The way back to one HTTP request. Threads: outcomes come from any; what is written is written on the connection's event loop. */
final class HttpAnswer extends OnceAck implements Runnable {

    private final HttpExport export;
    private final Intake intake;
    private final LoopTimers timers;
    private final int items;
    private final boolean json;
    private final long deadlineNanos;
    private final LoopTimer timer = new LoopTimer() {
        @Override
        protected void expired(Cause cause) {
            answer(Deadlines.refusal(cause));
        }
    };
    private volatile @Nullable Outcome told;

    HttpAnswer(HttpExport export, Intake intake, LoopTimers timers, int items, boolean json, long timeoutNanos) {
        this.export = export;
        this.intake = intake;
        this.timers = timers;
        this.items = items;
        this.json = json;
        this.deadlineNanos = System.nanoTime() + timeoutNanos;
        timers.set(timer, deadlineNanos);
    }

    /** The response is to be JSON. */
    boolean isJson() {
        return json;
    }

    Intake intake() {
        return intake;
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
            return;
        }
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
        if (outcome != null) {
            intake.count(items, outcome);
            export.answered(this, outcome);
        }
    }
}

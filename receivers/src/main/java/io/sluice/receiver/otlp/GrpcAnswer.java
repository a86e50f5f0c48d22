package io.sluice.receiver.otlp;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.sluice.api.Ack;
import io.sluice.api.OnceAck;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.pdata.Payload;
import io.sluice.transport.grpc.InboundCall;
import io.sluice.transport.server.LoopTimer;
import io.sluice.transport.server.LoopTimers;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The way back to one caller.
 *
 * <p>Threads: outcomes come from any; what is written is written on the call's event loop, where gRPC gathers the writes of many calls into
 * one flush.
 */
final class GrpcAnswer extends OnceAck implements Runnable {

    private static final Metadata.Key<byte[]> STATUS_DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private final ServerCall<Payload, byte[]> call;
    private final Intake intake;
    private final LoopTimers timers;
    private final InboundCall inbound;
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

    GrpcAnswer(
            ServerCall<Payload, byte[]> call,
            Intake intake,
            LoopTimers timers,
            InboundCall inbound,
            long resultTimeoutNanos) {
        this.call = call;
        this.intake = intake;
        this.timers = timers;
        this.inbound = inbound;
        this.resultTimeoutNanos = resultTimeoutNanos;
    }

    /** Sees to it that the caller is answered even if its message never comes. Event loop. */
    void arm() {
        long waits = inbound.timeoutNanos();
        long limit = waits == InboundCall.NO_TIMEOUT ? Deadlines.RECEIVE_NANOS : Deadlines.withMargin(waits);
        timers.set(timer, startNanos + Math.min(limit, Deadlines.RECEIVE_NANOS));
        inbound.onRefused(() -> answer(Outcome.refused(
                Refusal.MEMORY,
                Verdict.DEFAULT_RETRY_AFTER_NANOS,
                "too many bytes of incomplete requests; send the request again")));
    }

    /** The request is whole and goes to the pipelines: from now on the outcome is waited for. Event loop. */
    void begin(int itemsInRequest) {
        items = itemsInRequest;
        long waits = inbound.timeoutNanos();
        deadlineNanos = waits == InboundCall.NO_TIMEOUT
                ? System.nanoTime() + resultTimeoutNanos
                : startNanos + Deadlines.withMargin(waits);
        timers.set(timer, deadlineNanos);
    }

    /** The message is with a pipeline, or nowhere. Event loop. */
    void handedOver() {
        inbound.handedOver();
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
        if (call.isCancelled()) {
            return;
        }
        switch (outcome) {
            case Outcome.Accepted _ -> respond(Messages.success(false));
            case Outcome.PartiallyAccepted partial -> respond(Messages.partial(intake.signal(), partial, false));
            case Outcome.Refused refused -> close(Verdict.of(refused));
            case Outcome.Rejected rejected -> close(Verdict.of(rejected));
        }
    }

    private void respond(byte[] message) {
        call.sendHeaders(new Metadata());
        call.sendMessage(message);
        call.close(Status.OK, new Metadata());
    }

    private void close(Verdict verdict) {
        Metadata trailers = new Metadata();
        if (verdict.retryAfterNanos() > 0) {
            trailers.put(STATUS_DETAILS, Messages.status(verdict, false));
        }
        call.close(Status.fromCodeValue(verdict.code()).withDescription(Messages.cut(verdict.message())), trailers);
    }
}

package io.sluice.transport.grpc;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.sluice.transport.server.ReceiveBudget;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call while its message arrives: the caller's timeout, and how many bytes have come.
 *
 * <p>gRPC gathers a whole message before anybody sees it. So the bytes are counted here as they come, and a call that finds the budget
 * empty is told at once, before its message is complete.
 *
 * <p>Threads: the call's event loop.
 */
public final class InboundCall extends ServerStreamTracer {

    /** In {@link #timeoutNanos}: the caller did not say. */
    public static final long NO_TIMEOUT = Long.MAX_VALUE;

    private static final Context.Key<InboundCall> KEY = Context.key("sluice-inbound-call");

    private static final Metadata.Key<String> TIMEOUT =
            Metadata.Key.of("grpc-timeout", Metadata.ASCII_STRING_MARSHALLER);

    private final ReceiveBudget budget;
    private final long timeoutNanos;
    private long taken;
    private boolean refused;
    private boolean closed;
    private @Nullable Runnable onRefused;

    private InboundCall(ReceiveBudget budget, long timeoutNanos) {
        this.budget = budget;
        this.timeoutNanos = timeoutNanos;
    }

    /**
     * Makes one for each call. The timeout is taken off the headers: whoever handles the call answers in time, and gRPC need not keep a
     * timer of its own for each call.
     */
    static ServerStreamTracer.Factory factory(ReceiveBudget budget) {
        return new ServerStreamTracer.Factory() {
            @Override
            public ServerStreamTracer newServerStreamTracer(String fullMethodName, Metadata headers) {
                String timeout = headers.get(TIMEOUT);
                if (timeout != null) {
                    headers.discardAll(TIMEOUT);
                }
                return new InboundCall(budget, GrpcTimeout.nanos(timeout));
            }
        };
    }

    /** That of the call that is being started. */
    public static InboundCall current() {
        InboundCall call = KEY.get();
        if (call == null) {
            throw new IllegalStateException("not in a call of this server");
        }
        return call;
    }

    @Override
    public Context filterContext(Context context) {
        return context.withValue(KEY, this);
    }

    /** How long the caller waits, counted from when its headers came. */
    public long timeoutNanos() {
        return timeoutNanos;
    }

    /** Says what to do when there is no room for the call's bytes; done at once if that is known already. */
    public void onRefused(Runnable action) {
        onRefused = action;
        if (refused) {
            action.run();
        }
    }

    /** True if there was no room for the call's bytes. */
    public boolean isRefused() {
        return refused;
    }

    /** Gives the budget back: the message is with a pipeline now, or nowhere. */
    public void handedOver() {
        budget.give(taken);
        taken = 0;
    }

    @Override
    public void inboundWireSize(long bytes) {
        if (refused || closed) {
            return;
        }
        if (budget.tryTake(bytes)) {
            taken += bytes;
            return;
        }
        refused = true;
        Runnable action = onRefused;
        if (action != null) {
            action.run();
        }
    }

    @Override
    public void streamClosed(Status status) {
        closed = true;
        handedOver();
    }
}

package io.sluice.receiver.otlp;

import io.sluice.api.ComponentContext;
import io.sluice.api.ComponentException;
import io.sluice.api.Receiver;
import io.sluice.api.ReceiverFactory.Outputs;
import io.sluice.transport.EventLoops;
import io.sluice.transport.server.ReceiveBudget;
import org.jspecify.annotations.Nullable;

/** Starts and stops the two listeners; they share event loops and the budget for what has arrived in part. */
final class OtlpReceiver implements Receiver {

    private final ComponentContext context;
    private final OtlpConfig config;
    private final Outputs outputs;
    private @Nullable EventLoops loops;
    private @Nullable GrpcListener grpc;

    OtlpReceiver(ComponentContext context, OtlpConfig config, Outputs outputs) {
        this.context = context;
        this.config = config;
        this.outputs = outputs;
    }

    @Override
    public void start() throws ComponentException {
        EventLoops shared = EventLoops.acquire();
        loops = shared;
        OtlpGrpcConfig grpcConfig = config.protocols().grpc();
        if (grpcConfig != null) {
            ReceiveBudget budget = ReceiveBudget.ofHeap(grpcConfig.maxMessageBytes());
            grpc = GrpcListener.start(context, grpcConfig, outputs, shared, budget);
        }
        if (config.protocols().http() != null) {
            context.logger().warn("protocols::http is not listened for in this build");
        }
    }

    /** The port that gRPC is listened for on; for tests that ask for port 0. */
    int grpcPort() {
        GrpcListener listener = grpc;
        if (listener == null) {
            throw new IllegalStateException("not listening");
        }
        return listener.port();
    }

    @Override
    public void stop(long deadlineNanos) {
        if (grpc != null) {
            grpc.stop(deadlineNanos);
        }
        if (loops != null) {
            loops.release();
            loops = null;
        }
    }
}

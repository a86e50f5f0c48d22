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
    private @Nullable HttpListener http;

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
        OtlpHttpConfig httpConfig = config.protocols().http();
        ReceiveBudget budget = ReceiveBudget.ofHeap(Math.max(
                grpcConfig == null ? 0 : grpcConfig.maxMessageBytes(),
                httpConfig == null ? 0 : httpConfig.maxBodyBytes()));
        if (grpcConfig != null) {
            grpc = GrpcListener.start(context, grpcConfig, outputs, shared, budget);
        }
        if (httpConfig != null) {
            http = HttpListener.start(context, httpConfig, outputs, shared, budget);
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

    /** The port that HTTP is listened for on; for tests that ask for port 0. */
    int httpPort() {
        HttpListener listener = http;
        if (listener == null) {
            throw new IllegalStateException("not listening");
        }
        return listener.port();
    }

    /** Both are given the same time, so they stop side by side. */
    @Override
    public void stop(long deadlineNanos) {
        GrpcListener first = grpc;
        Thread beside = first == null
                ? null
                : Thread.ofPlatform().name("otlp-stop-grpc").start(() -> first.stop(deadlineNanos));
        if (http != null) {
            http.stop(deadlineNanos);
        }
        if (beside != null) {
            join(beside);
        }
        if (loops != null) {
            loops.release();
            loops = null;
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

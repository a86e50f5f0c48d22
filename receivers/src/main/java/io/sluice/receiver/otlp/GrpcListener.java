package io.sluice.receiver.otlp;

import io.sluice.api.ComponentContext;
import io.sluice.api.ComponentException;
import io.sluice.api.Consumer;
import io.sluice.api.ReceiverFactory.Outputs;
import io.sluice.pdata.Signal;
import io.sluice.transport.EventLoops;
import io.sluice.transport.grpc.GrpcServer;
import io.sluice.transport.grpc.UnaryMethod;
import io.sluice.transport.server.ConnectionServer;
import io.sluice.transport.server.ReceiveBudget;
import io.sluice.transport.server.TimersByLoop;
import io.sluice.transport.tls.ServerTls;
import io.sluice.transport.tls.ServerTlsConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OTLP/gRPC on one port, for the signals that have a pipeline. */
final class GrpcListener {

    private static final String KEY = "protocols::grpc::endpoint";

    private final ConnectionServer server;
    private final @Nullable ServerTls tls;

    private GrpcListener(ConnectionServer server, @Nullable ServerTls tls) {
        this.server = server;
        this.tls = tls;
    }

    static GrpcListener start(
            ComponentContext context, OtlpGrpcConfig config, Outputs outputs, EventLoops loops, ReceiveBudget budget)
            throws ComponentException {
        TimersByLoop timers = new TimersByLoop(loops);
        List<UnaryMethod> methods = new ArrayList<>();
        for (Signal signal : Signal.values()) {
            Consumer consumer = outputs.consumer(signal);
            if (consumer != null) {
                Intake intake = new Intake(context, signal, GrpcExport.TRANSPORT, consumer);
                methods.add(new GrpcExport(
                        context,
                        intake,
                        timers,
                        config.maxMessageBytes(),
                        config.resultTimeout().toNanos(),
                        config.includeMetadata()));
            }
        }
        ServerTlsConfig protection = config.tls();
        ServerTls tls =
                protection == null ? null : ServerTls.open(protection, context, GrpcExport.TRANSPORT, ServerTls.HTTP_2);
        try {
            return new GrpcListener(
                    GrpcServer.start(
                            config.address().resolve(),
                            config.settings(),
                            tls,
                            loops,
                            timers,
                            budget,
                            context.buffers(),
                            methods),
                    tls);
        } catch (IOException e) {
            if (tls != null) {
                tls.close();
            }
            throw config.address().refused(KEY, e);
        }
    }

    int port() {
        return server.port();
    }

    void stop(long deadlineNanos) {
        server.stop(deadlineNanos);
        if (tls != null) {
            tls.close();
        }
    }
}

package io.sluice.receiver.otlp;

import io.sluice.api.ComponentContext;
import io.sluice.api.ComponentException;
import io.sluice.api.ReceiverFactory.Outputs;
import io.sluice.transport.EventLoops;
import io.sluice.transport.http.HttpServer;
import io.sluice.transport.server.ConnectionServer;
import io.sluice.transport.server.ReceiveBudget;
import io.sluice.transport.server.TimersByLoop;
import io.sluice.transport.tls.ServerTls;
import io.sluice.transport.tls.ServerTlsConfig;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** OTLP/HTTP on one port, for the signals that have a pipeline. */
final class HttpListener {

    private static final String KEY = "protocols::http::endpoint";

    private final ConnectionServer server;
    private final @Nullable ServerTls tls;

    private HttpListener(ConnectionServer server, @Nullable ServerTls tls) {
        this.server = server;
        this.tls = tls;
    }

    static HttpListener start(
            ComponentContext context, OtlpHttpConfig config, Outputs outputs, EventLoops loops, ReceiveBudget budget)
            throws ComponentException {
        TimersByLoop timers = new TimersByLoop(loops);
        HttpRoutes routes = new HttpRoutes(context, config, outputs, timers, budget);
        ServerTlsConfig protection = config.tls();
        ServerTls tls =
                protection == null ? null : ServerTls.open(protection, context, HttpRoutes.TRANSPORT, ServerTls.HTTP);
        try {
            return new HttpListener(
                    HttpServer.start(
                            config.address().resolve(),
                            config.maxConnections(),
                            tls,
                            loops,
                            timers,
                            () -> new HttpExport(routes)),
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

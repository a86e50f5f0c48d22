package io.sluice.engine.telemetry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.sluice.api.ComponentException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Serves {@code /metrics} in the format that the scraper asks for. One request at a time, on a thread of its own. */
public final class MetricsServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService thread;

    private MetricsServer(HttpServer server, ExecutorService thread) {
        this.server = server;
        this.thread = thread;
    }

    /**
     * Listens.
     *
     * @param typeSuffix see {@link SelfMetrics#snapshot}, as {@code units}
     * @throws ComponentException if the address cannot be bound
     */
    public static MetricsServer start(String host, int port, SelfMetrics metrics, boolean typeSuffix, boolean units)
            throws ComponentException {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(host, port), 16);
        } catch (IOException e) {
            throw new ComponentException(
                    "service::telemetry::metrics cannot listen on " + host + ":" + port + " (" + e.getMessage()
                            + "); free the port, choose another one, or set level: none",
                    e);
        }
        ExpositionFormats formats = ExpositionFormats.init();
        server.createContext(
                "/metrics", exchange -> serve(exchange, formats, () -> metrics.snapshot(typeSuffix, units)));
        ExecutorService thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("metrics").factory());
        server.setExecutor(thread);
        server.start();
        return new MetricsServer(server, thread);
    }

    private static void serve(HttpExchange exchange, ExpositionFormats formats, Supplier<MetricSnapshots> metrics)
            throws IOException {
        try (exchange) {
            String accept = exchange.getRequestHeaders().getFirst("Accept");
            ExpositionFormatWriter writer = formats.findWriter(accept == null ? "" : accept);
            ByteArrayOutputStream body = new ByteArrayOutputStream(16 * 1024);
            writer.write(body, metrics.get());
            exchange.getResponseHeaders().set("Content-Type", writer.getContentType());
            exchange.sendResponseHeaders(200, body.size());
            body.writeTo(exchange.getResponseBody());
        }
    }

    /** The port listened on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdown();
    }
}

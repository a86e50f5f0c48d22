package io.sluice.extension.healthcheck;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.api.Clock;
import io.sluice.api.ComponentContext;
import io.sluice.api.ComponentException;
import io.sluice.api.Extension;
import io.sluice.extension.healthcheck.HealthCheckConfig.ResponseBody;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The health endpoint; any method is answered, as the Collector does. */
final class HealthCheckExtension implements Extension {

    private static final int BACKLOG = 16;

    private final HealthCheckConfig config;
    private final Clock clock;
    private volatile @Nullable Instant upSince;
    private @Nullable HttpServer server;
    private @Nullable ExecutorService thread;

    HealthCheckExtension(ComponentContext context, HealthCheckConfig config) {
        this.config = config;
        this.clock = context.clock();
    }

    @Override
    public void start() throws ComponentException {
        HostPort address = HostPort.parse(config.endpoint());
        if (address == null) {
            throw new ComponentException("endpoint is not host:port; write localhost:13133");
        }
        HttpServer http = listen(address);
        http.createContext(config.path(), this::answer);
        ExecutorService one = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("health-check").factory());
        http.setExecutor(one);
        http.start();
        server = http;
        thread = one;
    }

    private HttpServer listen(HostPort address) throws ComponentException {
        InetSocketAddress socket = address.host().isEmpty()
                ? new InetSocketAddress(address.port())
                : new InetSocketAddress(address.host(), address.port());
        if (socket.isUnresolved()) {
            throw new ComponentException(cannotListen("its host is not known"));
        }
        try {
            return HttpServer.create(socket, BACKLOG);
        } catch (IOException e) {
            throw new ComponentException(cannotListen(String.valueOf(e.getMessage())), e);
        }
    }

    private String cannotListen(String why) {
        return "cannot listen on endpoint " + config.endpoint() + " (" + why + "); free the port or choose another one";
    }

    @Override
    public void ready() {
        upSince = Instant.ofEpochMilli(clock.epochMillis());
    }

    @Override
    public void notReady() {
        upSince = null;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(config.path())) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            Instant since = upSince;
            byte[] body = body(since).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .set(
                            "Content-Type",
                            config.responseBody() == null ? "application/json" : "text/plain; charset=utf-8");
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(since != null ? 200 : 503, head || body.length == 0 ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private String body(@Nullable Instant since) {
        ResponseBody bodies = config.responseBody();
        if (bodies != null) {
            return since != null ? bodies.healthy() : bodies.unhealthy();
        }
        if (since == null) {
            return "{\"status\":\"Server not available\",\"upSince\":\"0001-01-01T00:00:00Z\",\"uptime\":\"\"}";
        }
        Duration up = Duration.between(since, Instant.ofEpochMilli(clock.epochMillis()));
        return "{\"status\":\"Server available\",\"upSince\":\"" + since + "\",\"uptime\":\"" + up.toMillis() / 1000.0
                + "s\"}";
    }

    /** The port listened on; for tests that ask for port 0. */
    int port() {
        HttpServer http = server;
        if (http == null) {
            throw new IllegalStateException("not started");
        }
        return http.getAddress().getPort();
    }

    @Override
    public void stop(long deadlineNanos) {
        if (server != null) {
            server.stop(0);
        }
        if (thread != null) {
            thread.shutdown();
        }
    }
}

package io.sluice.exporter.otlp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** An HTTP backend that answers as told. */
final class HttpBackend implements AutoCloseable {

    /** A request as it came. */
    record Received(String path, Map<String, List<String>> headers, byte[] body, InetSocketAddress peer) {
        @Nullable
        String header(String name) {
            List<String> values = headers.get(name);
            return values == null ? null : values.get(0);
        }
    }

    /** What to answer. */
    record Reply(int status, Map<String, String> headers, byte[] body) {
        static Reply of(int status) {
            return new Reply(status, Map.of(), new byte[0]);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final Set<InetSocketAddress> peers = ConcurrentHashMap.newKeySet();
    private final CountDownLatch open = new CountDownLatch(1);
    private volatile Reply reply = Reply.of(200);
    private volatile boolean holding;

    private HttpBackend(HttpServer server) {
        this.server = server;
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    static HttpBackend start() {
        return startAt("127.0.0.1", 0);
    }

    static HttpBackend startAt(String host, int port) {
        try {
            return new HttpBackend(HttpServer.create(new InetSocketAddress(host, port), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static HttpBackend startTls(SSLContext context, boolean wantsClient) {
        try {
            HttpsServer server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context) {
                @Override
                public void configure(HttpsParameters parameters) {
                    SSLParameters ssl = context.getDefaultSSLParameters();
                    ssl.setNeedClientAuth(wantsClient);
                    parameters.setSSLParameters(ssl);
                }
            });
            return new HttpBackend(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    int port() {
        return server.getAddress().getPort();
    }

    void reply(Reply with) {
        reply = with;
    }

    /** Answers nothing until {@link #letGo}. */
    void hold() {
        holding = true;
    }

    /** Answers what was held. */
    void letGo() {
        open.countDown();
    }

    int waiting() {
        return received.size();
    }

    Received take() {
        try {
            Received next = received.poll(30, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no request within 30 s");
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    Set<InetSocketAddress> peers() {
        return peers;
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        peers.add(exchange.getRemoteAddress());
        Reply with = reply;
        received.add(new Received(
                exchange.getRequestURI().toString(),
                Map.copyOf(exchange.getRequestHeaders()),
                body,
                exchange.getRemoteAddress()));
        if (holding) {
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        with.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.sendResponseHeaders(with.status(), with.body().length == 0 ? -1 : with.body().length);
        if (with.body().length > 0) {
            exchange.getResponseBody().write(with.body());
        }
        exchange.close();
    }

    /** Breaks all connections first, so that what was held is not answered by its way out. */
    @Override
    public void close() {
        server.stop(0);
        open.countDown();
        threads.shutdownNow();
    }
}

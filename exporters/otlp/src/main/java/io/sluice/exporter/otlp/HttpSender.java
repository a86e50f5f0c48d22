package io.sluice.exporter.otlp;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.sluice.api.ComponentContext;
import io.sluice.api.ComponentException;
import io.sluice.api.Outcome;
import io.sluice.api.Rejection;
import io.sluice.exporter.helper.Delivery;
import io.sluice.exporter.helper.Sender;
import io.sluice.json.OtlpJsonWriter;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.transport.client.HttpConnections;
import io.sluice.transport.client.HttpPost;
import io.sluice.transport.client.PayloadLease;
import io.sluice.transport.compression.Encoding;
import io.sluice.transport.tls.ClientTls;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes attempts over HTTP/1.1: one POST each. The body is the batch's bytes, or what they are in JSON, compressed if configured; made on
 * the sender thread.
 */
final class HttpSender implements Sender {

    /** Where one signal goes. */
    private record Route(HttpTarget target, HttpHeaders headers, HttpAnswers answers, HttpConnections connections) {}

    private final ComponentContext context;
    private final OtlpHttpExporterConfig config;
    private final Set<Signal> signals;
    private final Outgoing outgoing;
    private final OtlpJsonWriter json = new OtlpJsonWriter();
    private final Map<Signal, Route> routes = new EnumMap<>(Signal.class);
    private final Map<String, HttpConnections> pools = new HashMap<>();
    private @Nullable ClientTls tls;

    HttpSender(ComponentContext context, OtlpHttpExporterConfig config, Set<Signal> signals) {
        this.context = context;
        this.config = config;
        this.signals = Set.copyOf(signals);
        this.outgoing =
                new Outgoing(context.buffers(), Compression.encoding(config.compression()), config.compressionLevel());
    }

    @Override
    public void start() throws ComponentException {
        for (Signal signal : signals) {
            HttpTarget target = config.target(signal);
            if (target == null) {
                throw new ComponentException("no URL for " + signal.configName() + "; set endpoint, or "
                        + signal.configName() + "_endpoint");
            }
            routes.put(
                    signal,
                    new Route(
                            target,
                            headers(target),
                            new HttpAnswers(target.hostPort(), java.time.Clock.systemUTC()),
                            connections(target)));
        }
    }

    /** Signals that go to one server share its connections. */
    private HttpConnections connections(HttpTarget target) throws ComponentException {
        String server = target.https() + " " + target.hostPort();
        HttpConnections open = pools.get(server);
        if (open == null) {
            if (target.https() && tls == null) {
                tls = ClientTls.open(config.tls(), context, "http", ClientTls.NO_ALPN);
            }
            open = HttpConnections.open(config.settings(target), target.https() ? tls : null, context.clock());
            pools.put(server, open);
        }
        return open;
    }

    private HttpHeaders headers(HttpTarget target) {
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.HOST, target.hostHeader());
        headers.set(HttpHeaderNames.USER_AGENT, "Sluice/" + context.buildInfo().version());
        headers.set(HttpHeaderNames.CONTENT_TYPE, config.encoding().contentType());
        Encoding encoding = outgoing.encoding();
        if (encoding != null) {
            headers.set(HttpHeaderNames.CONTENT_ENCODING, encoding.token());
        }
        config.headers().values().forEach((name, value) -> headers.set(name, value.reveal()));
        return headers;
    }

    @Override
    public void send(Delivery delivery) {
        Outcome.Rejected tooLarge = Outgoing.tooLarge(delivery.batch());
        if (tooLarge != null) {
            delivery.done(tooLarge);
            return;
        }
        Payload batch = delivery.batch().payload();
        Payload body;
        try {
            body = outgoing.encode(
                    config.encoding() == OtlpHttpExporterConfig.BodyEncoding.JSON
                            ? Payload.of(json.toBytes(delivery.batch().signal(), batch))
                            : batch);
        } catch (MalformedException e) {
            delivery.done(Outcome.rejected(
                    Rejection.MALFORMED,
                    "the request cannot be written as JSON: it is malformed at byte " + e.position()));
            return;
        }
        Route route = Objects.requireNonNull(routes.get(delivery.batch().signal()));
        Attempt attempt = new Attempt(delivery, body, route.answers());
        route.connections()
                .post(new HttpPost(
                        route.target().path(), route.headers(), attempt.lease, delivery.deadlineNanos(), attempt));
    }

    @Override
    public void stop(long deadlineNanos) {
        pools.values().forEach(HttpConnections::close);
        if (tls != null) {
            tls.close();
        }
    }

    /** One request. */
    private final class Attempt implements HttpPost.Listener {

        private final Delivery delivery;
        private final Payload body;
        private final PayloadLease lease;
        private final HttpAnswers answers;

        Attempt(Delivery delivery, Payload body, HttpAnswers answers) {
            this.delivery = delivery;
            this.body = body;
            this.lease = new PayloadLease(body);
            this.answers = answers;
        }

        @Override
        public void answered(int status, HttpHeaders headers, byte[] answer) {
            end(answers.answered(status, headers, answer, delivery.batch().items()));
        }

        @Override
        public void failed(Throwable failure) {
            end(answers.failed(failure));
        }

        @Override
        public void timedOut() {
            end(answers.timedOut());
        }

        private void end(Outcome outcome) {
            lease.end(() -> {
                outgoing.release(body, delivery.batch().payload());
                delivery.done(outcome);
            });
        }
    }
}

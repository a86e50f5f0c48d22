package io.sluice.exporter.otlp;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.sluice.api.ComponentContext;
import io.sluice.api.ComponentException;
import io.sluice.api.Outcome;
import io.sluice.exporter.helper.Delivery;
import io.sluice.exporter.helper.Sender;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.transport.client.GrpcClientSettings;
import io.sluice.transport.client.GrpcConnections;
import io.sluice.transport.client.PayloadLease;
import io.sluice.transport.client.RawMethods;
import io.sluice.transport.compression.Encoding;
import io.sluice.transport.tls.ClientTls;
import io.sluice.transport.tls.ClientTlsConfig;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes attempts over gRPC: one unary call each, with the time left as {@code grpc-timeout}. The message is the batch's bytes, or their
 * compressed form, made on the sender thread for each attempt and given back once the transport has it: an answer may take as long as the
 * backend waits to decide, and until then the batch's bytes are all that is held.
 */
final class GrpcSender implements Sender {

    private static final Map<Signal, MethodDescriptor<PayloadLease, byte[]>> METHODS = new EnumMap<>(Map.of(
            Signal.TRACES, RawMethods.unary("opentelemetry.proto.collector.trace.v1.TraceService", "Export"),
            Signal.METRICS, RawMethods.unary("opentelemetry.proto.collector.metrics.v1.MetricsService", "Export"),
            Signal.LOGS, RawMethods.unary("opentelemetry.proto.collector.logs.v1.LogsService", "Export")));

    private final ComponentContext context;
    private final GrpcClientSettings settings;
    private final @Nullable ClientTlsConfig tlsConfig;
    private final Metadata headers;
    private final Outgoing outgoing;
    private final GrpcAnswers answers;
    private final boolean ownsTls;
    private final Consumer<Delivery> notReached;
    private @Nullable ClientTls tls;
    private @Nullable GrpcConnections connections;

    /**
     * @param tlsConfig or null for plaintext
     * @param headers sent with each call
     * @param encoding how messages are compressed, or null
     */
    GrpcSender(
            ComponentContext context,
            GrpcClientSettings settings,
            @Nullable ClientTlsConfig tlsConfig,
            Metadata headers,
            @Nullable Encoding encoding) {
        this(context, settings, tlsConfig, null, headers, encoding, _ -> {});
    }

    /**
     * A sender whose TLS may be shared with others.
     *
     * @param tlsConfig how to open TLS of its own, or null
     * @param sharedTls what is open and stays the caller's, or null
     * @param notReached told of a delivery whose connection could not be made or broke, before it ends; from any thread
     */
    GrpcSender(
            ComponentContext context,
            GrpcClientSettings settings,
            @Nullable ClientTlsConfig tlsConfig,
            @Nullable ClientTls sharedTls,
            Metadata headers,
            @Nullable Encoding encoding,
            Consumer<Delivery> notReached) {
        this.context = context;
        this.settings = settings;
        this.tlsConfig = tlsConfig;
        this.tls = sharedTls;
        this.ownsTls = sharedTls == null;
        this.notReached = notReached;
        this.headers = headers;
        this.outgoing = new Outgoing(context.buffers(), encoding, Outgoing.DEFAULT_LEVEL);
        this.answers = new GrpcAnswers(settings.hostPort());
    }

    @Override
    public void start() throws ComponentException {
        if (tlsConfig != null) {
            tls = ClientTls.open(tlsConfig, context, "grpc", ClientTls.HTTP_2);
        }
        connections = GrpcConnections.open(settings, tls, context.clock());
    }

    @Override
    public void send(Delivery delivery) {
        GrpcConnections open = Objects.requireNonNull(connections, "started");
        Outcome.Rejected tooLarge = Outgoing.tooLarge(delivery.batch());
        if (tooLarge != null) {
            delivery.done(tooLarge);
            return;
        }
        MethodDescriptor<PayloadLease, byte[]> method =
                Objects.requireNonNull(METHODS.get(delivery.batch().signal()));
        Payload message = outgoing.encode(delivery.batch().payload());
        Attempt attempt = new Attempt(delivery, message);
        ClientCall<PayloadLease, byte[]> call = open.newCall(method, outgoing.encoding(), delivery.deadlineNanos());
        Metadata own = new Metadata();
        own.merge(headers);
        try {
            call.start(attempt, own);
            call.request(1);
            call.sendMessage(attempt.lease);
            call.halfClose();
        } catch (RuntimeException e) {
            call.cancel("the request could not be sent", e);
            attempt.end(answers.failure(Status.fromThrowable(e), null, true));
        }
    }

    @Override
    public void stop(long deadlineNanos) {
        if (connections != null) {
            connections.close(deadlineNanos);
        }
        if (tls != null && ownsTls) {
            tls.close();
        }
    }

    /** One call. Its callbacks come one at a time from an event loop. */
    private final class Attempt extends ClientCall.Listener<byte[]> {

        private final Delivery delivery;
        private final PayloadLease lease;
        private byte @Nullable [] response;

        Attempt(Delivery delivery, Payload message) {
            this.delivery = delivery;
            Payload payload = delivery.batch().payload();
            this.lease = new PayloadLease(message, () -> outgoing.release(message, payload));
        }

        @Override
        public void onMessage(byte[] bytes) {
            response = bytes;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (GrpcAnswers.isNotReached(status)) {
                notReached.accept(delivery);
            }
            end(
                    status.isOk()
                            ? answers.success(response, delivery.batch().items())
                            : answers.failure(status, trailers, context.clock().nanoTime() < delivery.deadlineNanos()));
        }

        private void end(Outcome outcome) {
            lease.end(() -> delivery.done(outcome));
        }
    }
}

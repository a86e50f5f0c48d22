package io.sluice.bench;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollSocketChannel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One OTLP/gRPC client over mTLS on a connection of its own, which sends a request again until it is accepted or refused for good. Each
 * attempt has the client's deadline. Between attempts it waits 250 ms, then twice as long up to 1 s, a fifth more or less.
 *
 * <p>Retried are the codes that the OTLP specification calls retryable; RESOURCE_EXHAUSTED only if the server says so by status details.
 *
 * <p>Threads: everything happens on the event loop.
 */
final class RetryingClient {

    private static final long FIRST_BACKOFF_MILLIS = 250;
    private static final long LAST_BACKOFF_MILLIS = 1_000;
    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);
    private static final MethodDescriptor<byte[], byte[]> EXPORT = MethodDescriptor.newBuilder(
                    NullRelay.BYTES, NullRelay.BYTES)
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("opentelemetry.proto.collector.trace.v1.TraceService/Export")
            .build();

    private final EventLoop loop;
    private final ManagedChannel channel;
    private final long deadlineMillis;
    private final Random random;
    private final Consumer<Offer> ended;
    private int outstanding;

    /**
     * @param certificates folder with {@code ca.pem}, {@code client.pem} and {@code client.key}
     * @param ended hears of each request that was accepted or failed for good
     */
    RetryingClient(EventLoop loop, int port, Path certificates, long deadlineMillis, long seed, Consumer<Offer> ended)
            throws IOException {
        this.loop = loop;
        this.deadlineMillis = deadlineMillis;
        this.random = new Random(seed);
        this.ended = ended;
        this.channel = NettyChannelBuilder.forAddress("localhost", port)
                .eventLoopGroup(loop)
                .channelType(EpollSocketChannel.class)
                .directExecutor()
                .disableRetry()
                .sslContext(GrpcSslContexts.forClient()
                        .trustManager(certificates.resolve("ca.pem").toFile())
                        .keyManager(
                                certificates.resolve("client.pem").toFile(),
                                certificates.resolve("client.key").toFile())
                        .build())
                .build();
    }

    /** Requests that are neither accepted nor failed for good. */
    int outstanding() {
        return outstanding;
    }

    /** Sends a request, which keeps its own bytes until it has ended. */
    void send(Offer offer, byte[] bytes) {
        outstanding++;
        offer.sentNanos = System.nanoTime();
        attempt(offer, bytes, FIRST_BACKOFF_MILLIS);
    }

    private void attempt(Offer offer, byte[] bytes, long backoffMillis) {
        offer.attempts++;
        ClientCall<byte[], byte[]> call =
                channel.newCall(EXPORT, CallOptions.DEFAULT.withDeadlineAfter(deadlineMillis, TimeUnit.MILLISECONDS));
        call.start(
                new ClientCall.Listener<>() {
                    private byte @Nullable [] answer;

                    @Override
                    public void onMessage(byte[] message) {
                        answer = message;
                    }

                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        byte[] body = answer;
                        loop.execute(() -> closed(offer, bytes, backoffMillis, status, trailers, body));
                    }
                },
                new Metadata());
        call.request(2);
        call.sendMessage(bytes);
        call.halfClose();
    }

    private void closed(
            Offer offer, byte[] bytes, long backoff, Status status, Metadata trailers, byte @Nullable [] answer) {
        if (status.isOk()) {
            boolean whole = answer != null && answer.length == 0;
            end(offer, whole ? null : "partial success");
        } else if (isRetryable(status.getCode(), trailers.containsKey(DETAILS))) {
            long wait = (long) (backoff * (0.8 + 0.4 * random.nextDouble()));
            long next = Math.min(2 * backoff, LAST_BACKOFF_MILLIS);
            var _ = loop.schedule(() -> again(offer, bytes, next), wait, TimeUnit.MILLISECONDS);
        } else {
            end(offer, status.getCode() + " " + status.getDescription());
        }
    }

    /** gRPC alone would wait ever longer before it connects again; most exporters connect with each attempt. */
    private void again(Offer offer, byte[] bytes, long backoff) {
        channel.resetConnectBackoff();
        attempt(offer, bytes, backoff);
    }

    static boolean isRetryable(Status.Code code, boolean hasDetails) {
        return switch (code) {
            case CANCELLED, DEADLINE_EXCEEDED, ABORTED, OUT_OF_RANGE, UNAVAILABLE, DATA_LOSS -> true;
            case RESOURCE_EXHAUSTED -> hasDetails;
            default -> false;
        };
    }

    private void end(Offer offer, @Nullable String error) {
        outstanding--;
        offer.error = error;
        if (error == null) {
            offer.acknowledgedNanos = System.nanoTime();
        }
        ended.accept(offer);
    }

    void close() {
        channel.shutdownNow();
    }
}

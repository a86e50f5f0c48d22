package io.sluice.bench;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** OTLP/gRPC over several connections in turn. */
final class GrpcSending implements Sending {

    private final List<ManagedChannel> channels = new ArrayList<>();
    private final MethodDescriptor<byte[], byte[]> method;
    private final CallOptions options;
    private int next;

    /**
     * @param certificates folder with {@code ca.pem}, {@code client.pem} and {@code client.key}, or null for plaintext
     * @param timeoutMillis deadline of each call; 0 for none
     */
    GrpcSending(
            EventLoopGroup loops,
            int port,
            int connections,
            String signalService,
            @Nullable Path certificates,
            boolean gzip,
            long timeoutMillis)
            throws IOException {
        for (int i = 0; i < connections; i++) {
            NettyChannelBuilder builder = NettyChannelBuilder.forAddress("localhost", port)
                    .eventLoopGroup(loops)
                    .channelType(EpollSocketChannel.class)
                    .directExecutor()
                    .disableRetry();
            if (certificates == null) {
                builder.usePlaintext();
            } else {
                File ca = certificates.resolve("ca.pem").toFile();
                builder.sslContext(GrpcSslContexts.forClient()
                        .trustManager(ca)
                        .keyManager(
                                certificates.resolve("client.pem").toFile(),
                                certificates.resolve("client.key").toFile())
                        .build());
            }
            ManagedChannel channel = builder.build();
            awaitReady(channel);
            channels.add(channel);
        }
        this.method = MethodDescriptor.newBuilder(NullRelay.BYTES, NullRelay.BYTES)
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName("opentelemetry.proto.collector." + signalService + "/Export")
                .build();
        CallOptions base = gzip ? CallOptions.DEFAULT.withCompression("gzip") : CallOptions.DEFAULT;
        this.options = base.withOption(TIMEOUT, timeoutMillis);
    }

    /** While a channel connects, gRPC keeps messages, and reads them only once the template holds another request. */
    private static void awaitReady(ManagedChannel channel) {
        while (channel.getState(true) != ConnectivityState.READY) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private static final CallOptions.Key<Long> TIMEOUT = CallOptions.Key.createWithDefault("timeout", 0L);

    @Override
    public void send(byte[] request, Listener listener) {
        next = (next + 1) % channels.size();
        Long timeout = options.getOption(TIMEOUT);
        CallOptions withDeadline =
                timeout == null || timeout == 0 ? options : options.withDeadlineAfter(timeout, TimeUnit.MILLISECONDS);
        ClientCall<byte[], byte[]> call = channels.get(next).newCall(method, withDeadline);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        listener.ended(
                                switch (status.getCode()) {
                                    case OK -> Ending.ACKNOWLEDGED;
                                    case UNAVAILABLE, RESOURCE_EXHAUSTED, ABORTED, CANCELLED, DEADLINE_EXCEEDED ->
                                        Ending.REFUSED;
                                    default -> Ending.FAILED;
                                });
                    }
                },
                new Metadata());
        call.request(1);
        call.sendMessage(request);
        call.halfClose();
    }
}

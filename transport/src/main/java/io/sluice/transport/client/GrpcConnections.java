package io.sluice.transport.client;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.NegotiationType;
import io.grpc.netty.NettyChannelBuilder;
import io.sluice.api.Clock;
import io.sluice.transport.EventLoops;
import io.sluice.transport.compression.Encoding;
import io.sluice.transport.tls.ClientTls;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one gRPC backend.
 *
 * <p>They look after themselves in three ways that gRPC leaves open, each bound to a call that is about to be made, so an idle client
 * does nothing:
 *
 * <ul>
 *   <li>After a failure gRPC waits up to two minutes before it connects again. Here no wait is longer than {@value
 *       #RECONNECT_SECONDS} s.
 *   <li>gRPC resolves names again only when a connection ends, and would never see a backend that was added. Here it does so every
 *       {@value #RESOLVE_SECONDS} s.
 *   <li>After a reload of TLS material, all connections are replaced by new ones; calls under way end on the old.
 * </ul>
 *
 * <p>Callbacks of calls run on event loops. Threads: {@link #newCall} by one at a time.
 */
public final class GrpcConnections {

    private static final int RECONNECT_SECONDS = 1;
    private static final int RESOLVE_SECONDS = 30;

    private final List<ManagedChannel> channels;
    private final EventLoops loops;
    private final @Nullable ClientTls tls;
    private final Clock clock;
    private final boolean waitForReady;
    private int next;
    private long lookedNanos;
    private long resolvedNanos;
    private long generation;

    private GrpcConnections(
            List<ManagedChannel> channels,
            EventLoops loops,
            @Nullable ClientTls tls,
            Clock clock,
            boolean waitForReady) {
        this.channels = channels;
        this.loops = loops;
        this.tls = tls;
        this.clock = clock;
        this.waitForReady = waitForReady;
        this.lookedNanos = clock.nanoTime();
        this.resolvedNanos = lookedNanos;
        this.generation = tls == null ? 0 : tls.material().generation();
    }

    /**
     * Begins to connect and does not wait for it. To be {@linkplain #close closed}.
     *
     * @param tls or null for plaintext; stays the caller's
     */
    public static GrpcConnections open(GrpcClientSettings settings, @Nullable ClientTls tls, Clock clock) {
        EventLoops loops = EventLoops.acquire();
        List<ManagedChannel> channels = new ArrayList<>();
        for (int i = 0; i < settings.connections(); i++) {
            ManagedChannel channel = channel(settings, tls, loops);
            channel.getState(true);
            channels.add(channel);
        }
        return new GrpcConnections(List.copyOf(channels), loops, tls, clock, settings.waitForReady());
    }

    private static ManagedChannel channel(GrpcClientSettings settings, @Nullable ClientTls tls, EventLoops loops) {
        NettyChannelBuilder builder = NettyChannelBuilder.forTarget(settings.target())
                .eventLoopGroup(loops.group())
                .channelType(loops.clientChannel())
                .directExecutor()
                // Both would keep a second copy of each message, or send it twice behind the exporter's back.
                .disableRetry()
                .disableServiceConfigLookUp()
                .defaultLoadBalancingPolicy(settings.balancer())
                .maxInboundMessageSize(settings.maxResponseBytes())
                .compressorRegistry(Precompressed.registry(List.of(Encoding.GZIP.token(), Encoding.ZSTD.token())))
                .userAgent(settings.userAgent());
        if (tls == null) {
            builder.negotiationType(NegotiationType.PLAINTEXT);
        } else {
            builder.negotiationType(NegotiationType.TLS).sslContext(tls.sslContext());
        }
        String authority = settings.authority();
        if (authority != null) {
            builder.overrideAuthority(authority);
        }
        GrpcClientSettings.Keepalive keepalive = settings.keepalive();
        if (keepalive != null) {
            builder.keepAliveTime(keepalive.time().toNanos(), TimeUnit.NANOSECONDS)
                    .keepAliveTimeout(keepalive.timeout().toNanos(), TimeUnit.NANOSECONDS)
                    .keepAliveWithoutCalls(keepalive.withoutCalls());
        }
        return builder.build();
    }

    /**
     * A call on the connection whose turn it is.
     *
     * @param encoding how the message is compressed already, or null
     * @param deadlineNanos when the call must have ended, on the clock's scale; {@link Long#MAX_VALUE} for never
     */
    public ClientCall<PayloadLease, byte[]> newCall(
            MethodDescriptor<PayloadLease, byte[]> method, @Nullable Encoding encoding, long deadlineNanos) {
        long now = clock.nanoTime();
        lookAfter(now);
        CallOptions options = waitForReady ? CallOptions.DEFAULT.withWaitForReady() : CallOptions.DEFAULT;
        if (deadlineNanos != Long.MAX_VALUE) {
            options = options.withDeadlineAfter(deadlineNanos - now, TimeUnit.NANOSECONDS);
        }
        if (encoding != null) {
            options = options.withCompression(encoding.token());
        }
        next = (next + 1) % channels.size();
        return channels.get(next).newCall(method, options);
    }

    private void lookAfter(long now) {
        if (tls != null && tls.material().generation() != generation) {
            generation = tls.material().generation();
            channels.forEach(ManagedChannel::enterIdle);
        }
        if (now - lookedNanos < TimeUnit.SECONDS.toNanos(RECONNECT_SECONDS)) {
            return;
        }
        lookedNanos = now;
        boolean resolve = now - resolvedNanos >= TimeUnit.SECONDS.toNanos(RESOLVE_SECONDS);
        if (resolve) {
            resolvedNanos = now;
        }
        for (ManagedChannel channel : channels) {
            // Resolves again and ends the wait of what waits to connect; what is connected stays.
            if (resolve || channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
                channel.resetConnectBackoff();
            }
        }
    }

    /** Ends all connections; calls still under way at {@code deadlineNanos} are cancelled. */
    public void close(long deadlineNanos) {
        channels.forEach(ManagedChannel::shutdown);
        try {
            for (ManagedChannel channel : channels) {
                channel.awaitTermination(Math.max(0, deadlineNanos - clock.nanoTime()), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            channels.forEach(ManagedChannel::shutdownNow);
            loops.release();
        }
    }
}

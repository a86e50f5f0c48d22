package io.sluice.transport.grpc;

import io.grpc.CompressorRegistry;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.ChannelOption;
import io.sluice.transport.EventLoops;
import io.sluice.transport.server.Listeners;
import io.sluice.transport.server.ReceiveBudget;
import io.sluice.transport.server.TimersByLoop;
import io.sluice.transport.tls.ServerTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A gRPC server on the process's event loops; handlers are called on them and must not block.
 *
 * <p>Everything a peer controls is bounded: connections, streams, message and header sizes, bytes of incomplete messages, resets, pings, and
 * the time of a handshake.
 *
 * <p>Threads: any.
 */
public final class GrpcServer {

    /**
     * Bytes that a peer may send before they are taken up, per stream and per connection. Half a millisecond at 4 GB/s: far more than a
     * round trip within a data centre needs.
     */
    private static final int FLOW_CONTROL_WINDOW = 2 << 20;

    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final int HANDSHAKE_SECONDS = 10;
    private static final int RESET_WINDOW_SECONDS = 30;

    /** Part of the time given to {@link #stop} that is kept for telling the callers that are still waiting. */
    private static final long FAREWELL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Server server;
    private final TimersByLoop timers;

    private GrpcServer(Server server, TimersByLoop timers) {
        this.server = server;
        this.timers = timers;
    }

    /**
     * Listens.
     *
     * @param tls or null for plaintext; stays the caller's
     * @param loops stay the caller's
     * @param timers those that the services set for their calls
     * @throws IOException if the address cannot be listened on
     */
    public static GrpcServer start(
            InetSocketAddress address,
            GrpcServerSettings settings,
            @Nullable ServerTls tls,
            EventLoops loops,
            TimersByLoop timers,
            ReceiveBudget budget,
            List<ServerServiceDefinition> services)
            throws IOException {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(address)
                .bossEventLoopGroup(loops.group())
                .workerEventLoopGroup(loops.group())
                .channelFactory(Listeners.limited(loops, settings.maxConnections()))
                .withChildOption(ChannelOption.ALLOCATOR, loops.allocator())
                .withChildOption(ChannelOption.RECVBUF_ALLOCATOR, loops.receiveSizes())
                .withChildOption(ChannelOption.SO_RCVBUF, EventLoops.RECEIVE_BYTES)
                .directExecutor()
                .decompressorRegistry(Undecoded.registry())
                .compressorRegistry(CompressorRegistry.newEmptyInstance())
                .addStreamTracerFactory(InboundCall.factory(budget))
                .addTransportFilter(GrpcPeer.filter())
                .flowControlWindow(FLOW_CONTROL_WINDOW)
                .maxInboundMessageSize(settings.maxMessageBytes())
                .maxInboundMetadataSize(MAX_HEADER_BYTES)
                .maxConcurrentCallsPerConnection(settings.maxStreams())
                // A caller that gives up resets its stream, so as many as it may have must be allowed.
                .maxRstFramesPerWindow(2 * settings.maxStreams() + 200, RESET_WINDOW_SECONDS)
                .handshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTime(settings.pingAfter().toNanos(), TimeUnit.NANOSECONDS)
                .keepAliveTimeout(settings.pingTimeout().toNanos(), TimeUnit.NANOSECONDS)
                .permitKeepAliveTime(settings.minPingInterval().toNanos(), TimeUnit.NANOSECONDS)
                .permitKeepAliveWithoutCalls(settings.pingsWithoutCalls());
        Duration idle = settings.maxIdle();
        if (idle != null) {
            builder.maxConnectionIdle(idle.toNanos(), TimeUnit.NANOSECONDS);
        }
        Duration age = settings.maxAge();
        if (age != null) {
            builder.maxConnectionAge(age.toNanos(), TimeUnit.NANOSECONDS);
        }
        Duration grace = settings.maxAgeGrace();
        if (grace != null) {
            builder.maxConnectionAgeGrace(grace.toNanos(), TimeUnit.NANOSECONDS);
        }
        if (tls != null) {
            builder.sslContext(tls.sslContext());
        }
        services.forEach(builder::addService);
        return new GrpcServer(builder.build().start(), timers);
    }

    /** The port listened on. */
    public int port() {
        return server.getPort();
    }

    /**
     * Stops listening and says so on all connections, lets calls under way end until shortly before {@code deadlineNanos}, then fires
     * their timers so that they are answered, and closes.
     *
     * @param deadlineNanos on the scale of {@link System#nanoTime()}
     */
    public void stop(long deadlineNanos) {
        server.shutdown();
        try {
            if (!server.awaitTermination(deadlineNanos - FAREWELL_NANOS - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                timers.stop();
                server.awaitTermination(FAREWELL_NANOS, TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            server.shutdownNow();
        }
    }
}

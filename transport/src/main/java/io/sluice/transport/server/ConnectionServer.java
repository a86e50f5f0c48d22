package io.sluice.transport.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.sluice.transport.EventLoops;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A listening socket and its connections, whatever they speak.
 *
 * <p>Threads: any.
 */
public final class ConnectionServer {

    /** Told to each connection when the server begins to stop: close as soon as no request is under way. */
    public enum Draining {
        EVENT
    }

    /** Part of the time given to {@link #stop} that is kept for telling the callers that are still waiting. */
    private static final long FAREWELL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final int BACKLOG = 1024;
    private static final AttributeKey<Boolean> DRAINING = AttributeKey.valueOf(ConnectionServer.class, "draining");

    private final Channel listener;
    private final ChannelGroup connections;
    private final TimersByLoop timers;

    private ConnectionServer(Channel listener, ChannelGroup connections, TimersByLoop timers) {
        this.listener = listener;
        this.connections = connections;
        this.timers = timers;
    }

    /**
     * Listens.
     *
     * @param loops stay the caller's
     * @param timers those that requests set
     * @param initializer puts the handlers into each new connection
     * @throws IOException if the address cannot be listened on
     */
    public static ConnectionServer start(
            InetSocketAddress address,
            int maxConnections,
            EventLoops loops,
            TimersByLoop timers,
            Consumer<Channel> initializer)
            throws IOException {
        ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
        ChannelFuture bound = new ServerBootstrap()
                .group(loops.group())
                .channelFactory(Listeners.limited(loops, maxConnections))
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.ALLOCATOR, loops.allocator())
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, loops.receiveSizes())
                .childOption(ChannelOption.SO_RCVBUF, EventLoops.RECEIVE_BYTES)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connections.add(channel);
                        initializer.accept(channel);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw bound.cause() instanceof IOException e ? e : new IOException(bound.cause());
        }
        return new ConnectionServer(bound.channel(), connections, timers);
    }

    /** True if a connection was told {@link Draining}, perhaps before those who ask were in its pipeline. */
    public static boolean isDraining(Channel connection) {
        return Boolean.TRUE.equals(connection.attr(DRAINING).get());
    }

    /** The port listened on. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /**
     * Stops listening, closes idle connections, lets requests under way end until shortly before {@code deadlineNanos}, then fires their
     * timers so that they are answered, and closes.
     *
     * @param deadlineNanos on the scale of {@link System#nanoTime()}
     */
    public void stop(long deadlineNanos) {
        listener.close().awaitUninterruptibly();
        for (Channel connection : connections) {
            connection.eventLoop().execute(() -> {
                connection.attr(DRAINING).set(true);
                connection.pipeline().fireUserEventTriggered(Draining.EVENT);
            });
        }
        try {
            if (!awaitClosed(deadlineNanos - FAREWELL_NANOS - System.nanoTime())) {
                timers.stop();
                awaitClosed(FAREWELL_NANOS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            var _ = connections.close();
        }
    }

    private boolean awaitClosed(long nanos) throws InterruptedException {
        return connections.newCloseFuture().await(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }
}

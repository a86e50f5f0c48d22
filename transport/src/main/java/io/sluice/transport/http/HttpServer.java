package io.sluice.transport.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.sluice.transport.EventLoops;
import io.sluice.transport.server.Listeners;
import io.sluice.transport.server.TimersByLoop;
import io.sluice.transport.tls.ServerTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket whose connections speak HTTP.
 *
 * <p>Each connection, or each stream of HTTP/2, gets a handler of its own that sees {@code HttpRequest}, {@code HttpContent} and {@code
 * LastHttpContent} and writes full responses. When the server stops, handlers are told by a {@link Draining} event.
 */
public final class HttpServer {

    /** Told to each connection when the server begins to stop: close as soon as no request is under way. */
    public enum Draining {
        EVENT
    }

    /** Part of the time given to {@link #stop} that is kept for telling the callers that are still waiting. */
    private static final long FAREWELL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final int BACKLOG = 1024;

    private final Channel listener;
    private final ChannelGroup connections;
    private final TimersByLoop timers;

    private HttpServer(Channel listener, ChannelGroup connections, TimersByLoop timers) {
        this.listener = listener;
        this.connections = connections;
        this.timers = timers;
    }

    /**
     * Listens.
     *
     * @param tls or null for plaintext; stays the caller's
     * @param loops stay the caller's
     * @param timers those that the handlers set
     * @param handlers makes the handler of a connection or stream
     * @throws IOException if the address cannot be listened on
     */
    public static HttpServer start(
            InetSocketAddress address,
            int maxConnections,
            @Nullable ServerTls tls,
            EventLoops loops,
            TimersByLoop timers,
            Supplier<ChannelHandler> handlers)
            throws IOException {
        ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        HttpPipeline pipeline = new HttpPipeline(handlers);
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
                        if (tls == null) {
                            pipeline.plaintext(channel);
                        } else {
                            pipeline.encrypted(channel, tls.sslContext());
                        }
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw bound.cause() instanceof IOException e ? e : new IOException(bound.cause());
        }
        return new HttpServer(bound.channel(), connections, timers);
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
            connection.eventLoop().execute(() -> connection.pipeline().fireUserEventTriggered(Draining.EVENT));
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

package io.sluice.transport.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.pool.AbstractChannelPoolHandler;
import io.netty.channel.pool.FixedChannelPool;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.sluice.api.Clock;
import io.sluice.transport.EventLoops;
import io.sluice.transport.tls.ClientTls;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A bounded pool of HTTP/1.1 connections to one server. Connections made with TLS material that was since reloaded are not used again.
 *
 * <p>Threads: {@link #post} any.
 */
public final class HttpConnections {

    /** What is kept of an answer's body, for messages; more is read and thrown away. */
    public static final int KEPT_BODY_BYTES = 64 * 1024;

    /** Longest answer that is read; what OTLP 1.11 recommends. */
    static final int MAX_BODY_BYTES = 4 << 20;

    private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

    private static final AttributeKey<Long> GENERATION = AttributeKey.valueOf(HttpConnections.class, "generation");

    private final HttpClientSettings settings;
    private final EventLoops loops;
    private final @Nullable ClientTls tls;
    private final Clock clock;
    private final FixedChannelPool pool;
    private final ChannelGroup all = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    private HttpConnections(HttpClientSettings settings, EventLoops loops, @Nullable ClientTls tls, Clock clock) {
        this.settings = settings;
        this.loops = loops;
        this.tls = tls;
        this.clock = clock;
        Bootstrap bootstrap = new Bootstrap()
                .group(loops.group())
                .channel(loops.clientChannel())
                .resolver(RotatingResolver.group())
                .option(ChannelOption.ALLOCATOR, loops.allocator())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .remoteAddress(InetSocketAddress.createUnresolved(settings.host(), settings.port()));
        this.pool = new FixedChannelPool(
                bootstrap,
                new AbstractChannelPoolHandler() {
                    @Override
                    public void channelCreated(Channel channel) {
                        prepare(channel);
                    }
                },
                channel -> channel.eventLoop().newSucceededFuture(isUsable(channel)),
                null,
                -1,
                settings.maxConnections(),
                Integer.MAX_VALUE,
                true,
                true);
    }

    /**
     * Opens nothing yet. To be {@linkplain #close closed}.
     *
     * @param tls or null for plaintext; stays the caller's
     */
    public static HttpConnections open(HttpClientSettings settings, @Nullable ClientTls tls, Clock clock) {
        return new HttpConnections(settings, EventLoops.acquire(), tls, clock);
    }

    private void prepare(Channel channel) {
        all.add(channel);
        channel.attr(GENERATION).set(generation());
        ChannelPipeline pipeline = channel.pipeline();
        if (tls != null) {
            pipeline.addLast(tls.sslContext().newHandler(channel.alloc(), settings.host(), settings.port()));
        }
        pipeline.addLast(new HttpClientCodec());
        pipeline.addLast(new IdleStateHandler(0, 0, settings.idleTimeout().toNanos(), TimeUnit.NANOSECONDS));
        pipeline.addLast(new HttpExchangeHandler(this));
    }

    private long generation() {
        return tls == null ? 0 : tls.material().generation();
    }

    private boolean isUsable(Channel channel) {
        Long made = channel.attr(GENERATION).get();
        return channel.isActive() && made != null && made == generation();
    }

    /** Sends a request as soon as a connection is free. */
    public void post(HttpPost post) {
        Exchange exchange = new Exchange(post);
        if (post.deadlineNanos() != Long.MAX_VALUE) {
            exchange.limit(loops.group()
                    .schedule(
                            exchange::timeOut,
                            Math.max(0, post.deadlineNanos() - clock.nanoTime()),
                            TimeUnit.NANOSECONDS));
        }
        launch(exchange);
    }

    /** Looks for a connection. */
    void launch(Exchange exchange) {
        pool.acquire().addListener((Future<Channel> acquired) -> {
            if (!acquired.isSuccess()) {
                exchange.fail(acquired.cause());
                return;
            }
            Channel channel = acquired.getNow();
            channel.eventLoop().execute(() -> {
                HttpExchangeHandler handler = channel.pipeline().get(HttpExchangeHandler.class);
                if (handler == null) {
                    free(channel);
                    exchange.fail(new java.nio.channels.ClosedChannelException());
                } else {
                    handler.begin(exchange);
                }
            });
        });
    }

    /** Gives a connection back; the pool keeps it if it may be used again. */
    void free(Channel channel) {
        var _ = pool.release(channel);
    }

    boolean keepsAlive() {
        return settings.keepAlive();
    }

    /** Closes all connections, which fails what is under way. */
    public void close() {
        pool.closeAsync().addListener(_ -> all.close().addListener(_ -> loops.release()));
    }
}

package io.sluice.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * OTLP/HTTP in protobuf, one request at a time on each connection. A connection that broke is made anew with the next request on it; a
 * request that cannot be written, or whose connection breaks, has failed.
 */
final class HttpSending implements Sending {

    private static final long RECONNECT_MILLIS = 100;

    private final Deque<Connection> idle = new ArrayDeque<>();
    private final EventLoopGroup loops;
    private final int port;
    private final String path;

    HttpSending(EventLoopGroup loops, int port, int connections, String path) {
        this.loops = loops;
        this.port = port;
        this.path = path;
        for (int i = 0; i < connections; i++) {
            idle.add(new Connection());
        }
    }

    @Override
    public void send(byte[] request, Listener listener) {
        Connection connection = idle.poll();
        if (connection == null) {
            throw new IllegalStateException("more requests in flight than connections");
        }
        DefaultFullHttpRequest message =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, path, Unpooled.copiedBuffer(request));
        message.headers()
                .set("host", "localhost")
                .set("content-type", "application/x-protobuf")
                .setInt("content-length", request.length);
        connection.send(message, listener);
    }

    /** A place for one request at a time, over one channel after another. */
    private final class Connection {

        private @Nullable Channel channel;
        private @Nullable Listener listener;

        void send(DefaultFullHttpRequest message, Listener waiting) {
            listener = waiting;
            Channel open = channel;
            if (open != null && open.isActive()) {
                write(open, message);
                return;
            }
            var _ = new Bootstrap()
                    .group(loops)
                    .channel(EpollSocketChannel.class)
                    .handler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel made) {
                            made.pipeline()
                                    .addLast(
                                            new HttpClientCodec(),
                                            new HttpObjectAggregator(1 << 20),
                                            new Answers(Connection.this));
                        }
                    })
                    .connect("127.0.0.1", port)
                    .addListener((ChannelFutureListener) connected -> {
                        if (connected.isSuccess()) {
                            channel = connected.channel();
                            write(connected.channel(), message);
                        } else {
                            message.release();
                            // not at once: nobody listens, and asking without a pause would only heat the core
                            var _ = connected
                                    .channel()
                                    .eventLoop()
                                    .schedule(() -> end(Ending.FAILED), RECONNECT_MILLIS, TimeUnit.MILLISECONDS);
                        }
                    });
        }

        private void write(Channel to, DefaultFullHttpRequest message) {
            var _ = to.writeAndFlush(message).addListener(written -> {
                if (!written.isSuccess()) {
                    broken(to);
                }
            });
        }

        /** Ends the request that waits on {@code which}; an earlier channel's end concerns nobody any more. */
        private void broken(Channel which) {
            if (which.equals(channel)) {
                channel = null;
                var _ = which.close();
                end(Ending.FAILED);
            }
        }

        private void end(Ending ending) {
            Listener waiting = listener;
            if (waiting != null) {
                listener = null;
                idle.add(this);
                waiting.ended(ending);
            }
        }
    }

    private static final class Answers extends SimpleChannelInboundHandler<FullHttpResponse> {

        private final Connection connection;

        Answers(Connection connection) {
            this.connection = connection;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse response) {
            connection.end(
                    switch (response.status().code()) {
                        case 200 -> Ending.ACKNOWLEDGED;
                        case 429, 502, 503, 504 -> Ending.REFUSED;
                        default -> Ending.FAILED;
                    });
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            connection.broken(ctx.channel());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            connection.broken(ctx.channel());
        }
    }
}

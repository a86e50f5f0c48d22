package io.sluice.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
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
import org.jspecify.annotations.Nullable;

/** OTLP/HTTP in protobuf, one request at a time on each connection. */
final class HttpSending implements Sending {

    private final Deque<Connection> idle = new ArrayDeque<>();
    private final String path;

    HttpSending(EventLoopGroup loops, int port, int connections, String path) {
        this.path = path;
        for (int i = 0; i < connections; i++) {
            Connection connection = new Connection();
            Channel channel = new Bootstrap()
                    .group(loops)
                    .channel(EpollSocketChannel.class)
                    .handler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel made) {
                            made.pipeline()
                                    .addLast(new HttpClientCodec(), new HttpObjectAggregator(1 << 20), connection);
                        }
                    })
                    .connect("127.0.0.1", port)
                    .syncUninterruptibly()
                    .channel();
            connection.channel = channel;
            idle.add(connection);
        }
    }

    @Override
    public void send(byte[] request, Listener listener) {
        Connection connection = idle.poll();
        if (connection == null || connection.channel == null) {
            throw new IllegalStateException("more requests in flight than connections");
        }
        connection.listener = listener;
        DefaultFullHttpRequest message =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, path, Unpooled.copiedBuffer(request));
        message.headers()
                .set("host", "localhost")
                .set("content-type", "application/x-protobuf")
                .setInt("content-length", request.length);
        var _ = connection.channel.writeAndFlush(message);
    }

    private final class Connection extends SimpleChannelInboundHandler<FullHttpResponse> {

        private @Nullable Channel channel;
        private @Nullable Listener listener;

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse response) {
            int status = response.status().code();
            end(
                    switch (status) {
                        case 200 -> Ending.ACKNOWLEDGED;
                        case 429, 502, 503, 504 -> Ending.REFUSED;
                        default -> Ending.FAILED;
                    });
        }

        private void end(Ending ending) {
            Listener waiting = listener;
            listener = null;
            if (ending == Ending.ACKNOWLEDGED || ending == Ending.REFUSED) {
                idle.add(this);
            }
            if (waiting != null) {
                waiting.ended(ending);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            end(Ending.FAILED);
        }
    }
}

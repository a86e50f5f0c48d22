package io.sluice.transport.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.sluice.transport.EventLoops;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Puts the handlers of a connection together. Threads: event loops. */
final class HttpPipeline {

    private static final int MAX_LINE_BYTES = 4096;
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final int MAX_STREAMS = 100;
    private static final int WINDOW_BYTES = 1 << 20;
    private static final int HANDSHAKE_SECONDS = 10;

    private final Supplier<ChannelHandler> handlers;

    HttpPipeline(Supplier<ChannelHandler> handlers) {
        this.handlers = handlers;
    }

    void plaintext(Channel channel) {
        http1(channel.pipeline());
    }

    void encrypted(Channel channel, SslContext context) {
        SslHandler handler = new SslHandler(context.newEngine(channel.alloc()));
        handler.setHandshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS);
        channel.pipeline().addLast(handler, new Negotiated());
    }

    private void http1(ChannelPipeline pipeline) {
        // Chunks as large as a read, so that a body comes in as few pieces as the socket gives it.
        HttpDecoderConfig limits = new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxChunkSize(EventLoops.RECEIVE_BYTES);
        pipeline.addLast(new HttpServerCodec(limits), handlers.get());
    }

    private void http2(ChannelPipeline pipeline) {
        Http2Settings settings = Http2Settings.defaultSettings()
                .maxConcurrentStreams(MAX_STREAMS)
                .initialWindowSize(WINDOW_BYTES)
                .maxHeaderListSize(MAX_HEADER_BYTES);
        pipeline.addLast(
                Http2FrameCodecBuilder.forServer().initialSettings(settings).build(),
                new Http2MultiplexHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel stream) {
                        stream.pipeline().addLast(new Http2StreamFrameToHttpObjectCodec(true), handlers.get());
                    }
                }),
                new Http2Connection());
    }

    /** Chooses by what the handshake agreed on. */
    private final class Negotiated extends ApplicationProtocolNegotiationHandler {

        Negotiated() {
            super(ApplicationProtocolNames.HTTP_1_1);
        }

        @Override
        protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
            if (ApplicationProtocolNames.HTTP_2.equals(protocol)) {
                http2(ctx.pipeline());
            } else {
                http1(ctx.pipeline());
            }
        }

        /** A failed handshake is the peer's affair and not worth a line each. */
        @Override
        protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
            var _ = ctx.close();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            var _ = ctx.close();
        }
    }
}

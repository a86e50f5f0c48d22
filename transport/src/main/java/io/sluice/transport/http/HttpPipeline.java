package io.sluice.transport.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.SslContext;
import io.sluice.transport.EventLoops;
import io.sluice.transport.server.TlsNegotiation;
import java.util.function.Supplier;

/** Puts the handlers of a connection together. Threads: event loops. */
final class HttpPipeline {

    private static final int MAX_LINE_BYTES = 4096;
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final int MAX_STREAMS = 100;
    private static final int WINDOW_BYTES = 1 << 20;

    private final Supplier<ChannelHandler> handlers;

    HttpPipeline(Supplier<ChannelHandler> handlers) {
        this.handlers = handlers;
    }

    void plaintext(Channel channel) {
        http1(channel.pipeline());
    }

    void encrypted(Channel channel, SslContext context) {
        TlsNegotiation.begin(channel, context, this::http2, this::http1);
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
}

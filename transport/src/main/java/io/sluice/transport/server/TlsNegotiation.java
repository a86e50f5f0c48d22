package io.sluice.transport.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The handshake of a new connection, after which its handlers are chosen by the protocol that was agreed on. A failed handshake is the peer's
 * affair and not worth a line each.
 *
 * <p>Threads: the connection's event loop.
 */
public final class TlsNegotiation extends ApplicationProtocolNegotiationHandler {

    /** Puts the handlers of a protocol into a pipeline. */
    @FunctionalInterface
    public interface Setup {
        void configure(ChannelPipeline pipeline);
    }

    private static final int HANDSHAKE_SECONDS = 10;

    private final Setup http2;
    private final @Nullable Setup http1;

    private TlsNegotiation(Setup http2, @Nullable Setup http1) {
        super(ApplicationProtocolNames.HTTP_1_1);
        this.http2 = http2;
        this.http1 = http1;
    }

    /**
     * Begins the handshake.
     *
     * @param http1 for peers that do not speak HTTP/2; null to close their connections
     */
    public static void begin(Channel channel, SslContext context, Setup http2, @Nullable Setup http1) {
        SslHandler handler = new SslHandler(context.newEngine(channel.alloc()));
        handler.setHandshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS);
        channel.pipeline().addLast(handler, new TlsNegotiation(http2, http1));
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
        Setup agreed = ApplicationProtocolNames.HTTP_2.equals(protocol) ? http2 : http1;
        if (agreed == null) {
            var _ = ctx.close();
        } else {
            agreed.configure(ctx.pipeline());
        }
    }

    @Override
    protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
        var _ = ctx.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        var _ = ctx.close();
    }
}

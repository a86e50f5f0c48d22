package io.sluice.transport.grpc;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.sluice.pdata.BufferPool;
import io.sluice.transport.EventLoops;
import io.sluice.transport.grpc.RequestAssembly.Limits;
import io.sluice.transport.server.ConnectionServer;
import io.sluice.transport.server.ReceiveBudget;
import io.sluice.transport.server.TimersByLoop;
import io.sluice.transport.tls.ServerTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A gRPC server for unary methods, on the process's event loops; handlers are called on them and must not block.
 *
 * <p>Everything a peer controls is bounded: connections, streams, message and header sizes, bytes of incomplete messages, resets, pings, and
 * the time of a handshake.
 *
 * <p>Threads: any.
 */
public final class GrpcServer {

    private static final int HANDSHAKE_SECONDS = 10;

    private GrpcServer() {}

    /**
     * Listens.
     *
     * @param tls or null for plaintext; stays the caller's
     * @param loops stay the caller's
     * @param timers those that the methods set for their calls
     * @param budget for requests that are not whole yet
     * @param buffers where requests go
     * @throws IOException if the address cannot be listened on
     */
    public static ConnectionServer start(
            InetSocketAddress address,
            GrpcServerSettings settings,
            @Nullable ServerTls tls,
            EventLoops loops,
            TimersByLoop timers,
            ReceiveBudget budget,
            BufferPool buffers,
            List<UnaryMethod> methods)
            throws IOException {
        GrpcMethods byPath = new GrpcMethods(methods);
        Limits limits = new Limits(settings.maxMessageBytes(), budget, buffers);
        Consumer<Channel> plaintext =
                channel -> channel.pipeline().addLast(GrpcConnection.of(settings, byPath, limits));
        return ConnectionServer.start(
                address,
                settings.maxConnections(),
                loops,
                timers,
                tls == null ? plaintext : channel -> encrypt(channel, tls.sslContext(), plaintext));
    }

    private static void encrypt(Channel channel, SslContext context, Consumer<Channel> plaintext) {
        SslHandler handler = new SslHandler(context.newEngine(channel.alloc()));
        handler.setHandshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS);
        channel.pipeline().addLast(handler, new Negotiated(plaintext));
    }

    /** Goes on if the handshake agreed on HTTP/2. */
    private static final class Negotiated extends ApplicationProtocolNegotiationHandler {

        private final Consumer<Channel> next;

        Negotiated(Consumer<Channel> next) {
            super(ApplicationProtocolNames.HTTP_1_1);
            this.next = next;
        }

        @Override
        protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
            if (ApplicationProtocolNames.HTTP_2.equals(protocol)) {
                next.accept(ctx.channel());
            } else {
                var _ = ctx.close();
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

package io.sluice.transport.http;

import io.netty.channel.ChannelHandler;
import io.sluice.transport.EventLoops;
import io.sluice.transport.server.ConnectionServer;
import io.sluice.transport.server.TimersByLoop;
import io.sluice.transport.tls.ServerTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket whose connections speak HTTP.
 *
 * <p>Each connection, or each stream of HTTP/2, gets a handler of its own that sees {@code HttpRequest}, {@code HttpContent} and {@code
 * LastHttpContent} and writes full responses. When the server stops, handlers are told by {@link ConnectionServer.Draining}.
 */
public final class HttpServer {

    private HttpServer() {}

    /**
     * Listens.
     *
     * @param tls or null for plaintext; stays the caller's
     * @param loops stay the caller's
     * @param timers those that the handlers set
     * @param handlers makes the handler of a connection or stream
     * @throws IOException if the address cannot be listened on
     */
    public static ConnectionServer start(
            InetSocketAddress address,
            int maxConnections,
            @Nullable ServerTls tls,
            EventLoops loops,
            TimersByLoop timers,
            Supplier<ChannelHandler> handlers)
            throws IOException {
        HttpPipeline pipeline = new HttpPipeline(handlers);
        return ConnectionServer.start(
                address,
                maxConnections,
                loops,
                timers,
                tls == null ? pipeline::plaintext : channel -> pipeline.encrypted(channel, tls.sslContext()));
    }
}

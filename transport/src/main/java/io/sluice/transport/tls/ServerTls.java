package io.sluice.transport.tls;

import io.netty.handler.ssl.SslContext;
import io.sluice.api.ComponentContext;
import io.sluice.api.ComponentException;
import java.util.List;

/**
 * TLS of something that listens. New handshakes use the newest good certificate, key and client authorities; connections that stand are
 * left alone.
 *
 * <p>Threads: {@link #sslContext} any.
 */
public final class ServerTls implements AutoCloseable {

    /** ALPN names for {@link #open} of a server that speaks HTTP/2 only. */
    public static final List<String> HTTP_2 = List.of("h2");

    /** ALPN names for {@link #open} of a server that speaks HTTP/2 and HTTP/1.1. */
    public static final List<String> HTTP = List.of("h2", "http/1.1");

    private final Reloading<SslContext> reloading;
    private final SslContext context;

    private ServerTls(Reloading<SslContext> reloading) {
        this.reloading = reloading;
        this.context = new CurrentSslContext(() -> reloading.current().made());
    }

    /**
     * Loads the material and begins to watch it. To be closed.
     *
     * @param use what it is for within the component: {@code grpc}, {@code http}; a metric label
     * @param alpn the protocols to negotiate
     * @throws ComponentException if the material cannot be used: one sentence that names key, file and remedy
     */
    public static ServerTls open(ServerTlsConfig config, ComponentContext context, String use, List<String> alpn)
            throws ComponentException {
        return new ServerTls(Reloading.open(
                MaterialLoader.forServer(config),
                material -> NettyContexts.server(material, config, alpn),
                context,
                use,
                config.reloadInterval()));
    }

    /** A context that follows every reload; to be kept by a bootstrap for life. */
    public SslContext sslContext() {
        return context;
    }

    /** What is in force now. */
    public TlsMaterial material() {
        return reloading.current().material();
    }

    /** Stops watching; what was handed out keeps working. */
    @Override
    public void close() {
        reloading.close();
    }
}

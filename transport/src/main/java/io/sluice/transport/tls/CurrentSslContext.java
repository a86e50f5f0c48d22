package io.sluice.transport.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;
import org.jspecify.annotations.Nullable;

/**
 * A context that makes each engine from the generation in force, so that bootstraps which keep one context for life see every reload.
 * Sessions and tickets live in the generation's own context and end with it.
 */
final class CurrentSslContext extends SslContext {

    private final Supplier<SslContext> current;
    private final @Nullable String serverName;

    CurrentSslContext(Supplier<SslContext> current) {
        this(current, null);
    }

    /** @param serverName the peer's name whatever host is connected to, or null */
    CurrentSslContext(Supplier<SslContext> current, @Nullable String serverName) {
        this.current = current;
        this.serverName = serverName;
    }

    @Override
    public boolean isClient() {
        return current.get().isClient();
    }

    @Override
    public List<String> cipherSuites() {
        return current.get().cipherSuites();
    }

    @Override
    @SuppressWarnings("deprecation") // Netty's own abstract method
    public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
        return current.get().applicationProtocolNegotiator();
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator alloc) {
        return current.get().newEngine(alloc);
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator alloc, String peerHost, int peerPort) {
        return current.get().newEngine(alloc, serverName == null ? peerHost : serverName, peerPort);
    }

    @Override
    public SSLSessionContext sessionContext() {
        return current.get().sessionContext();
    }
}

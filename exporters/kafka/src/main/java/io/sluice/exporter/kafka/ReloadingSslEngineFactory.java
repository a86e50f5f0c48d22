package io.sluice.exporter.kafka;

import io.sluice.transport.tls.ClientTls;
import java.security.KeyStore;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes each connection's TLS engine from the newest good certificate, key and authorities, which the client by itself reads only once.
 * Made by the client by reflection.
 */
public final class ReloadingSslEngineFactory implements SslEngineFactory {

    /** The property that carries the {@link ClientTls}. */
    static final String TLS = "sluice.client.tls";

    private @Nullable ClientTls tls;

    @Override
    public void configure(Map<String, ?> configs) {
        tls = (ClientTls) configs.get(TLS);
    }

    /** Verifies the peer's name as {@link ClientTls} says, whatever {@code endpointIdentification} is. */
    @Override
    public SSLEngine createClientSslEngine(String peerHost, int peerPort, String endpointIdentification) {
        return Objects.requireNonNull(tls, TLS).newJsseEngine(peerHost, peerPort);
    }

    @Override
    public SSLEngine createServerSslEngine(String peerHost, int peerPort) {
        throw new UnsupportedOperationException("a client only");
    }

    @Override
    public boolean shouldBeRebuilt(Map<String, Object> nextConfigs) {
        return false;
    }

    @Override
    public Set<String> reconfigurableConfigs() {
        return Set.of();
    }

    @Override
    public @Nullable KeyStore keystore() {
        return null;
    }

    @Override
    public @Nullable KeyStore truststore() {
        return null;
    }

    /** The exporter closes its {@link ClientTls} itself. */
    @Override
    public void close() {}
}

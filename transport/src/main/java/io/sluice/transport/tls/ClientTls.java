package io.sluice.transport.tls;

import io.netty.handler.ssl.SslContext;
import io.sluice.api.ComponentContext;
import io.sluice.api.ComponentException;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * TLS of something that connects, for Netty and gRPC by {@link #sslContext} and for libraries on JSSE by {@link #newJsseEngine}. New
 * connections use the newest good certificate, key and authorities; connections that stand are left alone.
 *
 * <p>Threads: any.
 */
public final class ClientTls implements AutoCloseable {

    /** ALPN names for {@link #open} of a client that negotiates nothing, and of one on JSSE. */
    public static final List<String> NO_ALPN = List.of();

    /** ALPN names for {@link #open} of a client that speaks HTTP/2 only. */
    public static final List<String> HTTP_2 = List.of("h2");

    private record Contexts(SslContext netty, SSLContext jsse) {}

    private final ClientTlsConfig config;
    private final Reloading<Contexts> reloading;
    private final SslContext context;
    private final String[] groups;

    private ClientTls(ClientTlsConfig config, Reloading<Contexts> reloading, String[] groups) {
        this.config = config;
        this.reloading = reloading;
        this.groups = groups;
        this.context = new CurrentSslContext(() -> reloading.current().made().netty(), serverName(config));
    }

    /**
     * Loads the material and begins to watch it. To be closed. Not for a configuration that is {@linkplain ClientTlsConfig#isPlaintext
     * plaintext}, unless a URL scheme overrules it.
     *
     * @param use what it is for within the component: {@code grpc}, {@code kafka}; a metric label
     * @param alpn the protocols to negotiate; empty for none, and for {@link #newJsseEngine}
     * @throws ComponentException if the material cannot be used: one sentence that names key, file and remedy
     */
    public static ClientTls open(ClientTlsConfig config, ComponentContext context, String use, List<String> alpn)
            throws ComponentException {
        if (config.insecureSkipVerify()) {
            context.logger()
                    .warn("tls.insecure_skip_verify is set: the server is not verified, whoever answers gets the data");
        }
        Reloading<Contexts> reloading = Reloading.open(
                MaterialLoader.forClient(config),
                material -> new Contexts(NettyContexts.client(material, config, alpn), jsse(material)),
                context,
                use,
                config.reloadInterval());
        try {
            List<String> curves = config.curvePreferences();
            return new ClientTls(config, reloading, alpn.isEmpty() ? NamedGroups.jsse(curves) : new String[0]);
        } catch (TlsException e) {
            reloading.close();
            throw new ComponentException(e.getMessage(), e);
        }
    }

    private static SSLContext jsse(TlsMaterial material) throws TlsException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(material.keyManagers(), material.trustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new TlsException(
                    TlsException.Reason.UNSUPPORTED,
                    "tls cannot be set up with this certificate; use an RSA or ECDSA certificate",
                    e);
        }
    }

    /**
     * A context that follows every reload; to be kept by a bootstrap for life. It verifies that the server's certificate is for {@code
     * server_name_override} if that is set, else for the host given to it, unless told not to.
     */
    public SslContext sslContext() {
        return context;
    }

    /**
     * An engine of the JDK's, in client mode, from the material in force. It verifies that the server's certificate is for {@code
     * server_name_override} if that is set, else for {@code host}, unless {@code insecure_skip_verify} is set.
     */
    public SSLEngine newJsseEngine(String host, int port) {
        SSLEngine engine =
                reloading.current().made().jsse().createSSLEngine(serverName() == null ? host : serverName(), port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(
                TlsVersion.protocols(config.minVersion(), config.maxVersion()).toArray(new String[0]));
        if (!config.cipherSuites().isEmpty()) {
            parameters.setCipherSuites(
                    CipherSuites.offered(config.cipherSuites()).toArray(new String[0]));
        }
        if (groups.length > 0) {
            parameters.setNamedGroups(groups);
        }
        parameters.setEndpointIdentificationAlgorithm(config.insecureSkipVerify() ? "" : "HTTPS");
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** The name to ask for and to verify instead of the host connected to, or null. */
    public @Nullable String serverName() {
        return serverName(config);
    }

    private static @Nullable String serverName(ClientTlsConfig config) {
        String override = config.serverNameOverride();
        return override == null || override.isEmpty() ? null : override;
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

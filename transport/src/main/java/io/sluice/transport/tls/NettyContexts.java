package io.sluice.transport.tls;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/** Netty contexts from material: BoringSSL where the platform has it and can do what was asked for, else the JDK. */
final class NettyContexts {

    private NettyContexts() {}

    static SslContext server(TlsMaterial material, TlsKeys keys, List<String> alpn) throws TlsException {
        PrivateKey key = material.key();
        if (key == null) {
            throw new TlsException(
                    TlsException.Reason.MISSING, "tls has no certificate; set tls.cert_file and tls.key_file");
        }
        SslContextBuilder builder =
                SslContextBuilder.forServer(key, material.chain().toArray(new X509Certificate[0]));
        return build(builder, material, keys, alpn, !material.trustAnchors().isEmpty());
    }

    static SslContext client(TlsMaterial material, TlsKeys keys, List<String> alpn) throws TlsException {
        SslContextBuilder builder = SslContextBuilder.forClient();
        if (material.key() != null) {
            builder.keyManager(material.key(), material.chain().toArray(new X509Certificate[0]));
        }
        if (material.trustAll()) {
            builder.endpointIdentificationAlgorithm("");
        }
        return build(builder, material, keys, alpn, true);
    }

    private static SslContext build(
            SslContextBuilder builder, TlsMaterial material, TlsKeys keys, List<String> alpn, boolean verifiesPeer)
            throws TlsException {
        SslProvider provider = provider(material);
        try {
            builder.sslProvider(provider)
                    .protocols(TlsVersion.protocols(keys.minVersion(), keys.maxVersion()))
                    .ciphers(CipherSuites.offered(keys.cipherSuites()), SupportedCipherSuiteFilter.INSTANCE);
            if (verifiesPeer) {
                TrustManager[] managers = material.trustManagers();
                builder.trustManager(managers[0]).clientAuth(ClientAuth.REQUIRE);
            }
            if (!alpn.isEmpty()) {
                builder.applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        alpn));
            }
            return withGroups(builder, provider, keys.curvePreferences());
        } catch (SSLException | GeneralSecurityException | IllegalArgumentException e) {
            throw new TlsException(
                    TlsException.Reason.UNSUPPORTED,
                    "tls cannot be set up with this certificate and these settings (" + e.getMessage()
                            + "); use an RSA or ECDSA certificate and default cipher suites",
                    e);
        }
    }

    /** BoringSSL's Java binding signs with RSA and ECDSA keys. */
    private static SslProvider provider(TlsMaterial material) {
        PrivateKey key = material.key();
        boolean usual = key == null
                || key.getAlgorithm().equals("RSA")
                || key.getAlgorithm().equals("EC");
        return OpenSsl.isAvailable() && SslProvider.isAlpnSupported(SslProvider.OPENSSL) && usual
                ? SslProvider.OPENSSL
                : SslProvider.JDK;
    }

    private static SslContext withGroups(SslContextBuilder builder, SslProvider provider, List<String> chosen)
            throws SSLException, TlsException {
        if (chosen.isEmpty()) {
            return builder.build();
        }
        if (provider == SslProvider.OPENSSL) {
            return builder.option(OpenSslContextOption.GROUPS, NamedGroups.openSsl(chosen))
                    .build();
        }
        return new GroupedContext(builder.build(), NamedGroups.jsse(chosen));
    }

    /** JSSE takes groups per engine. */
    private static final class GroupedContext extends DelegatingSslContext {

        private final String[] groups;

        GroupedContext(SslContext context, String[] groups) {
            super(context);
            this.groups = groups;
        }

        @Override
        protected void initEngine(SSLEngine engine) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setNamedGroups(groups);
            engine.setSSLParameters(parameters);
        }
    }
}

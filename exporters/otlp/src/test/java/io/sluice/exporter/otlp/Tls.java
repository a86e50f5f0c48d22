package io.sluice.exporter.otlp;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.sluice.testkit.TestCertificates;
import io.sluice.transport.tls.ClientTlsConfig;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS of both sides for tests. */
public final class Tls {

    private Tls() {}

    /** A server's context; asks for a certificate of {@code clients} unless that is null. */
    public static SslContext server(TestCertificates.Issued certificate, @Nullable TestCertificates clients) {
        try {
            SslContextBuilder builder =
                    SslContextBuilder.forServer(stream(certificate.certificatePem()), stream(certificate.keyPem()));
            if (clients != null) {
                builder.trustManager(stream(clients.pem())).clientAuth(ClientAuth.REQUIRE);
            }
            return GrpcSslContexts.configure(builder).build();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** The same for the JDK. */
    static SSLContext jdkServer(TestCertificates.Issued certificate, TestCertificates clients) {
        try {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry(
                    "key",
                    certificate.bundle().getKeyPair().getPrivate(),
                    new char[0],
                    certificate.bundle().getCertificatePath());
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keyManagers.init(keys, new char[0]);
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "ca",
                    java.security.cert.CertificateFactory.getInstance("X.509")
                            .generateCertificate(stream(clients.pem())));
            TrustManagerFactory trustManagers =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trustManagers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
            return context;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static ByteArrayInputStream stream(String pem) {
        return new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    }

    /** A client's {@code tls} block that looks for new files ten times a second. */
    static ClientTlsConfig client(Path ca, @Nullable Path certificate, @Nullable Path key) {
        return client(ca, certificate, key, false, null);
    }

    static ClientTlsConfig client(
            Path ca, @Nullable Path certificate, @Nullable Path key, boolean skipVerify, @Nullable String serverName) {
        ClientTlsConfig d = ClientTlsConfig.DEFAULTS;
        return new ClientTlsConfig(
                ca.toString(),
                null,
                certificate == null ? null : certificate.toString(),
                null,
                key == null ? null : key.toString(),
                null,
                false,
                d.minVersion(),
                null,
                d.cipherSuites(),
                false,
                d.curvePreferences(),
                Duration.ofMillis(100),
                false,
                skipVerify,
                serverName);
    }
}

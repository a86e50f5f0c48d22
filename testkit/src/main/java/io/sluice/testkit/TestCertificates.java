package io.sluice.testkit;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/**
 * A certificate authority for tests, and the certificates it issues: ECDSA, valid from 2020, so also at the time of
 * {@link ManualClock}, until a year from now, unless said otherwise. Threads:
 * safe.
 */
public final class TestCertificates {

    private final X509Bundle authority;

    private TestCertificates(X509Bundle authority) {
        this.authority = authority;
    }

    /** A certificate with its key, as PEM text and as objects. */
    public static final class Issued {

        private final X509Bundle bundle;

        private Issued(X509Bundle bundle) {
            this.bundle = bundle;
        }

        /** The chain, leaf first, without the authority. */
        public String certificatePem() {
            return bundle.getCertificatePathPEM();
        }

        /** The key as PKCS#8. */
        public String keyPem() {
            return bundle.getPrivateKeyPEM();
        }

        /** The leaf. */
        public X509Certificate certificate() {
            return bundle.getCertificate();
        }

        /** Chain and key with more about them. */
        public X509Bundle bundle() {
            return bundle;
        }

        /** Writes {@code name.pem} and {@code name.key} into {@code folder}. */
        public Issued write(Path folder, String name) {
            TestCertificates.write(folder.resolve(name + ".pem"), certificatePem());
            TestCertificates.write(folder.resolve(name + ".key"), keyPem());
            return this;
        }
    }

    /** A new authority. */
    public static TestCertificates authority(String name) {
        try {
            return new TestCertificates(builder()
                    .subject("CN=" + name)
                    .setIsCertificateAuthority(true)
                    .buildSelfSigned());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static CertificateBuilder builder() {
        return new CertificateBuilder()
                .ecp256()
                .notBefore(Instant.parse("2020-01-01T00:00:00Z"))
                .notAfter(Instant.now().plus(Duration.ofDays(365)));
    }

    /** The authority's certificate in PEM. */
    public String pem() {
        return authority.getCertificatePEM();
    }

    /** Writes the authority's certificate to {@code file}. */
    public TestCertificates write(Path file) {
        write(file, pem());
        return this;
    }

    /** A server's certificate for {@code localhost} and 127.0.0.1. */
    public Issued server() {
        return issue(server("localhost").addSanIpAddress("127.0.0.1"));
    }

    /** What a server's certificate for a DNS name is built from; to be given to {@link #issue}. */
    public CertificateBuilder server(String dnsName) {
        return builder().subject("CN=" + dnsName).addSanDnsName(dnsName).addExtendedKeyUsageServerAuth();
    }

    /** A client's certificate with a SPIFFE-like URI name. */
    public Issued client(String uriName) {
        return issue(client().addSanUriName(URI.create(uriName)));
    }

    /** What a client's certificate is built from; to be given to {@link #issue}. */
    public CertificateBuilder client() {
        return builder().subject("CN=client,O=test").addExtendedKeyUsageClientAuth();
    }

    /** Issues a certificate, whatever is in it. */
    public Issued issue(CertificateBuilder wanted) {
        try {
            return new Issued(wanted.buildIssuedBy(authority));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

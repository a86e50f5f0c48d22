package io.sluice.testkit.kafka;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes the certificates of a broker that was given none: an authority, the broker's own, and one for a client. */
final class BrokerCertificates {

    private BrokerCertificates() {}

    /** Writes {@code ca.pem}, {@code server.pem}, {@code server.key}, {@code client.pem} and {@code client.key} unless they exist. */
    static void make(Path folder) throws IOException {
        if (Files.exists(folder.resolve("server.key"))) {
            return;
        }
        Files.createDirectories(folder);
        try {
            X509Bundle authority = new CertificateBuilder()
                    .ecp256()
                    .subject("CN=Test Kafka CA")
                    .setIsCertificateAuthority(true)
                    .buildSelfSigned();
            Files.writeString(folder.resolve("ca.pem"), authority.getCertificatePEM());
            write(folder, "client", leaf("CN=client"), authority);
            write(
                    folder,
                    "server",
                    leaf("CN=localhost")
                            .addSanDnsName("localhost")
                            .addSanIpAddress("127.0.0.1")
                            .addExtendedKeyUsageServerAuth(),
                    authority);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("cannot make certificates", e);
        }
    }

    private static CertificateBuilder leaf(String subject) {
        return new CertificateBuilder().ecp256().subject(subject).addExtendedKeyUsageClientAuth();
    }

    private static void write(Path folder, String name, CertificateBuilder certificate, X509Bundle authority)
            throws Exception {
        X509Bundle bundle = certificate.buildIssuedBy(authority);
        Files.writeString(folder.resolve(name + ".pem"), bundle.getCertificatePathPEM());
        Files.writeString(folder.resolve(name + ".key"), bundle.getPrivateKeyPEM());
    }
}

package io.sluice.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.api.ComponentException;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.testkit.TestCertificates;
import io.sluice.testkit.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadingTest {

    private static final TestCertificates CA = TestCertificates.authority("ca");
    private static final String[] LABELS = {"component", "receiver/otlp", "use", "grpc"};

    private final TestContext context = new TestContext(ComponentKind.RECEIVER, ComponentId.of("otlp"));

    @TempDir
    Path folder;

    @BeforeEach
    void writeFiles() {
        CA.server().write(folder, "server");
        CA.write(folder.resolve("ca.pem"));
    }

    private ServerTlsConfig config() {
        return ServerTlsConfig.of(
                folder.resolve("server.pem").toString(),
                folder.resolve("server.key").toString(),
                folder.resolve("ca.pem").toString());
    }

    private Reloading<TlsMaterial> open() throws ComponentException {
        return Reloading.open(
                MaterialLoader.forServer(config()),
                material -> material,
                context,
                "grpc",
                Duration.ofSeconds(15),
                Runnable::run);
    }

    private void pass(int seconds) {
        context.clock().advance(Duration.ofSeconds(seconds));
    }

    private double failures(TlsException.Reason reason) {
        return context.meter()
                .value("tls_reload_failures", LABELS[0], LABELS[1], LABELS[2], LABELS[3], "reason", reason.label());
    }

    @Test
    void keepsTheGenerationWhileNothingChanges() throws Exception {
        try (Reloading<TlsMaterial> reloading = open()) {
            Files.write(folder.resolve("server.pem"), Files.readAllBytes(folder.resolve("server.pem")));

            pass(120);

            assertThat(reloading.current().material().generation()).isEqualTo(1);
        }
    }

    @Test
    void takesNewFilesOnceTheyHoldStillForASecond() throws Exception {
        try (Reloading<TlsMaterial> reloading = open()) {
            TestCertificates.Issued renewed = CA.server().write(folder, "server");

            pass(15);
            assertThat(reloading.current().material().generation()).isEqualTo(1);
            pass(1);

            assertThat(reloading.current().material().generation()).isEqualTo(2);
            assertThat(reloading.current().made().chain().get(0)).isEqualTo(renewed.certificate());
            assertThat(context.meter().value("tls_generation", LABELS)).isEqualTo(2);
            assertThat(context.meter().value("tls_not_after_seconds", LABELS))
                    .isEqualTo(renewed.certificate().getNotAfter().toInstant().getEpochSecond());
        }
    }

    @Test
    void takesNewAuthorities() throws Exception {
        try (Reloading<TlsMaterial> reloading = open()) {
            TestCertificates.authority("other").write(folder.resolve("ca.pem"));

            pass(16);

            assertThat(reloading
                            .current()
                            .material()
                            .trustAnchors()
                            .get(0)
                            .getSubjectX500Principal()
                            .getName())
                    .isEqualTo("CN=other");
        }
    }

    @Test
    void keepsTheGenerationWhileKeyAndCertificateDoNotMatchAndTakesThemWhenTheyDo() throws Exception {
        try (Reloading<TlsMaterial> reloading = open()) {
            TestCertificates.Issued renewed = CA.server();
            Files.writeString(folder.resolve("server.pem"), renewed.certificatePem());

            pass(16);
            assertThat(reloading.current().material().generation()).isEqualTo(1);
            assertThat(failures(TlsException.Reason.MISMATCH)).isEqualTo(1);

            Files.writeString(folder.resolve("server.key"), renewed.keyPem());
            pass(32);
            assertThat(reloading.current().material().generation()).isEqualTo(2);
        }
    }

    @Test
    void keepsTheGenerationForEveryKindOfBadFile() throws Exception {
        try (Reloading<TlsMaterial> reloading = open()) {
            String good = CA.server().certificatePem();
            breakAndCheck(reloading, "server.pem", "", TlsException.Reason.EMPTY);
            breakAndCheck(reloading, "server.pem", "no pem at all", TlsException.Reason.EMPTY);
            breakAndCheck(reloading, "server.pem", good.substring(0, good.length() / 2), TlsException.Reason.MALFORMED);
            breakAndCheck(
                    reloading,
                    "server.pem",
                    "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                    TlsException.Reason.MALFORMED);
            breakAndCheck(reloading, "server.pem", "x".repeat(PemSource.MAX_BYTES + 1), TlsException.Reason.TOO_LARGE);
            breakAndCheck(
                    reloading,
                    "server.key",
                    "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
                    TlsException.Reason.ENCRYPTED);
            breakAndCheck(
                    reloading,
                    "server.key",
                    "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n"
                            + "-----END RSA PRIVATE KEY-----\n",
                    TlsException.Reason.ENCRYPTED);
            breakAndCheck(reloading, "ca.pem", "-----BEGIN CERTIFICATE-----\n", TlsException.Reason.MALFORMED);
        }
    }

    private void breakAndCheck(Reloading<TlsMaterial> reloading, String file, String text, TlsException.Reason reason)
            throws IOException {
        Path path = folder.resolve(file);
        byte[] before = Files.readAllBytes(path);
        double failed = failures(reason);
        Files.writeString(path, text);

        pass(32);

        assertThat(reloading.current().material().generation()).isEqualTo(1);
        assertThat(failures(reason)).as("%s in %s", reason, file).isGreaterThan(failed);
        Files.write(path, before);
        pass(32);
    }

    @Test
    void refusesExpiredAndNotYetValidCertificates() throws Exception {
        try (Reloading<TlsMaterial> reloading = open()) {
            Instant now = Instant.ofEpochMilli(context.clock().epochMillis());
            CA.issue(CA.server("localhost").notAfter(now.minusSeconds(1))).write(folder, "server");
            pass(16);
            assertThat(failures(TlsException.Reason.EXPIRED)).isEqualTo(1);

            CA.issue(CA.server("localhost").notBefore(now.plus(Duration.ofDays(9))))
                    .write(folder, "server");
            pass(32);
            assertThat(failures(TlsException.Reason.NOT_YET_VALID)).isGreaterThan(0);
            assertThat(reloading.current().material().generation()).isEqualTo(1);
        }
    }

    @Test
    void survivesAMissingFile() throws Exception {
        try (Reloading<TlsMaterial> reloading = open()) {
            Files.delete(folder.resolve("server.key"));

            pass(15);

            assertThat(reloading.current().material().generation()).isEqualTo(1);
            assertThat(failures(TlsException.Reason.MISSING)).isEqualTo(1);
        }
    }

    @Test
    void followsTheSymbolicLinkThatKubernetesSwaps() throws Exception {
        Path first = Files.createDirectory(folder.resolve("..1"));
        Path second = Files.createDirectory(folder.resolve("..2"));
        CA.server().write(first, "server");
        TestCertificates.Issued renewed = CA.server().write(second, "server");
        for (String name : new String[] {"server.pem", "server.key"}) {
            Files.delete(folder.resolve(name));
            Files.createSymbolicLink(folder.resolve(name), Path.of("..data", name));
        }
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..1"));

        try (Reloading<TlsMaterial> reloading = open()) {
            Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..2"));
            Files.move(folder.resolve("..data_tmp"), folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
            pass(16);

            assertThat(reloading.current().made().chain().get(0)).isEqualTo(renewed.certificate());
        }
    }

    @Test
    void readsNothingAfterClose() throws Exception {
        Reloading<TlsMaterial> reloading = open();

        reloading.close();

        assertThat(context.clock().pending()).isZero();
        CA.server().write(folder, "server");
        pass(60);
        assertThat(reloading.current().material().generation()).isEqualTo(1);
    }

    @Test
    void namesKeyFileAndRemedyWhenTheFirstGenerationCannotBeUsed() throws Exception {
        Files.delete(folder.resolve("server.pem"));

        assertThatThrownBy(this::open)
                .isInstanceOf(ComponentException.class)
                .hasMessage("tls.cert_file " + folder.resolve("server.pem")
                        + " does not exist; mount it or correct the path");
    }

    @Test
    void neverTellsWhatIsInAKey() throws Exception {
        String key = CA.client("spiffe://x/y").keyPem();
        Files.writeString(folder.resolve("server.key"), key);

        assertThatThrownBy(this::open)
                .hasMessageContaining("is not the key of the certificate")
                .message()
                .doesNotContain(key.lines().toList().get(1));
    }
}

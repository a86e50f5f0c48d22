package io.sluice.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.testkit.TestCertificates;
import io.sluice.testkit.TestCertificates.Issued;
import io.sluice.transport.tls.ClientTlsConfig;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both exporters over TLS: who is believed, who is presented, and what a user reads when it fails. */
class OtlpExporterTlsIT {

    @TempDir
    Path folder;

    private final TestCertificates authority = TestCertificates.authority("ours");
    private final TestCertificates stranger = TestCertificates.authority("stranger");
    private Path ca;
    private Path certificate;
    private Path key;

    @BeforeEach
    void writeFiles() {
        ca = folder.resolve("ca.pem");
        authority.write(ca);
        certificate = folder.resolve("client.pem");
        key = folder.resolve("client.key");
    }

    private Issued client(String name) {
        return authority.client("spiffe://test/" + name).write(folder, "client");
    }

    private static ExporterRig grpc(GrpcBackend backend, ClientTlsConfig tls) {
        GrpcConfigs config = GrpcConfigs.to(backend);
        config.tls = tls;
        return ExporterRig.start(config);
    }

    private static ExporterRig http(HttpBackend backend, ClientTlsConfig tls) {
        HttpConfigs config = HttpConfigs.to("https://127.0.0.1:" + backend.port());
        config.tls = tls;
        return ExporterRig.start(new OtlpHttpExporterFactory(), config.build());
    }

    private static GrpcBackend grpcBackend(Issued server, @Nullable TestCertificates clients) {
        return GrpcBackend.startAt("127.0.0.1", 0, Tls.server(server, clients));
    }

    private static void assertRefused(ExporterRig rig, String because) {
        assertThat(rig.sendTraces(1).await()).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Refusal.BACKEND);
            assertThat(refused.message()).contains(because);
        });
    }

    @Test
    void grpcPresentsItsCertificate() {
        Issued client = client("a");
        try (GrpcBackend backend = grpcBackend(authority.server(), authority);
                ExporterRig rig = grpc(backend, Tls.client(ca, certificate, key))) {
            assertThat(rig.sendTraces(1).await()).isEqualTo(Outcome.accepted());
            assertThat(backend.take().certificate()).isEqualTo(client.certificate());
        }
    }

    @Test
    void httpPresentsItsCertificate() {
        client("a");
        try (HttpBackend backend = HttpBackend.startTls(Tls.jdkServer(authority.server(), authority), true);
                ExporterRig rig = http(backend, Tls.client(ca, certificate, key))) {
            assertThat(rig.sendTraces(1).await()).isEqualTo(Outcome.accepted());
        }
    }

    @Test
    void connectionsAreReplacedAfterARotation() {
        Issued first = client("first");
        try (GrpcBackend backend = grpcBackend(authority.server(), authority);
                ExporterRig rig = grpc(backend, Tls.client(ca, certificate, key))) {
            assertThat(rig.sendTraces(1).await()).isEqualTo(Outcome.accepted());
            assertThat(backend.take().certificate()).isEqualTo(first.certificate());
            Certificate second = client("second").certificate();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            boolean rotated = false;
            while (!rotated && System.nanoTime() < deadline) {
                // No request fails while the connections are replaced.
                assertThat(rig.sendTraces(1).await()).isEqualTo(Outcome.accepted());
                rotated = second.equals(backend.take().certificate());
            }
            assertThat(rotated).isTrue();
        }
    }

    @Test
    void aStrangersServerIsNotTrusted() {
        try (GrpcBackend backend = grpcBackend(stranger.server(), null);
                ExporterRig rig = grpc(backend, Tls.client(ca, null, null))) {
            assertRefused(rig, "of an authority that is not trusted; set tls.ca_file");
        }
        try (HttpBackend backend = HttpBackend.startTls(Tls.jdkServer(stranger.server(), authority), false);
                ExporterRig rig = http(backend, Tls.client(ca, null, null))) {
            assertRefused(rig, "of an authority that is not trusted; set tls.ca_file");
        }
    }

    @Test
    void aServerWithAnotherNameIsNotTrusted() {
        Issued other = authority.issue(authority.server("other.example"));
        try (GrpcBackend backend = grpcBackend(other, null)) {
            try (ExporterRig rig = grpc(backend, Tls.client(ca, null, null))) {
                assertRefused(rig, "issued for another name; set tls.server_name_override");
            }
            try (ExporterRig rig = grpc(backend, Tls.client(ca, null, null, false, "other.example"))) {
                assertThat(rig.sendTraces(1).await()).isEqualTo(Outcome.accepted());
            }
            try (ExporterRig rig = grpc(backend, Tls.client(ca, null, null, true, null))) {
                assertThat(rig.sendTraces(1).await()).isEqualTo(Outcome.accepted());
            }
        }
        try (HttpBackend backend = HttpBackend.startTls(Tls.jdkServer(other, authority), false)) {
            try (ExporterRig rig = http(backend, Tls.client(ca, null, null))) {
                assertRefused(rig, "issued for another name; set tls.server_name_override");
            }
            try (ExporterRig rig = http(backend, Tls.client(ca, null, null, false, "other.example"))) {
                assertThat(rig.sendTraces(1).await()).isEqualTo(Outcome.accepted());
            }
        }
    }

    @Test
    void aServerThatWantsACertificateSaysSo() {
        try (GrpcBackend backend = grpcBackend(authority.server(), authority);
                ExporterRig rig = grpc(backend, Tls.client(ca, null, null))) {
            assertRefused(rig, "wants a client certificate of an authority that it trusts; set tls.cert_file");
        }
    }

    @Test
    void aServerThatDoesNotTrustOurCertificateSaysSo() {
        stranger.client("spiffe://test/x").write(folder, "client");
        try (GrpcBackend backend = grpcBackend(authority.server(), authority);
                ExporterRig rig = grpc(backend, Tls.client(ca, certificate, key))) {
            assertRefused(rig, "wants a client certificate of an authority that it trusts; set tls.cert_file");
        }
    }

    @Test
    void aPlaintextServerIsRecognised() {
        try (GrpcBackend backend = GrpcBackend.start();
                ExporterRig rig = grpc(backend, Tls.client(ca, null, null))) {
            assertRefused(rig, "does not speak TLS; set tls.insecure");
        }
    }
}

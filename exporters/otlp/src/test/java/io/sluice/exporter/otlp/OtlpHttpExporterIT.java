package io.sluice.exporter.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.api.config.Headers;
import io.sluice.api.config.Secret;
import io.sluice.pdata.Signal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpHttpExporterIT {

    private final HttpBackend backend = HttpBackend.start();
    private final HttpConfigs config = HttpConfigs.to(backend.url());

    @AfterEach
    void stop() {
        backend.close();
    }

    private ExporterRig start() {
        return ExporterRig.start(new OtlpHttpExporterFactory(), config.build());
    }

    @Test
    void postsEachSignalToItsPathOverOneConnection() throws IOException {
        ExportTraceServiceRequest traces = ExporterRig.traces(3, "a");
        try (ExporterRig rig = start()) {
            assertThat(rig.send(Signal.TRACES, traces.toByteArray(), 3).await()).isEqualTo(Outcome.accepted());
            assertThat(rig.send(Signal.METRICS, new byte[0], 1).await()).isEqualTo(Outcome.accepted());
            assertThat(rig.send(Signal.LOGS, new byte[0], 1).await()).isEqualTo(Outcome.accepted());
        }
        HttpBackend.Received first = backend.take();
        assertThat(first.path()).isEqualTo("/v1/traces");
        assertThat(first.header("Content-type")).isEqualTo("application/x-protobuf");
        assertThat(first.header("User-agent")).isEqualTo("Sluice/0.0.0");
        assertThat(first.header("Host")).isEqualTo("127.0.0.1:" + backend.port());
        assertThat(ExportTraceServiceRequest.parseFrom(first.body())).isEqualTo(traces);
        assertThat(backend.take().path()).isEqualTo("/v1/metrics");
        assertThat(backend.take().path()).isEqualTo("/v1/logs");
        assertThat(backend.peers()).hasSize(1);
    }

    @Test
    void usesASignalsOwnUrlAsItStands() {
        config.logsEndpoint = backend.url() + "/in?tenant=a";
        config.endpoint += "/base/";
        try (ExporterRig rig = start()) {
            rig.send(Signal.LOGS, new byte[0], 1).await();
            rig.send(Signal.TRACES, new byte[0], 1).await();
        }
        assertThat(backend.take().path()).isEqualTo("/in?tenant=a");
        assertThat(backend.take().path()).isEqualTo("/base/v1/traces");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd", "deflate"})
    void compressesAndNamesTheEncoding(String compression) throws IOException {
        config.compression = compression;
        config.level = 3;
        ExportTraceServiceRequest traces = ExporterRig.traces(1000, "a name that repeats");
        try (ExporterRig rig = start()) {
            assertThat(rig.send(Signal.TRACES, traces.toByteArray(), 1000).await())
                    .isEqualTo(Outcome.accepted());
        }
        HttpBackend.Received received = backend.take();
        assertThat(received.header("Content-encoding")).isEqualTo(compression);
        assertThat(received.body().length).isLessThan(traces.getSerializedSize() / 2);
        InputStream in = new ByteArrayInputStream(received.body());
        try (InputStream inflated = switch (compression) {
            case "gzip" -> new GZIPInputStream(in);
            case "zstd" -> new ZstdInputStream(in);
            default -> new InflaterInputStream(in);
        }) {
            assertThat(ExportTraceServiceRequest.parseFrom(inflated)).isEqualTo(traces);
        }
    }

    @Test
    void writesJson() {
        config.encoding = OtlpHttpExporterConfig.BodyEncoding.JSON;
        try (ExporterRig rig = start()) {
            assertThat(rig.send(Signal.TRACES, ExporterRig.traces(1, "héllo").toByteArray(), 1)
                            .await())
                    .isEqualTo(Outcome.accepted());
        }
        HttpBackend.Received received = backend.take();
        assertThat(received.header("Content-type")).isEqualTo("application/json");
        assertThat(new String(received.body(), UTF_8))
                .startsWith("{\"resourceSpans\":")
                .contains("\"name\":\"héllo\"");
    }

    @Test
    void carriesMegabytes() throws IOException {
        ExportTraceServiceRequest traces = ExporterRig.traces(20_000, "x".repeat(500));
        try (ExporterRig rig = start()) {
            assertThat(rig.send(Signal.TRACES, traces.toByteArray(), 20_000).await())
                    .isEqualTo(Outcome.accepted());
        }
        assertThat(ExportTraceServiceRequest.parseFrom(backend.take().body())).isEqualTo(traces);
    }

    @Test
    void sendsConfiguredHeaders() {
        config.headers = new Headers(Map.of("X-Token", Secret.of("s3cret"), "host", Secret.of("ingest.example")));
        try (ExporterRig rig = start()) {
            rig.sendTraces(1).await();
        }
        HttpBackend.Received received = backend.take();
        assertThat(received.header("X-token")).isEqualTo("s3cret");
        assertThat(received.header("Host")).isEqualTo("ingest.example");
    }

    @Test
    void tellsOfPartialSuccess() {
        backend.reply(new HttpBackend.Reply(
                200,
                Map.of("Content-Type", "application/x-protobuf"),
                ExportTraceServiceResponse.newBuilder()
                        .setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                                .setRejectedSpans(2)
                                .setErrorMessage("old"))
                        .build()
                        .toByteArray()));
        try (ExporterRig rig = start()) {
            assertThat(rig.sendTraces(5).await()).isEqualTo(new Outcome.PartiallyAccepted(2, null, "old"));
        }
    }

    @Test
    void triesAgainNoSoonerThanTheServerAsks() {
        config.retry = GrpcConfigs.FAST_RETRY;
        backend.reply(new HttpBackend.Reply(503, Map.of("Retry-After", "1"), new byte[0]));
        try (ExporterRig rig = start()) {
            long before = System.nanoTime();
            var ack = rig.sendTraces(1);
            backend.take();
            backend.reply(HttpBackend.Reply.of(200));
            assertThat(ack.await()).isEqualTo(Outcome.accepted());
            assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(1));
        }
    }

    @Test
    void aSlowBackendIsLeftAtTheDeadline() {
        backend.hold();
        config.timeout = Duration.ofMillis(300);
        try (ExporterRig rig = start()) {
            assertThat(rig.sendTraces(1).await())
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Refusal.DEADLINE));
        }
    }

    @Test
    void aBackendKilledWithTheRequestInHandIsAskedAgainLater() {
        backend.hold();
        try (ExporterRig rig = start()) {
            var ack = rig.sendTraces(1);
            backend.take();
            backend.close();
            assertThat(ack.await())
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Refusal.BACKEND));
        }
    }

    @Test
    void aBackendThatIsDownIsNamedWithTheRemedy() {
        backend.close();
        try (ExporterRig rig = start()) {
            assertThat(rig.sendTraces(1).await())
                    .isEqualTo(Outcome.refused(
                            Refusal.BACKEND,
                            "the OTLP backend at 127.0.0.1:" + backend.port()
                                    + " refused the connection; check endpoint and that the backend runs"));
        }
    }

    @Test
    void boundsItsConnections() {
        backend.hold();
        config.maxConns = 2;
        try (ExporterRig rig = start()) {
            var acks = IntStream.range(0, 5).mapToObj(_ -> rig.sendTraces(1)).toList();
            backend.take();
            backend.take();
            assertThat(backend.waiting()).isZero();
            backend.letGo();
            acks.forEach(ack -> assertThat(ack.await()).isEqualTo(Outcome.accepted()));
        }
        assertThat(backend.peers()).hasSize(2);
    }

    @Test
    void closesEachConnectionIfToldTo() {
        config.disableKeepAlives = true;
        try (ExporterRig rig = start()) {
            for (int i = 0; i < 3; i++) {
                assertThat(rig.sendTraces(1).await()).isEqualTo(Outcome.accepted());
            }
        }
        assertThat(backend.peers()).hasSize(3);
    }

    @Test
    void takesAllAddressesOfANameInTurn() {
        try (HttpBackend second = HttpBackend.startAt("127.0.0.2", backend.port())) {
            config.endpoint = "http://backends.test:" + backend.port();
            config.disableKeepAlives = true;
            try (ExporterRig rig = start()) {
                for (int i = 0; i < 4; i++) {
                    assertThat(rig.sendTraces(1).await()).isEqualTo(Outcome.accepted());
                }
            }
            assertThat(List.of(backend.waiting(), second.waiting())).containsExactly(2, 2);
        }
    }
}

package io.sluice.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.sluice.api.Outcome;
import io.sluice.api.config.Headers;
import io.sluice.api.config.Secret;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.testkit.RecordingAck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpGrpcExporterIT {

    private final GrpcBackend backend = GrpcBackend.start();
    private final GrpcConfigs config = GrpcConfigs.to(backend);

    @AfterEach
    void stop() {
        backend.close();
    }

    @Test
    void deliversEachSignalUnchanged() {
        ExportTraceServiceRequest traces = ExporterRig.traces(3, "a");
        ExportMetricsServiceRequest metrics = ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder().setSchemaUrl("m"))
                .build();
        ExportLogsServiceRequest logs = ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .addScopeLogs(ScopeLogs.newBuilder()
                                .addLogRecords(LogRecord.newBuilder().setSeverityText("x"))))
                .build();
        try (ExporterRig rig = ExporterRig.start(config)) {
            assertThat(rig.send(Signal.TRACES, traces.toByteArray(), 3).await()).isEqualTo(Outcome.accepted());
            assertThat(rig.send(Signal.METRICS, metrics.toByteArray(), 1).await())
                    .isEqualTo(Outcome.accepted());
            assertThat(rig.send(Signal.LOGS, logs.toByteArray(), 1).await()).isEqualTo(Outcome.accepted());
        }
        assertThat(List.of(
                        backend.take().request(),
                        backend.take().request(),
                        backend.take().request()))
                .containsExactly(traces, metrics, logs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    void compressesAndNamesTheEncoding(String compression) {
        config.compression = compression;
        ExportTraceServiceRequest traces = ExporterRig.traces(5000, "a name that repeats");
        try (ExporterRig rig = ExporterRig.start(config)) {
            assertThat(rig.send(Signal.TRACES, traces.toByteArray(), 5000).await())
                    .isEqualTo(Outcome.accepted());
        }
        GrpcBackend.Received received = backend.take();
        assertThat(received.request()).isEqualTo(traces);
        assertThat(received.header("grpc-encoding")).isEqualTo(compression);
    }

    @Test
    void carriesMegabytes() {
        ExportTraceServiceRequest traces = ExporterRig.traces(20_000, "x".repeat(500));
        try (ExporterRig rig = ExporterRig.start(config)) {
            assertThat(rig.send(Signal.TRACES, traces.toByteArray(), 20_000).await())
                    .isEqualTo(Outcome.accepted());
        }
        assertThat(backend.take().request()).isEqualTo(traces);
    }

    @Test
    void sendsHeadersUserAgentAuthorityAndDeadline() {
        config.headers = new Headers(Map.of("X-Token", Secret.of("s3cret")));
        config.authority = "gateway.example";
        try (ExporterRig rig = ExporterRig.start(config)) {
            rig.sendTraces(1).await();
        }
        GrpcBackend.Received received = backend.take();
        assertThat(received.header("x-token")).isEqualTo("s3cret");
        assertThat(received.header("user-agent")).startsWith("Sluice/0.0.0 ");
        assertThat(received.millisToDeadline()).isBetween(1L, 5000L);
    }

    @Test
    void sendsAtMostNumConsumersAtOnce() {
        backend.reply(GrpcBackend.HOLD);
        config.queue = new io.sluice.exporter.helper.QueueConfig(
                3, 0, 1000, io.sluice.exporter.helper.QueueConfig.Sizer.REQUESTS, 0, false, true);
        List<RecordingAck> acks = new ArrayList<>();
        try (ExporterRig rig = ExporterRig.start(config)) {
            for (int i = 0; i < 5; i++) {
                acks.add(rig.sendTraces(1));
            }
            for (int i = 0; i < 3; i++) {
                backend.take();
            }
            assertThat(backend.waiting()).isZero();
            backend.reply(GrpcBackend.OK);
            backend.letGo();
            acks.forEach(ack -> assertThat(ack.await()).isEqualTo(Outcome.accepted()));
        }
    }

    @Test
    void tellsOfPartialSuccess() {
        backend.reply(new GrpcBackend.Reply.Ok(2, "too\nold"));
        try (ExporterRig rig = ExporterRig.start(config)) {
            assertThat(rig.sendTraces(5).await()).isEqualTo(new Outcome.PartiallyAccepted(2, null, "too old"));
        }
    }

    @Test
    void refusesWhatIsAboveTheLimitOfOtlp() {
        config.queue = null;
        try (ExporterRig rig = ExporterRig.start(config)) {
            Payload tooLarge = Payload.of(new byte[Outgoing.MAX_REQUEST_BYTES + 1]);
            assertThat(rig.send(Signal.TRACES, tooLarge, 1, new RecordingAck()).await())
                    .isInstanceOf(Outcome.Rejected.class);
        }
        assertThat(backend.waiting()).isZero();
    }

    @Test
    void spreadsOverSeveralConnections() {
        config.connections = 3;
        try (ExporterRig rig = ExporterRig.start(config)) {
            for (int i = 0; i < 9; i++) {
                rig.sendTraces(1).await();
            }
        }
        assertThat(backend.peers()).hasSize(3);
    }

    @Test
    void aSlowBackendIsLeftAtTheDeadline() {
        backend.reply(GrpcBackend.HOLD);
        config.timeout = Duration.ofMillis(300);
        try (ExporterRig rig = ExporterRig.start(config)) {
            assertThat(rig.sendTraces(1).await())
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.reason()).isEqualTo(io.sluice.api.Refusal.DEADLINE));
        }
    }

    @Test
    void takesAllAddressesOfANameInTurn() {
        try (GrpcBackend second = GrpcBackend.startAt("127.0.0.2", backend.port(), null)) {
            config.endpoint = "backends.test:" + backend.port();
            try (ExporterRig rig = ExporterRig.start(config)) {
                for (int i = 0; i < 200 && (backend.waiting() == 0 || second.waiting() == 0); i++) {
                    assertThat(rig.sendTraces(1).await()).isEqualTo(Outcome.accepted());
                }
                int before = backend.waiting();
                for (int i = 0; i < 100; i++) {
                    assertThat(rig.sendTraces(1).await()).isEqualTo(Outcome.accepted());
                }
                // gRPC uses a turn up now and then, on a connection that has just come up.
                assertThat(backend.waiting() - before).isBetween(48, 52);
            }
        }
    }

    @Test
    void anAddressThatIsDownCostsNoRequest() {
        config.endpoint = "backends.test:" + backend.port();
        try (ExporterRig rig = ExporterRig.start(config)) {
            for (int i = 0; i < 10; i++) {
                assertThat(rig.sendTraces(1).await()).isEqualTo(Outcome.accepted());
            }
        }
    }
}

package io.sluice.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.RetryInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.sluice.api.ComponentStatus;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.exporter.helper.QueueConfig;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.testkit.RecordingAck;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The gRPC exporter against backends that fail it. */
class OtlpGrpcExporterFaultIT {

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    @Test
    void startsWithoutItsBackendAndDeliversOnceThatIsUp() throws IOException {
        int port = freePort();
        GrpcConfigs config = GrpcConfigs.to("127.0.0.1:" + port);
        config.retry = GrpcConfigs.FAST_RETRY;
        try (ExporterRig rig = ExporterRig.start(config)) {
            RecordingAck ack = rig.sendTraces(1);
            try (GrpcBackend _ = GrpcBackend.startAt("127.0.0.1", port, null)) {
                assertThat(ack.await()).isEqualTo(Outcome.accepted());
                assertThat(rig.context.status()).isEqualTo(ComponentStatus.OK);
            }
        }
    }

    @Test
    void namesABackendThatIsDown() throws IOException {
        int port = freePort();
        try (ExporterRig rig = ExporterRig.start(GrpcConfigs.to("127.0.0.1:" + port))) {
            assertThat(rig.sendTraces(1).await())
                    .isEqualTo(Outcome.refused(
                            Refusal.BACKEND,
                            "the OTLP backend at 127.0.0.1:" + port
                                    + " refused the connection; check endpoint and that the backend runs"));
        }
    }

    @Test
    void namesAHostThatDnsDoesNotKnow() {
        try (ExporterRig rig = ExporterRig.start(GrpcConfigs.to("no-such-host.invalid:4317"))) {
            assertThat(((Outcome.Refused) rig.sendTraces(1).await()).message()).contains("check the host name");
        }
    }

    @Test
    void waitsForABackendIfToldTo() throws IOException {
        int port = freePort();
        GrpcConfigs config = GrpcConfigs.to("127.0.0.1:" + port);
        config.waitForReady = true;
        config.timeout = java.time.Duration.ofSeconds(20);
        try (ExporterRig rig = ExporterRig.start(config)) {
            RecordingAck ack = rig.sendTraces(1);
            try (GrpcBackend _ = GrpcBackend.startAt("127.0.0.1", port, null)) {
                assertThat(ack.await()).isEqualTo(Outcome.accepted());
            }
        }
    }

    @Test
    void aBackendKilledWithRequestsInHandIsAskedAgain() {
        GrpcBackend first = GrpcBackend.start();
        first.reply(GrpcBackend.HOLD);
        GrpcConfigs config = GrpcConfigs.to(first);
        config.retry = GrpcConfigs.FAST_RETRY;
        try (ExporterRig rig = ExporterRig.start(config)) {
            // A recording ack fails the test if an outcome comes twice.
            List<RecordingAck> acks = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                acks.add(rig.sendTraces(1));
                first.take();
            }
            first.close();
            try (GrpcBackend _ = GrpcBackend.startAt("127.0.0.1", first.port(), null)) {
                acks.forEach(ack -> assertThat(ack.await()).isEqualTo(Outcome.accepted()));
            }
        }
    }

    @Test
    void triesAgainNoSoonerThanRetryInfoAsks() {
        try (GrpcBackend backend = GrpcBackend.start()) {
            Metadata trailers = new Metadata();
            trailers.put(
                    Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER),
                    com.google.rpc.Status.newBuilder()
                            .addDetails(Any.pack(RetryInfo.newBuilder()
                                    .setRetryDelay(Duration.newBuilder().setSeconds(1))
                                    .build()))
                            .build()
                            .toByteArray());
            backend.reply(new GrpcBackend.Reply.Error(Status.RESOURCE_EXHAUSTED, trailers));
            GrpcConfigs config = GrpcConfigs.to(backend);
            config.retry = GrpcConfigs.FAST_RETRY;
            try (ExporterRig rig = ExporterRig.start(config)) {
                long before = System.nanoTime();
                RecordingAck ack = rig.sendTraces(1);
                backend.take();
                backend.reply(GrpcBackend.OK);
                assertThat(ack.await()).isEqualTo(Outcome.accepted());
                assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(1));
            }
        }
    }

    @Test
    void aRejectionOfUsShowsInTheHealth() {
        try (GrpcBackend backend = GrpcBackend.start();
                ExporterRig rig = ExporterRig.start(GrpcConfigs.to(backend))) {
            backend.reply(GrpcBackend.error(Status.UNAUTHENTICATED.withDescription("no token")));
            assertThat(rig.sendTraces(1).await()).isInstanceOf(Outcome.Rejected.class);
            assertThat(rig.context.status().level()).isEqualTo(ComponentStatus.Level.PERMANENT_ERROR);
            backend.reply(GrpcBackend.OK);
            rig.sendTraces(1).await();
            assertThat(rig.context.status()).isEqualTo(ComponentStatus.OK);
        }
    }

    /**
     * Arrays are scribbled over as soon as their batch has ended, as a pool would reuse them. Whatever reaches the backend must be what
     * was sent, although many attempts are abandoned by their deadline before, while or after their bytes are written.
     */
    @Test
    void recycledArraysNeverReachTheWire() throws IOException {
        int port = freePort();
        GrpcConfigs config = GrpcConfigs.to("127.0.0.1:" + port);
        config.timeout = java.time.Duration.ofMillis(25);
        config.waitForReady = true;
        config.queue = new QueueConfig(64, 0, 10_000, QueueConfig.Sizer.REQUESTS, 1L << 40, false, true);
        ExportTraceServiceRequest sent = ExporterRig.traces(2000, "genuine");
        byte[] bytes = sent.toByteArray();
        try (ExporterRig rig = ExporterRig.start(config)) {
            for (int round = 0; round < 4; round++) {
                // Without a backend, so that calls wait for a connection with their bytes in hand.
                ArrayDeque<RecordingAck> acks = new ArrayDeque<>();
                sendScribbled(rig, bytes, acks);
                int received = 0;
                try (GrpcBackend backend = GrpcBackend.startAt("127.0.0.1", port, null)) {
                    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
                    while (received < 100 && System.nanoTime() < end) {
                        sendScribbled(rig, bytes, acks);
                        for (; backend.waiting() > 0; received++) {
                            assertThat(backend.take().request()).isEqualTo(sent);
                        }
                    }
                }
                assertThat(received).isGreaterThanOrEqualTo(100);
            }
        }
    }

    /** Keeps 30 requests under way. */
    private static void sendScribbled(ExporterRig rig, byte[] bytes, ArrayDeque<RecordingAck> acks) {
        do {
            byte[] array = bytes.clone();
            Payload pooled = Payload.pooled(array, array.length, recycled -> Arrays.fill(recycled, (byte) 0x7f));
            acks.add(rig.send(Signal.TRACES, pooled, 2000, new RecordingAck()));
        } while (acks.size() < 30);
        acks.remove().await();
    }
}

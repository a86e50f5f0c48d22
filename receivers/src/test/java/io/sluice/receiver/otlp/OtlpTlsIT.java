package io.sluice.receiver.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContextBuilder;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.sluice.api.Batch;
import io.sluice.api.ComponentException;
import io.sluice.api.Outcome;
import io.sluice.testkit.RecordingConsumer;
import io.sluice.testkit.TestCertificates;
import io.sluice.transport.tls.ServerTlsConfig;
import io.sluice.transport.tls.TlsVersion;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtlpTlsIT {

    private final TestCertificates authority = TestCertificates.authority("CA");
    private final List<AutoCloseable> toClose = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : toClose.reversed()) {
            closeable.close();
        }
    }

    private static ServerTlsConfig tls(Path folder) {
        return new ServerTlsConfig(
                null,
                null,
                folder.resolve("server.pem").toString(),
                null,
                folder.resolve("server.key").toString(),
                null,
                false,
                TlsVersion.TLS_1_2,
                null,
                List.of(),
                false,
                List.of(),
                Duration.ofMillis(20),
                folder.resolve("ca.pem").toString(),
                false);
    }

    private Running start(Path material, RecordingConsumer pipeline) throws ComponentException {
        Running running = Running.start(Running.grpc(Running.grpcConfig(tls(material))), pipeline);
        toClose.add(running);
        return running;
    }

    /** Collects the serial number of each server certificate that it is shown. */
    private ManagedChannel channel(
            Running running, TestCertificates.Issued client, AtomicReference<X509Certificate> shown) throws Exception {
        SslContextBuilder context = GrpcSslContexts.forClient()
                .trustManager(new ByteArrayInputStream(authority.pem().getBytes(StandardCharsets.US_ASCII)));
        if (client != null) {
            context.keyManager(
                    new ByteArrayInputStream(client.certificatePem().getBytes(StandardCharsets.US_ASCII)),
                    new ByteArrayInputStream(client.keyPem().getBytes(StandardCharsets.US_ASCII)));
        }
        ManagedChannel channel = NettyChannelBuilder.forAddress("localhost", running.receiver.grpcPort())
                .sslContext(context.build())
                .intercept(new ServerCertificate(shown))
                .build();
        toClose.add(channel::shutdownNow);
        return channel;
    }

    private void write(Path to) throws Exception {
        Files.createDirectories(to);
        authority.write(to.resolve("ca.pem"));
        authority.server().write(to, "server");
    }

    @Test
    void aClientIsKnownByItsCertificate() throws Exception {
        write(folder);
        RecordingConsumer pipeline = RecordingConsumer.replying(Outcome.accepted());
        Running running = start(folder, pipeline);

        TraceServiceGrpc.newBlockingStub(
                        channel(running, authority.client("spiffe://test/agent"), new AtomicReference<>()))
                .export(Requests.spans(1));

        Batch batch = pipeline.take();
        assertThat(batch.context().identity()).isNotNull();
        assertThat(batch.context().identity().name()).isEqualTo("spiffe://test/agent");
    }

    @Test
    void aClientWithoutOrWithAForeignCertificateIsNotLetIn() throws Exception {
        write(folder);
        RecordingConsumer pipeline = RecordingConsumer.replying(Outcome.accepted());
        Running running = start(folder, pipeline);
        TestCertificates.Issued foreign = TestCertificates.authority("other").client("spiffe://test/agent");

        for (TestCertificates.Issued client : new TestCertificates.Issued[] {null, foreign}) {
            ManagedChannel channel = channel(running, client, new AtomicReference<>());
            StatusRuntimeException failure = catchThrowableOfType(
                    StatusRuntimeException.class,
                    () -> TraceServiceGrpc.newBlockingStub(channel).export(Requests.spans(1)));
            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        }
        assertThat(pipeline.size()).isZero();
    }

    @Test
    void aMissingCertificateAndAForeignKeyAreOneSentence() throws Exception {
        authority.write(folder.resolve("ca.pem"));
        assertThatThrownBy(() -> start(folder, RecordingConsumer.holding()))
                .isInstanceOf(ComponentException.class)
                .hasMessageContaining("cert_file")
                .hasMessageContaining("server.pem");

        authority.server().write(folder, "server");
        authority.server().write(folder, "other");
        Files.move(folder.resolve("other.key"), folder.resolve("server.key"), StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> start(folder, RecordingConsumer.holding()))
                .isInstanceOf(ComponentException.class)
                .hasMessageContaining("key_file");
    }

    /** As Kubernetes does it: files are links through {@code ..data}, which is swapped for another folder. */
    @Test
    void aSwappedFolderOfCertificatesIsTakenUpUnderLoadWithoutAnyFailure() throws Exception {
        write(folder.resolve("..one"));
        write(folder.resolve("..two"));
        Path data = Files.createSymbolicLink(folder.resolve("..data"), Path.of("..one"));
        for (String name : List.of("server.pem", "server.key", "ca.pem")) {
            Files.createSymbolicLink(folder.resolve(name), Path.of("..data", name));
        }
        Running running = start(folder, RecordingConsumer.replying(Outcome.accepted()));
        TestCertificates.Issued client = authority.client("spiffe://test/agent");
        AtomicReference<X509Certificate> before = new AtomicReference<>();
        ManagedChannel standing = channel(running, client, before);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger sent = new AtomicInteger();
        AtomicReference<Throwable> failed = new AtomicReference<>();
        Thread load = Thread.ofPlatform().start(() -> {
            try {
                while (!stop.get()) {
                    TraceServiceGrpc.newBlockingStub(standing).export(Requests.spans(10));
                    sent.incrementAndGet();
                }
            } catch (RuntimeException e) {
                failed.set(e);
            }
        });
        Eventually.holds(() -> sent.get() > 10 || failed.get() != null);
        X509Certificate first = before.get();

        Path swapped = Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..two"));
        Files.move(swapped, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        Eventually.holds(() -> !first.equals(shownToANewConnection(running, client)));
        int atSwap = sent.get();
        Eventually.holds(() -> sent.get() > atSwap + 10 || failed.get() != null);
        stop.set(true);
        load.join(TimeUnit.SECONDS.toMillis(30));
        assertThat(failed.get()).isNull();
        assertThat(before.get()).as("the standing connection").isEqualTo(first);
    }

    private X509Certificate shownToANewConnection(Running running, TestCertificates.Issued client) {
        AtomicReference<X509Certificate> shown = new AtomicReference<>();
        try {
            ManagedChannel channel = channel(running, client, shown);
            TraceServiceGrpc.newBlockingStub(channel).export(Requests.spans(1));
            channel.shutdownNow();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return shown.get();
    }
}

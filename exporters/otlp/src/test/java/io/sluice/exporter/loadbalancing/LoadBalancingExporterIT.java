package io.sluice.exporter.loadbalancing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.sluice.api.Batch;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.Exporter;
import io.sluice.api.Outcome;
import io.sluice.api.RequestContext;
import io.sluice.exporter.otlp.GrpcBackend;
import io.sluice.exporter.otlp.Tls;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.testkit.LiveContext;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.TestCertificates;
import io.sluice.transport.tls.ClientTlsConfig;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against gRPC servers. */
class LoadBalancingExporterIT {

    @TempDir
    Path folder;

    private static ExportTraceServiceRequest request(int firstTrace, int traces) {
        ScopeSpans.Builder scope = ScopeSpans.newBuilder();
        for (int i = 0; i < traces; i++) {
            ByteString id = ByteString.copyFrom(
                    ByteBuffer.allocate(16).putLong(7).putLong(firstTrace + i).flip());
            scope.addSpans(Span.newBuilder().setTraceId(id).setName("a"));
            scope.addSpans(Span.newBuilder().setTraceId(id).setName("b"));
        }
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
                .build();
    }

    private static Outcome send(Exporter exporter, int firstTrace, int traces) {
        return begin(exporter, firstTrace, traces).await();
    }

    private static RecordingAck begin(Exporter exporter, int firstTrace, int traces) {
        RecordingAck ack = new RecordingAck();
        exporter.consume(new Batch(
                Signal.TRACES,
                Payload.of(request(firstTrace, traces).toByteArray()),
                2 * traces,
                RequestContext.NONE,
                ack));
        return ack;
    }

    private static Exporter startedFor(LiveContext context, GrpcBackend a, GrpcBackend b) throws Exception {
        Exporter exporter = new LoadBalancingExporterFactory()
                .create(
                        context,
                        Configs.fixed("127.0.0.1:" + a.port(), "127.0.0.1:" + b.port()),
                        EnumSet.allOf(Signal.class));
        exporter.start();
        return exporter;
    }

    /** Everything that came, by trace: where it came to, once for each span. */
    private static void collect(GrpcBackend backend, String name, Map<ByteString, List<String>> into) {
        while (backend.waiting() > 0) {
            ExportTraceServiceRequest request =
                    (ExportTraceServiceRequest) backend.take().request();
            request.getResourceSpansList()
                    .forEach(resource -> resource.getScopeSpansList()
                            .forEach(scope -> scope.getSpansList()
                                    .forEach(span -> into.computeIfAbsent(span.getTraceId(), _ -> new ArrayList<>())
                                            .add(name))));
        }
    }

    @Test
    void everyTraceIsWholeAtOneOfThem() throws Exception {
        try (LiveContext context = new LiveContext(ComponentKind.EXPORTER, ComponentId.of("load_balancing"));
                GrpcBackend a = GrpcBackend.start();
                GrpcBackend b = GrpcBackend.start()) {
            Exporter exporter = startedFor(context, a, b);
            try {
                assertThat(send(exporter, 0, 100)).isEqualTo(Outcome.accepted());
                assertThat(send(exporter, 0, 100)).isEqualTo(Outcome.accepted());
            } finally {
                exporter.stop(System.nanoTime() + TimeUnit.SECONDS.toNanos(2));
            }
            Map<ByteString, List<String>> traces = new HashMap<>();
            collect(a, "a", traces);
            collect(b, "b", traces);
            assertThat(traces).hasSize(100);
            assertThat(traces.values())
                    .allSatisfy(at -> assertThat(at).hasSize(4).containsOnly(at.getFirst()));
            assertThat(traces.values()).anyMatch(at -> at.contains("a")).anyMatch(at -> at.contains("b"));
        }
    }

    @Test
    void whenOneDiesItsPartsGoToTheOtherAndNothingIsMissing() throws Exception {
        try (LiveContext context = new LiveContext(ComponentKind.EXPORTER, ComponentId.of("load_balancing"));
                GrpcBackend a = GrpcBackend.start()) {
            GrpcBackend b = GrpcBackend.start();
            Exporter exporter = startedFor(context, a, b);
            try {
                assertThat(send(exporter, 0, 100)).isEqualTo(Outcome.accepted());
                Map<ByteString, List<String>> traces = new HashMap<>();
                collect(b, "b", traces);
                assertThat(traces).isNotEmpty();
                b.close();

                assertThat(send(exporter, 1_000, 100)).isEqualTo(Outcome.accepted());

                collect(a, "a", traces);
                assertThat(traces).hasSize(200);
                assertThat(traces.values()).allSatisfy(at -> assertThat(at).hasSize(2));
            } finally {
                exporter.stop(System.nanoTime() + TimeUnit.SECONDS.toNanos(2));
                b.close();
            }
        }
    }

    /** Ten requests may be under way; forty have a part for the slow backend, twenty have none. */
    @Test
    void requestsForAFastBackendDoNotWaitForASlowOne() throws Exception {
        Duration late = Duration.ofSeconds(2);
        try (LiveContext context = new LiveContext(ComponentKind.EXPORTER, ComponentId.of("load_balancing"));
                GrpcBackend fast = GrpcBackend.start();
                GrpcBackend slow = GrpcBackend.start()) {
            slow.reply(new GrpcBackend.Reply.Late(late));
            Exporter exporter = startedFor(context, fast, slow);
            try {
                assertThat(send(exporter, 0, 100)).isEqualTo(Outcome.accepted());
                Map<ByteString, List<String>> seen = new HashMap<>();
                collect(fast, "fast", seen);
                int ofFast = (int)
                        seen.keySet().iterator().next().asReadOnlyByteBuffer().getLong(8);

                long begun = System.nanoTime();
                List<RecordingAck> divided = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    divided.add(begin(exporter, 0, 100));
                }
                List<RecordingAck> undivided = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    undivided.add(begin(exporter, ofFast, 1));
                }
                undivided.forEach(ack -> assertThat(ack.await()).isEqualTo(Outcome.accepted()));
                long undividedMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
                divided.forEach(ack -> assertThat(ack.await()).isEqualTo(Outcome.accepted()));
                long dividedMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);

                System.out.printf(
                        "beside a backend that answers after %d ms: 20 requests for the other after %d ms, 40 for both"
                                + " after %d ms%n",
                        late.toMillis(), undividedMillis, dividedMillis);
                assertThat(undividedMillis).isLessThan(late.toMillis());
                collect(fast, "fast", seen);
                collect(slow, "slow", seen);
                assertThat(seen).hasSize(100);
                assertThat(seen.values()).allSatisfy(at -> assertThat(at).containsOnly(at.getFirst()));
                seen.remove(seen.keySet().stream()
                        .filter(id -> id.asReadOnlyByteBuffer().getLong(8) == ofFast)
                        .findFirst()
                        .orElseThrow());
                assertThat(seen.values()).allSatisfy(at -> assertThat(at).hasSize(2 * 41));
            } finally {
                exporter.stop(System.nanoTime() + TimeUnit.SECONDS.toNanos(2));
            }
        }
    }

    @Test
    void backendsThatDnsNamesAreUsedUnderTheNameThatWasAsked() throws Exception {
        try (LiveContext context = new LiveContext(ComponentKind.EXPORTER, ComponentId.of("load_balancing"));
                GrpcBackend a = GrpcBackend.startAt("127.0.0.2", 0, null);
                GrpcBackend b = GrpcBackend.startAt("127.0.0.3", a.port(), null)) {
            Exporter exporter = LoadBalancingExporterFactory.create(
                    context,
                    Configs.of(null, Duration.ofSeconds(1), null, Configs.dns(a.port())),
                    EnumSet.allOf(Signal.class),
                    _ -> new InetAddress[] {InetAddress.getByName("127.0.0.3"), InetAddress.getByName("127.0.0.2")});
            exporter.start();
            try {
                assertThat(send(exporter, 0, 100)).isEqualTo(Outcome.accepted());
            } finally {
                exporter.stop(System.nanoTime() + TimeUnit.SECONDS.toNanos(2));
            }
            assertThat(a.waiting()).isEqualTo(1);
            assertThat(b.waiting()).isEqualTo(1);
        }
    }

    @Test
    void certificatesMustBeForTheNameThatDnsWasAskedFor() throws Exception {
        TestCertificates authority = TestCertificates.authority("ours");
        authority.write(folder.resolve("ca.pem"));
        authority.client("spiffe://test/agent").write(folder, "client");
        ClientTlsConfig tls = ClientTlsConfig.of(
                folder.resolve("ca.pem").toString(),
                folder.resolve("client.pem").toString(),
                folder.resolve("client.key").toString());
        try (GrpcBackend ours = GrpcBackend.startAt(
                        "127.0.0.2", 0, Tls.server(authority.issue(authority.server("gateways.test")), authority));
                GrpcBackend other = GrpcBackend.startAt(
                        "127.0.0.3", 0, Tls.server(authority.issue(authority.server("other.test")), authority))) {
            assertThat(sendOverTls(tls, "127.0.0.2", ours.port())).isEqualTo(Outcome.accepted());
            assertThat(ours.take().certificate()).isNotNull();
            assertThat(sendOverTls(tls, "127.0.0.3", other.port()))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.message()).contains("issued for another name"));
            assertThat(other.waiting()).isZero();
        }
    }

    private static Outcome sendOverTls(ClientTlsConfig tls, String address, int port) throws Exception {
        try (LiveContext context = new LiveContext(ComponentKind.EXPORTER, ComponentId.of("load_balancing"))) {
            Exporter exporter = LoadBalancingExporterFactory.create(
                    context,
                    Configs.of(null, Duration.ofSeconds(1), null, Configs.dns(port), tls),
                    EnumSet.allOf(Signal.class),
                    _ -> new InetAddress[] {InetAddress.getByName(address)});
            exporter.start();
            try {
                RecordingAck ack = RecordingAck.withDeadline(System.nanoTime() + TimeUnit.SECONDS.toNanos(5));
                exporter.consume(
                        new Batch(Signal.TRACES, Payload.of(request(0, 1).toByteArray()), 2, RequestContext.NONE, ack));
                return ack.await();
            } finally {
                exporter.stop(System.nanoTime() + TimeUnit.SECONDS.toNanos(2));
            }
        }
    }
}

package io.sluice.it;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.sluice.pdata.Signal;
import io.sluice.testkit.kafka.BrokerOptions;
import io.sluice.testkit.kafka.BrokerProcess;
import io.sluice.testkit.kafka.ReadRecord;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ordinary configurations of the Collector run as they are; only addresses and topics are set from outside, for the test's own. */
class PeersIT {

    private static final List<Signal> SIGNALS = List.of(Signal.TRACES, Signal.LOGS);

    private static final long RANDOMNESS = (1L << 56) - 1;
    private static final long TENTH = 0xe6660000000000L;

    @TempDir
    private static Path folder;

    private static Pki pki;
    private static BrokerProcess broker;

    @BeforeAll
    static void start() {
        pki = Pki.in(folder);
        BrokerOptions options = BrokerOptions.DEFAULT.withCertificates(folder);
        for (String peer : List.of("pass", "sync", "keyed", "head", "mtls", "relay", "tail")) {
            options = options.withTopic(peer + ".traces", 2).withTopic(peer + ".logs", 2);
        }
        broker = new BrokerProcess(options);
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    private static String peer(String name) {
        try {
            return Path.of(PeersIT.class.getResource("/peers/" + name + ".yaml").toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ProductProcess gateway(String peer, String... settings) {
        List<String> arguments = new ArrayList<>(List.of("--config", peer(peer)));
        arguments.addAll(Arrays.asList(settings));
        return ProductProcess.start(
                ProductProcess.gateway(), Map.of("CERTS", folder.toString()), arguments.toArray(new String[0]));
    }

    private static ProductProcess toKafka(String peer, String topics, String grpc, String brokers) {
        return gateway(
                peer,
                "--set=service.telemetry.logs.level=info",
                "--set=receivers.otlp.protocols.grpc.endpoint=" + grpc,
                "--set=exporters.kafka.brokers=" + brokers,
                "--set=exporters.kafka.traces.topic=" + topics + ".traces",
                "--set=exporters.kafka.logs.topic=" + topics + ".logs");
    }

    private static List<ReadRecord> records(String topics, Signal signal) {
        return broker.reader().readAll(topics + "." + signal.configName());
    }

    private static void landsWhatIsAcknowledged(String topics, String endpoint, @Nullable Pki pki) {
        try (Application application = Application.grpc(endpoint, pki)) {
            application.handle(300);
            application.flush();

            for (Signal signal : SIGNALS) {
                assertThat(application.ledger().failures(signal)).isZero();
                assertThat(records(topics, signal).stream().flatMap(record -> Item.of(signal, record.value()).stream()))
                        .containsExactlyInAnyOrderElementsOf(
                                application.ledger().acknowledged(signal));
            }
            assertThat(application.ledger().acknowledged(Signal.TRACES)).hasSize(600);
        }
    }

    private static void landsOverPlaintext(String peer) {
        String grpc = Ports.freeAddress();
        try (ProductProcess _ = toKafka(peer, peer, grpc, broker.endpoints().saslPlaintext())) {
            landsWhatIsAcknowledged(peer, "http://" + grpc, null);
        }
    }

    @Test
    void pass() {
        landsOverPlaintext("pass");
    }

    @Test
    void sync() {
        landsOverPlaintext("sync");
    }

    @Test
    void keyedMakesOneRecordPerTrace() {
        landsOverPlaintext("keyed");

        assertThat(records("keyed", Signal.TRACES))
                .allSatisfy(record -> assertThat(record.traces().getResourceSpansList().stream()
                                .flatMap(resource -> resource.getScopeSpansList().stream())
                                .flatMap(scope -> scope.getSpansList().stream())
                                .map(span -> HexFormat.of()
                                        .formatHex(span.getTraceId().toByteArray())))
                        .containsOnly(record.keyText()));
    }

    @Test
    void headKeepsATenthOfTheTracesWhole() {
        String grpc = Ports.freeAddress();
        try (ProductProcess _ = toKafka("head", "head", grpc, broker.endpoints().saslPlaintext());
                Application application = Application.grpc("http://" + grpc, null)) {
            application.handle(300);
            application.flush();

            List<Span> landed = records("head", Signal.TRACES).stream()
                    .flatMap(record -> record.traces().getResourceSpansList().stream())
                    .flatMap(resource -> resource.getScopeSpansList().stream())
                    .flatMap(scope -> scope.getSpansList().stream())
                    .toList();
            assertThat(application.ledger().acknowledged(Signal.TRACES)).hasSize(600);
            // 60 are to be expected; to be off by as much as this takes more than a billion runs.
            assertThat(landed).hasSizeBetween(2, 130);
            assertThat(landed).allMatch(span -> span.getTraceState().matches("ot=rv:[0-9a-f]{14};th:e668"));
            assertThat(landed.stream()
                            .collect(groupingBy(Span::getTraceId, counting()))
                            .values())
                    .containsOnly(2L);
            assertThat(records("head", Signal.LOGS).stream()
                            .flatMap(record -> Item.of(Signal.LOGS, record.value()).stream()))
                    .containsExactlyInAnyOrderElementsOf(application.ledger().acknowledged(Signal.LOGS));
        }
    }

    @Test
    void mtls() {
        String grpc = Ports.freeAddress();
        try (ProductProcess _ = toKafka("mtls", "mtls", grpc, broker.endpoints().saslSsl())) {
            landsWhatIsAcknowledged("mtls", "https://" + grpc, pki);
        }
    }

    @Test
    void relay() {
        String front = Ports.freeAddress();
        String back = Ports.freeAddress();
        try (ProductProcess _ =
                        toKafka("sync", "relay", back, broker.endpoints().saslPlaintext());
                ProductProcess _ = gateway(
                        "relay",
                        "--set=service.telemetry.logs.level=info",
                        "--set=receivers.otlp.protocols.grpc.endpoint=" + front,
                        "--set=exporters.otlp.endpoint=" + back)) {
            landsWhatIsAcknowledged("relay", "http://" + front, null);
        }
    }

    @Test
    void tailKeepsErrorsAndATenthOfTheOtherTracesWhole() {
        String grpc = Ports.freeAddress();
        try (ProductProcess gateway =
                        toKafka("tail", "tail", grpc, broker.endpoints().saslPlaintext());
                Application application = Application.grpc("http://" + grpc, null)) {
            application.handle(300);
            application.flush();
            List<Item> sent = application.ledger().acknowledged(Signal.TRACES);
            assertThat(sent).hasSize(600);

            gateway.signal("TERM");

            assertThat(gateway.exitCode()).as(gateway.log()).isZero();
            assertThat(records("tail", Signal.TRACES).stream()
                            .flatMap(record -> Item.of(Signal.TRACES, record.value()).stream()))
                    .containsExactlyInAnyOrderElementsOf(kept(sent));
        }
    }

    /** What the policies keep, each with the threshold that it was kept with. */
    private static List<Item> kept(List<Item> sent) {
        Set<ByteString> errors = sent.stream()
                .map(item -> (Span) item.item())
                .filter(span -> span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR)
                .map(Span::getTraceId)
                .collect(Collectors.toSet());
        assertThat(errors).hasSize(30);
        return sent.stream()
                .flatMap(item -> {
                    Span span = (Span) item.item();
                    boolean error = errors.contains(span.getTraceId());
                    long randomness = span.getTraceId().asReadOnlyByteBuffer().getLong(8) & RANDOMNESS;
                    return error || randomness >= TENTH
                            ? Stream.of(new Item(
                                    item.resource(),
                                    item.scope(),
                                    item.schemaUrls(),
                                    span.toBuilder()
                                            .setTraceState(error ? "ot=th:0" : "ot=th:e666")
                                            .build()))
                            : Stream.empty();
                })
                .toList();
    }
}

package io.sluice.exporter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.api.Rejection;
import io.sluice.pdata.Signal;
import io.sluice.testkit.TestCertificates;
import io.sluice.testkit.kafka.KafkaBroker;
import io.sluice.testkit.kafka.ReadRecord;
import io.sluice.transport.tls.ClientTlsConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KafkaExporterIT {

    private final KafkaBroker broker = KafkaBroker.shared();

    static TracesData traces(String name) {
        return TracesData.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .addScopeSpans(ScopeSpans.newBuilder()
                                .addSpans(Span.newBuilder().setName(name))))
                .build();
    }

    private static String refusal(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(((Outcome.Refused) outcome).reason()).isEqualTo(Refusal.BACKEND);
        return ((Outcome.Refused) outcome).message();
    }

    private static String rejection(Outcome outcome, Rejection reason) {
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        assertThat(((Outcome.Rejected) outcome).reason()).isEqualTo(reason);
        return ((Outcome.Rejected) outcome).message();
    }

    /** Sends again until it is refused for that reason: the first contact may take longer than a batch waits. */
    private static String firstRefusalThatSays(String text, Running running) {
        long giveUp = System.nanoTime() + 30_000_000_000L;
        String message;
        do {
            message = refusal(
                    running.send(Signal.TRACES, traces("a").toByteArray(), 1).await());
            LockSupport.parkNanos(20_000_000);
        } while (!message.contains(text) && System.nanoTime() < giveUp);
        assertThat(message).contains(text);
        return message;
    }

    /** Sends again until it is not refused any more. */
    private static Outcome firstNotRefused(Running running) {
        long giveUp = System.nanoTime() + 30_000_000_000L;
        Outcome outcome;
        do {
            outcome = running.send(Signal.TRACES, traces("a").toByteArray(), 1).await();
            LockSupport.parkNanos(20_000_000);
        } while (outcome instanceof Outcome.Refused && System.nanoTime() < giveUp);
        return outcome;
    }

    @ParameterizedTest
    @EnumSource(SaslMechanism.class)
    void writesARequestAsOneRecordWithoutKeyOverSaslPlaintext(SaslMechanism mechanism) throws Exception {
        String topic = broker.newTopic(2);

        try (Running running = new Running(Configs.saslPlaintext(broker.endpoints(), mechanism)
                .topic(topic)
                .make())) {
            assertThat(running.send(Signal.TRACES, traces("a").toByteArray(), 1).await())
                    .isEqualTo(Outcome.accepted());
            assertThat(running.metric(
                            "kafka_exporter_records", "exporter", "kafka", "topic", topic, "outcome", "success"))
                    .isEqualTo(1);
        }

        ReadRecord record = broker.reader().readAll(topic).getFirst();
        assertThat(record.traces()).isEqualTo(traces("a"));
        assertThat(record.key()).isNull();
    }

    @ParameterizedTest
    @EnumSource(SaslMechanism.class)
    void writesOverSaslSsl(SaslMechanism mechanism) throws Exception {
        String topic = broker.newTopic(1);

        try (Running running = new Running(
                Configs.saslSsl(broker.endpoints(), mechanism).topic(topic).make())) {
            assertThat(running.send(Signal.LOGS, new byte[0], 1).await()).isEqualTo(Outcome.accepted());
        }

        assertThat(broker.reader().readAll(topic)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void writesWithEachCodec(Compression compression) throws Exception {
        String topic = broker.newTopic(1);

        try (Running running = new Running(Configs.saslPlaintext(broker.endpoints(), SaslMechanism.PLAIN)
                .topic(topic)
                .compression(compression, compression == Compression.ZSTD ? Integer.valueOf(1) : null)
                .make())) {
            assertThat(running.send(Signal.TRACES, traces("c".repeat(1000)).toByteArray(), 1)
                            .await())
                    .isEqualTo(Outcome.accepted());
        }

        assertThat(broker.reader().readAll(topic).getFirst().traces()).isEqualTo(traces("c".repeat(1000)));
    }

    @Test
    void namesUserAndKeyWhenThePasswordIsWrong() throws Exception {
        try (Running running = new Running(Configs.saslPlaintext(broker.endpoints(), SaslMechanism.SCRAM_SHA_512)
                .user("sluice", "not-it", SaslMechanism.SCRAM_SHA_512)
                .topic(broker.newTopic(1))
                .make())) {
            String message = firstRefusalThatSays("user sluice", running);

            assertThat(message)
                    .contains(broker.endpoints().saslPlaintext(), "user sluice", "auth::sasl::username and password")
                    .doesNotContain("not-it");
        }
    }

    @Test
    void namesTheTopicThatDoesNotExistAndWritesOnceItDoes() throws Exception {
        String topic = Running.unique("late-");

        try (Running running = new Running(Configs.saslPlaintext(broker.endpoints(), SaslMechanism.PLAIN)
                .topic(topic)
                .make())) {
            String message = refusal(
                    running.send(Signal.TRACES, traces("a").toByteArray(), 1).await());
            assertThat(message).contains(topic, "does not exist", "traces::topic");
        }
        try (Running running = new Running(Configs.saslPlaintext(broker.endpoints(), SaslMechanism.PLAIN)
                .topic(topic)
                .retrying()
                .make())) {
            var ack = running.send(Signal.TRACES, traces("a").toByteArray(), 1);
            broker.admin().createTopic(topic, 1);
            assertThat(ack.await()).isEqualTo(Outcome.accepted());
        }
    }

    @Test
    void startsAndRefusesWhileNoBrokerIsThere() throws Exception {
        Configs configs = new Configs().topic("any");
        configs.brokers = List.of("127.0.0.1:1");

        try (Running running = new Running(configs.make())) {
            String message = refusal(
                    running.send(Signal.TRACES, traces("a").toByteArray(), 1).await());

            assertThat(message).contains("127.0.0.1:1", "was not reached", "any");
        }
    }

    @Test
    void rejectsWhatIsTooLargeAndNamesTheLimit() throws Exception {
        String topic = broker.newTopic(1);

        try (Running running = new Running(Configs.saslPlaintext(broker.endpoints(), SaslMechanism.PLAIN)
                .topic(topic)
                .maxMessageBytes(10_000)
                .make())) {
            String message =
                    rejection(running.send(Signal.TRACES, new byte[20_000], 1).await(), Rejection.TOO_LARGE);

            assertThat(message).contains(topic, "producer::max_message_bytes (10000)");
            assertThat(running.send(Signal.TRACES, new byte[100], 1).await()).isEqualTo(Outcome.accepted());
        }
    }

    @Test
    void namesTheCaFileWhenTheAuthorityIsUnknown(@TempDir Path folder) throws Exception {
        TestCertificates.authority("other").write(folder.resolve("other.pem"));
        Configs configs =
                Configs.saslSsl(broker.endpoints(), SaslMechanism.PLAIN).topic(broker.newTopic(1));
        configs.tls = ClientTlsConfig.of(folder.resolve("other.pem").toString(), null, null);

        try (Running running = new Running(configs.make())) {
            assertThat(firstRefusalThatSays("TLS handshake", running)).contains("tls::ca_file");
        }
    }

    @Test
    void usesANewCertificateAuthorityOnceTheFileHasChanged(@TempDir Path folder) throws Exception {
        Path ca = folder.resolve("ca.pem");
        TestCertificates.authority("old").write(ca);
        String topic = broker.newTopic(1);
        Configs configs =
                Configs.saslSsl(broker.endpoints(), SaslMechanism.SCRAM_SHA_256).topic(topic);
        configs.tls = TlsConfigs.reloadingEvery100Millis(ca);

        try (Running running = new Running(configs.make())) {
            firstRefusalThatSays("TLS handshake", running);

            Files.copy(broker.endpoints().caFile(), ca, StandardCopyOption.REPLACE_EXISTING);

            assertThat(firstNotRefused(running)).isEqualTo(Outcome.accepted());
        }
    }
}

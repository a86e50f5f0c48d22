package io.sluice.testkit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaBrokerIT {

    private static final String QUOTED = "a\"b\\c' =;d";

    private static KafkaBroker broker;

    @BeforeAll
    static void start() {
        broker = new KafkaBroker(BrokerOptions.DEFAULT
                .withUser("quoted", QUOTED)
                .withUser("reader", "r")
                .withTopic("open", 2)
                .withAcls());
        broker.admin().allow("sluice", "open", AclOperation.WRITE);
        broker.admin().allow("quoted", "open", AclOperation.WRITE);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN"})
    void takesRecordsOverEachListenerAndMechanism(String mechanism) throws Exception {
        String overTls = "tls " + mechanism;
        String plain = "plain " + mechanism;

        TestClient.send(
                TestClient.saslSsl(broker.endpoints(), mechanism, "quoted", QUOTED),
                "open",
                overTls.getBytes(UTF_8),
                10_000);
        TestClient.send(
                TestClient.saslPlaintext(broker.endpoints(), mechanism, "sluice", "secret"),
                "open",
                plain.getBytes(UTF_8),
                10_000);

        assertThat(broker.reader().readAll("open"))
                .extracting(record -> new String(record.value(), UTF_8))
                .contains(overTls, plain);
    }

    @Test
    void refusesWrongPassword() {
        assertThatThrownBy(() -> TestClient.send(
                        TestClient.saslSsl(broker.endpoints(), "SCRAM-SHA-512", "sluice", "wrong"),
                        "open",
                        new byte[1],
                        10_000))
                .isInstanceOf(SaslAuthenticationException.class);
    }

    @Test
    void refusesWhatNoAclAllows() {
        assertThatThrownBy(() -> TestClient.send(
                        TestClient.saslSsl(broker.endpoints(), "SCRAM-SHA-512", "reader", "r"),
                        "open",
                        new byte[1],
                        10_000))
                .isInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void makesNoTopicUnasked() {
        broker.admin().allow("sluice", "absent", AclOperation.WRITE);

        assertThatThrownBy(() -> TestClient.send(
                        TestClient.saslSsl(broker.endpoints(), "SCRAM-SHA-512", "sluice", "secret"),
                        "absent",
                        new byte[1],
                        1_000))
                .isInstanceOf(TimeoutException.class);
        assertThat(broker.admin().topics()).doesNotContain("absent");
    }

    @Test
    void refusesWhatIsLargerThanTheTopicAllows() {
        broker.admin().createTopic("small", 1, java.util.Map.of("max.message.bytes", "500"));
        broker.admin().allow("sluice", "small", AclOperation.WRITE);

        assertThatThrownBy(() -> TestClient.send(
                        TestClient.saslSsl(broker.endpoints(), "SCRAM-SHA-512", "sluice", "secret"),
                        "small",
                        new byte[1000],
                        10_000))
                .isInstanceOf(RecordTooLargeException.class);
    }

    @Test
    void decodesWhatItReads() throws Exception {
        TracesData traces = TracesData.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .addScopeSpans(ScopeSpans.newBuilder()
                                .addSpans(Span.newBuilder().setName("a"))))
                .build();
        broker.admin().createTopic("decoded", 1);
        broker.admin().allow("sluice", "decoded", AclOperation.WRITE);

        TestClient.send(
                TestClient.saslSsl(broker.endpoints(), "SCRAM-SHA-512", "sluice", "secret"),
                "decoded",
                traces.toByteArray(),
                10_000);

        ReadRecord record = broker.reader().readAll("decoded").getFirst();
        assertThat(record.traces()).isEqualTo(traces);
        assertThat(record.key()).isNull();
    }
}

package io.sluice.exporter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.sluice.api.Outcome;
import io.sluice.pdata.Signal;
import io.sluice.testkit.kafka.BrokerOptions;
import io.sluice.testkit.kafka.KafkaBroker;
import io.sluice.testkit.kafka.ReadRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Records of several topics, at a broker that does not let this exporter write to all. */
class KafkaTopicsIT {

    private static KafkaBroker broker;

    private final String own = Running.unique("own-");
    private final Configs configs = Configs.saslPlaintext(broker.endpoints(), SaslMechanism.SCRAM_SHA_512)
            .topic(own);

    @BeforeAll
    static void start() {
        broker = new KafkaBroker(BrokerOptions.DEFAULT.withAcls());
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static String topic(String name, AclOperation... allowed) {
        broker.admin().createTopic(name, 3);
        broker.admin().allow(BrokerOptions.USER, name, allowed);
        return name;
    }

    /** A log record whose text is {@code body}. */
    private static LogRecord log(String body, KeyValue... attributes) {
        return LogRecord.newBuilder()
                .setBody(AnyValue.newBuilder().setStringValue(body))
                .addAllAttributes(List.of(attributes))
                .build();
    }

    private static ResourceLogs resource(String topic, LogRecord... records) {
        return ResourceLogs.newBuilder()
                .setResource(Resource.newBuilder().addAttributes(Requests.attribute("kafka.topic", topic)))
                .addScopeLogs(ScopeLogs.newBuilder().addAllLogRecords(List.of(records)))
                .build();
    }

    private static List<String> bodies(String topic) throws Exception {
        List<String> bodies = new ArrayList<>();
        for (ReadRecord record : broker.reader().readAll(topic)) {
            for (ResourceLogs resource : record.logs().getResourceLogsList()) {
                resource.getScopeLogs(0)
                        .getLogRecordsList()
                        .forEach(each -> bodies.add(each.getBody().getStringValue()));
            }
        }
        return bodies;
    }

    @Test
    void eachItemGoesToItsTopicAndWhatNamesAnUnusableOneToTheSignals() throws Exception {
        topic(own, AclOperation.WRITE);
        String quarantine = topic(Running.unique("quarantine-"), AclOperation.WRITE);
        String named = topic(Running.unique("named-"), AclOperation.WRITE);
        String readOnly = topic(Running.unique("read-"), AclOperation.DESCRIBE);
        String hidden = topic(Running.unique("hidden-"));
        configs.topicFromAttribute = "kafka.topic";
        configs.routes = new RoutesConfig("sluice.route", Map.of("quarantine", quarantine));
        configs.partitionLogsByTraceId = true;
        LogRecord marked = log("marked", Requests.attribute("sluice.route", "quarantine"));
        LogsData data = LogsData.newBuilder()
                .addResourceLogs(resource("", log("plain"), marked))
                .addResourceLogs(resource(named, log("named"), marked))
                .addResourceLogs(resource(readOnly, log("read-only")))
                .addResourceLogs(resource(hidden, log("hidden")))
                .addResourceLogs(resource(Running.unique("absent-"), log("absent")))
                .addResourceLogs(resource("no topic", log("illegal")))
                .build();

        try (Running running = new Running(configs.retrying().make())) {
            assertThat(running.send(Signal.LOGS, data.toByteArray(), 8).await()).isEqualTo(Outcome.accepted());
            assertThat(running.metric(
                            "kafka_exporter_records", "exporter", "kafka", "topic", named, "outcome", "success"))
                    .isEqualTo(1);
            assertThat(running.metric("kafka_exporter_redirected", "exporter", "kafka", "reason", "not_writable"))
                    .isEqualTo(3);
        }

        assertThat(bodies(named)).containsExactly("named");
        assertThat(bodies(quarantine)).containsExactly("marked", "marked");
        assertThat(bodies(own)).containsExactlyInAnyOrder("plain", "read-only", "hidden", "absent", "illegal");
    }

    @Test
    void manyTopicsThatDoNotExistAreAskedForAtOnce() throws Exception {
        topic(own, AclOperation.WRITE);
        configs.topicFromAttribute = "kafka.topic";
        LogsData.Builder data = LogsData.newBuilder();
        // One after the other they would take a second each, and the attempt has five.
        for (int i = 0; i < 20; i++) {
            String absent = Running.unique("absent-");
            broker.admin().allow(BrokerOptions.USER, absent, AclOperation.WRITE);
            data.addResourceLogs(resource(absent, log("absent")));
        }

        try (Running running = new Running(configs.make())) {
            assertThat(running.send(Signal.LOGS, data.build().toByteArray(), 20).await())
                    .isEqualTo(Outcome.accepted());
        }

        assertThat(bodies(own)).hasSize(20);
    }

    @Test
    void whatIsMarkedIsDeliveredOnceItsTopicIsThere() throws Exception {
        topic(own, AclOperation.WRITE);
        String quarantine = Running.unique("quarantine-");
        broker.admin().allow(BrokerOptions.USER, quarantine, AclOperation.WRITE);
        configs.routes = new RoutesConfig("sluice.route", Map.of("quarantine", quarantine));
        LogsData data = LogsData.newBuilder()
                .addResourceLogs(
                        resource("", log("plain"), log("marked", Requests.attribute("sluice.route", "quarantine"))))
                .build();

        try (Running running = new Running(configs.make())) {
            Outcome outcome = running.send(Signal.LOGS, data.toByteArray(), 2).await();
            assertThat(((Outcome.Refused) outcome).message())
                    .contains("topic " + quarantine + " does not exist", "routes::topics");
        }
        assertThat(bodies(own)).containsExactly("plain");
        try (Running running = new Running(configs.retrying().make())) {
            var ack = running.send(Signal.LOGS, data.toByteArray(), 2);
            broker.admin().createTopic(quarantine, 1);
            assertThat(ack.await()).isEqualTo(Outcome.accepted());
        }
        assertThat(bodies(quarantine)).containsExactly("marked");
        assertThat(bodies(own)).containsExactly("plain", "plain");
    }
}

package io.sluice.exporter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.pdata.Signal;
import io.sluice.testkit.TestContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.Map;
import java.util.Queue;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

/** What becomes of records of several topics when one of them can't be written to. */
class TopicDispatchTest {

    private final TestContext context = new TestContext(ComponentKind.EXPORTER, ComponentId.of("kafka"));
    private final HeldProducer producer = new HeldProducer();
    private final Configs configs = new Configs();
    private final Queue<Runnable> questions = new ArrayDeque<>();

    /** Whether the client answers at once what it is asked. */
    private boolean answers = true;

    private KafkaSender started() throws Exception {
        configs.topicFromAttribute = "kafka.topic";
        configs.routes = new RoutesConfig("sluice.route", Map.of("quarantine", "quarantine"));
        KafkaSender sender =
                new KafkaSender(context, configs.make(), EnumSet.of(Signal.LOGS), _ -> producer, question -> {
                    if (answers) {
                        question.run();
                    } else {
                        questions.add(question);
                    }
                });
        sender.start();
        return sender;
    }

    private Attempted delivery() {
        Attempted delivery = new Attempted(Signal.LOGS, request(), 3);
        delivery.deadlineNanos =
                context.clock().nanoTime() + Duration.ofSeconds(5).toNanos();
        return delivery;
    }

    /** A log record each for the topics named, quarantine and otlp_logs. */
    private static byte[] request() {
        return LogsData.newBuilder()
                .addResourceLogs(logs("kafka.topic", "named"))
                .addResourceLogs(logs("sluice.route", "quarantine"))
                .addResourceLogs(logs("host", "h"))
                .build()
                .toByteArray();
    }

    private static ResourceLogs logs(String key, String value) {
        return ResourceLogs.newBuilder()
                .setResource(Resource.newBuilder().addAttributes(Requests.attribute(key, value)))
                .addScopeLogs(ScopeLogs.newBuilder().addLogRecords(LogRecord.getDefaultInstance()))
                .build();
    }

    private double redirected() {
        return context.meter().value("kafka_exporter_redirected", "exporter", "kafka", "reason", "not_writable");
    }

    @Test
    void anUnknownTopicIsAskedForWhileTheOthersAreSent() throws Exception {
        KafkaSender sender = started();
        answers = false;
        Attempted delivery = delivery();

        sender.send(delivery);
        assertThat(producer.topics()).containsExactly("quarantine", "otlp_logs");
        producer.endAll();
        assertThat(delivery.outcomes).isEmpty();

        questions.remove().run();
        assertThat(producer.topics()).containsExactly("quarantine", "otlp_logs", "named");
        producer.endAll();
        assertThat(delivery.outcomes).containsExactly(Outcome.accepted());
        assertThat(questions).isEmpty();
    }

    @Test
    void recordsForOneUnknownTopicWaitForOneAnswer() throws Exception {
        KafkaSender sender = started();
        answers = false;

        sender.send(delivery());
        sender.send(delivery());
        assertThat(questions).hasSize(1);
        questions.remove().run();

        assertThat(producer.topics()).filteredOn("named"::equals).hasSize(2);
    }

    @Test
    void whatNamesAMissingTopicGoesToTheSignalsUntilItIsThere() throws Exception {
        producer.missing.add("named");
        KafkaSender sender = started();
        Attempted delivery = delivery();

        sender.send(delivery);
        producer.endAll();
        assertThat(delivery.outcomes).containsExactly(Outcome.accepted());
        assertThat(producer.topics()).containsExactly("otlp_logs", "quarantine", "otlp_logs");
        assertThat(redirected()).isEqualTo(1);

        producer.missing.clear();
        answers = false;
        context.clock().advance(Duration.ofSeconds(29));
        sender.send(delivery());
        assertThat(questions).isEmpty();
        context.clock().advance(Duration.ofSeconds(1));
        sender.send(delivery());
        assertThat(producer.topics()).doesNotContain("named");
        questions.remove().run();
        sender.send(delivery());
        assertThat(producer.topics()).contains("named");
        assertThat(redirected()).isEqualTo(3);
    }

    @Test
    void whatIsMarkedWaitsForAMissingTopicOfRoutesWhileTheOthersAreDelivered() throws Exception {
        producer.missing.add("quarantine");
        KafkaSender sender = started();
        Attempted delivery = delivery();

        sender.send(delivery);
        producer.endAll();
        assertThat(delivery.last()).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Refusal.BACKEND);
            assertThat(refused.message()).contains("topic quarantine does not exist", "routes::topics");
        });
        assertThat(producer.topics()).containsExactly("named", "otlp_logs");

        // Others go on meanwhile, and the same delivery sends what is left when the topic is there.
        sender.send(delivery());
        assertThat(producer.topics()).hasSize(4).doesNotContain("quarantine");
        producer.missing.clear();
        context.clock().advance(Duration.ofSeconds(2));
        delivery.deadlineNanos =
                context.clock().nanoTime() + Duration.ofSeconds(5).toNanos();
        sender.send(delivery);
        producer.endAll();
        assertThat(delivery.last()).isEqualTo(Outcome.accepted());
        assertThat(producer.topics()).hasSize(5).endsWith("quarantine");
        assertThat(redirected()).isZero();
    }

    @Test
    void aSignalsMissingTopicHoldsUpNoOther() throws Exception {
        producer.missing.add("otlp_logs");
        KafkaSender sender = started();
        Attempted delivery = delivery();

        sender.send(delivery);
        producer.endAll();

        assertThat(producer.topics()).containsExactly("named", "quarantine");
        assertThat(((Outcome.Refused) delivery.last()).message()).contains("logs::topic");
    }

    @Test
    void aTopicThatMayNotBeWrittenToIsFoundOutByItsFirstRecord() throws Exception {
        KafkaSender sender = started();
        Attempted delivery = delivery();

        sender.send(delivery);
        producer.end(0, new TopicAuthorizationException("no"));
        producer.endAll();
        assertThat(((Outcome.Refused) delivery.last()).message()).contains("topic named", "topic_from_attribute");

        sender.send(delivery);
        producer.endAll();
        assertThat(delivery.last()).isEqualTo(Outcome.accepted());
        assertThat(producer.topics()).containsExactly("named", "quarantine", "otlp_logs", "otlp_logs");
        assertThat(redirected()).isEqualTo(1);
    }

    @Test
    void aClientThatTakesNothingIsAskedOnlyEveryTwoSeconds() throws Exception {
        KafkaSender sender = started();
        sender.send(delivery());
        producer.refusal = new TimeoutException("no room");
        Attempted refused = delivery();
        sender.send(refused);
        assertThat(refused.last()).isInstanceOf(Outcome.Refused.class);
        producer.refusal = null;

        Attempted soon = delivery();
        sender.send(soon);
        assertThat(soon.last()).isEqualTo(refused.last());
        context.clock().advance(Duration.ofSeconds(2));
        sender.send(delivery());
        assertThat(producer.topics()).hasSize(6);
    }

    @Test
    void brokersThatAreNotReachedAreNoReasonForAnotherTopic() throws Exception {
        KafkaSender sender = started();
        producer.refusal = new TimeoutException("no broker");
        answers = false;
        Attempted delivery = delivery();

        sender.send(delivery);
        questions.forEach(Runnable::run);

        assertThat(((Outcome.Refused) delivery.last()).message()).contains("was not reached");
        assertThat(redirected()).isZero();
    }

    @Test
    void anAttemptEndsAtItsDeadlineAndWhatHasWaitedLongerIsNotSent() throws Exception {
        KafkaSender sender = started();
        answers = false;
        Attempted delivery = delivery();

        sender.send(delivery);
        producer.endAll();
        context.clock().advance(Duration.ofSeconds(6));
        assertThat(((Outcome.Refused) delivery.last()).reason()).isEqualTo(Refusal.DEADLINE);
        assertThat(((Outcome.Refused) delivery.last()).message()).contains("topics of logs");

        questions.remove().run();
        assertThat(producer.topics()).doesNotContain("named");
    }

    @Test
    void whatWaitsKeepsItsBytesWhenThePayloadIsSomebodyElses() throws Exception {
        KafkaSender sender = started();
        answers = false;
        byte[] whole = LogsData.newBuilder()
                .addResourceLogs(logs("kafka.topic", "named"))
                .build()
                .toByteArray();
        byte[] before = whole.clone();
        Attempted delivery = new Attempted(Signal.LOGS, whole, 1);
        delivery.deadlineNanos =
                context.clock().nanoTime() + Duration.ofSeconds(5).toNanos();

        sender.send(delivery);
        java.util.Arrays.fill(whole, (byte) 0);
        questions.remove().run();

        assertThat(producer.records.getFirst().value()).isEqualTo(before);
    }
}

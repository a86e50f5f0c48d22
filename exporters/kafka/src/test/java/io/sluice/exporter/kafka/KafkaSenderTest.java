package io.sluice.exporter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.ItemSet;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.api.Rejection;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.testkit.TestContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaSenderTest {

    private final TestContext context = new TestContext(ComponentKind.EXPORTER, ComponentId.of("kafka"));
    private final List<HeldProducer> producers = new ArrayList<>();
    private final Configs configs = new Configs();
    private final Attempted delivery = new Attempted();

    @BeforeEach
    void setDeadline() {
        delivery.deadlineNanos =
                context.clock().nanoTime() + Duration.ofSeconds(5).toNanos();
    }

    private KafkaSender started() throws Exception {
        KafkaSender sender = new KafkaSender(context, configs.make(), EnumSet.of(Signal.TRACES), _ -> {
            HeldProducer made = new HeldProducer();
            producers.add(made);
            return made;
        });
        sender.start();
        return sender;
    }

    private KafkaSender keyed() throws Exception {
        configs.partitionTracesById = true;
        return started();
    }

    @Test
    void answersOnceWhenEveryRecordOfASplitRequestHasArrived() throws Exception {
        KafkaSender sender = keyed();

        sender.send(delivery);
        producers.getFirst().end(0, null);
        producers.getFirst().end(2, null);
        assertThat(delivery.outcomes).isEmpty();
        producers.getFirst().end(1, null);

        assertThat(delivery.outcomes).containsExactly(Outcome.accepted());
    }

    @Test
    void sendsOnlyWhatFailedAgain() throws Exception {
        KafkaSender sender = keyed();

        sender.send(delivery);
        producers.getFirst().end(0, null);
        producers.getFirst().end(1, new NotEnoughReplicasException("no"));
        producers.getFirst().end(2, null);
        assertThat(((Outcome.Refused) delivery.last()).reason()).isEqualTo(Refusal.BACKEND);

        sender.send(delivery);
        assertThat(producers.getFirst().callbacks).hasSize(4);
        producers.getFirst().end(3, null);
        assertThat(delivery.last()).isEqualTo(Outcome.accepted());
    }

    @Test
    void namesTheItemsThatKafkaWillNeverTake() throws Exception {
        KafkaSender sender = keyed();

        sender.send(delivery);
        producers.getFirst().end(0, null);
        producers.getFirst().end(1, new RecordTooLargeException("large"));
        producers.getFirst().end(2, null);

        assertThat(delivery.last()).isInstanceOfSatisfying(Outcome.PartiallyAccepted.class, partial -> {
            assertThat(partial.which()).isEqualTo(ItemSet.of(1, 4, 7, 10, 13, 16));
            assertThat(partial.message()).contains("producer::max_message_bytes");
        });
    }

    @Test
    void rejectsWhenKafkaTakesNothing() throws Exception {
        KafkaSender sender = keyed();

        sender.send(delivery);
        for (int record = 0; record < 3; record++) {
            producers.getFirst().end(record, new RecordTooLargeException("large"));
        }

        assertThat(((Outcome.Rejected) delivery.last()).reason()).isEqualTo(Rejection.TOO_LARGE);
    }

    @Test
    void saysThatNobodyKnowsWhenTheClientGivesUpWhatItHadTaken() throws Exception {
        KafkaSender sender = started();

        sender.send(delivery);
        producers.getFirst().end(0, new TimeoutException("expired"));

        assertThat(((Outcome.Refused) delivery.last()).reason()).isEqualTo(Refusal.DEADLINE);
    }

    @Test
    void endsAtASoonerDeadlineAndDoesNotSendAgainWhatArrivedAfterIt() throws Exception {
        KafkaSender sender = started();
        delivery.deadlineNanos =
                context.clock().nanoTime() + Duration.ofSeconds(1).toNanos();

        sender.send(delivery);
        context.clock().advance(Duration.ofMillis(1001));
        assertThat(((Outcome.Refused) delivery.last()).reason()).isEqualTo(Refusal.DEADLINE);

        producers.getFirst().end(0, null);
        assertThat(delivery.outcomes).hasSize(1);

        delivery.deadlineNanos =
                context.clock().nanoTime() + Duration.ofSeconds(5).toNanos();
        sender.send(delivery);

        assertThat(delivery.last()).isEqualTo(Outcome.accepted());
        assertThat(producers.getFirst().callbacks).hasSize(1);
    }

    @Test
    void replacesAProducerWhoseCredentialsWereRefused() throws Exception {
        KafkaSender sender = started();

        sender.send(delivery);
        producers.getFirst().end(0, new SaslAuthenticationException("no"));
        assertThat(((Outcome.Refused) delivery.last()).reason()).isEqualTo(Refusal.BACKEND);

        Attempted soon = new Attempted();
        sender.send(soon);
        assertThat(soon.last()).isEqualTo(delivery.last());

        context.clock().advance(Duration.ofSeconds(1));
        Attempted later = new Attempted();
        later.deadlineNanos = context.clock().nanoTime() + Duration.ofSeconds(5).toNanos();
        sender.send(later);
        producers.get(1).end(0, null);
        assertThat(later.last()).isEqualTo(Outcome.accepted());
    }

    @Test
    void asksAClientThatTakesNothingOnlyEveryTwoSeconds() throws Exception {
        KafkaSender sender = keyed();
        producers.getFirst().refusal = new TimeoutException("no metadata");

        sender.send(delivery);
        assertThat(((Outcome.Refused) delivery.last()).reason()).isEqualTo(Refusal.BACKEND);
        producers.getFirst().refusal = null;

        sender.send(delivery);
        assertThat(producers.getFirst().callbacks).isEmpty();
        context.clock().advance(Duration.ofSeconds(2));
        sender.send(delivery);
        assertThat(producers.getFirst().callbacks).hasSize(3);
    }

    @Test
    void rejectsBytesThatAreNoRequestWhenItHasToSplitThem() throws Exception {
        KafkaSender sender = keyed();
        Attempted malformed = new Attempted();
        malformed.batch().replace(Payload.of(new byte[] {10, 100, 1}), 1);

        sender.send(malformed);

        assertThat(((Outcome.Rejected) malformed.last()).reason()).isEqualTo(Rejection.MALFORMED);
    }
}

package io.sluice.exporter.helper;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.api.Rejection;
import io.sluice.exporter.helper.QueueConfig.Sizer;
import io.sluice.testkit.RecordingAck;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QueuedExporterWaitingTest {

    @Test
    void answersWithTheOutcomeOfTheDelivery() {
        Rig rig = Rig.waiting();

        RecordingAck ack = rig.consume();

        assertThat(ack.answer()).isNull();
        rig.end(Outcome.accepted());
        assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
        assertThat(rig.metric("exporter_sent_spans")).isEqualTo(5);
        assertThat(rig.metric("exporter_send_failed_spans")).isZero();
    }

    @Test
    void releasesThePayloadWithTheOutcome() {
        Rig rig = Rig.waiting();
        rig.consume();
        Delivery delivery = rig.sender.open.get(0);

        rig.end(Outcome.accepted());

        assertThat(delivery.batch().isCompleted()).isTrue();
    }

    @Test
    void handsBackARejection() {
        Rig rig = Rig.waiting();
        RecordingAck ack = rig.consume();

        rig.end(Outcome.rejected(Rejection.MALFORMED, "bad bytes"));

        assertThat(ack.outcome()).isEqualTo(Outcome.rejected(Rejection.MALFORMED, "bad bytes"));
        assertThat(ack.drops()).isEmpty();
        assertThat(rig.metric("exporter_send_failed_spans")).isEqualTo(5);
    }

    @Test
    void handsOnPartialSuccess() {
        Rig rig = Rig.waiting();
        RecordingAck ack = rig.consume();

        rig.end(new Outcome.PartiallyAccepted(2, null, "two too old"));

        assertThat(ack.outcome()).isEqualTo(new Outcome.PartiallyAccepted(2, null, "two too old"));
        assertThat(rig.metric("exporter_sent_spans")).isEqualTo(3);
        assertThat(rig.metric("exporter_send_failed_spans")).isEqualTo(2);
    }

    @Test
    void handsBackWhatCannotBeRetriedWithinTheSendersPatience() {
        Rig rig = Rig.waiting();
        RecordingAck ack = rig.consumeWithin(Duration.ofSeconds(3));

        rig.end(Rig.UNAVAILABLE);

        assertThat(ack.outcome()).isEqualTo(Rig.UNAVAILABLE);
        assertThat(rig.context.clock().pending()).isZero();
    }

    @Test
    void retriesWithinTheSendersPatience() {
        Rig rig = Rig.waiting();
        RecordingAck ack = rig.consumeWithin(Duration.ofSeconds(10));

        rig.end(Rig.UNAVAILABLE);
        assertThat(ack.answer()).isNull();
        rig.advance(Duration.ofMillis(4_990));
        assertThat(rig.sender.attempts).isEqualTo(1);
        rig.advance(Duration.ofMillis(20));
        assertThat(rig.sender.attempts).isEqualTo(2);
        rig.end(Outcome.accepted());

        assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
        assertThat(rig.metric("exporter_sent_spans")).isEqualTo(5);
        assertThat(rig.metric("exporter_send_failed_spans")).isZero();
    }

    @Test
    void keepsTheHintOfTheBackendInWhatItHandsBack() {
        Rig rig = Rig.waiting();
        RecordingAck ack = rig.consumeWithin(Duration.ofSeconds(3));

        rig.end(Outcome.refused(Refusal.BACKEND, 7_000_000_000L, "busy"));

        assertThat(Rig.refused(ack).retryAfterNanos()).isEqualTo(7_000_000_000L);
    }

    @Test
    void startsNoAttemptThatCannotEndInTime() {
        Rig rig = new Rig(Rig.queue(10, Sizer.REQUESTS));
        rig.consume();
        RecordingAck late = rig.consumeWithin(Duration.ofSeconds(1));
        rig.advance(Duration.ofMillis(900));

        rig.end(Outcome.accepted());

        assertThat(Rig.refused(late).reason()).isEqualTo(Refusal.DEADLINE);
        assertThat(rig.sender.attempts).isEqualTo(1);
    }

    @Test
    void startsNoAttemptForSomebodyWhoHasGone() {
        Rig rig = new Rig(Rig.queue(10, Sizer.REQUESTS));
        rig.consume();
        RecordingAck gone = rig.consume();

        gone.withdraw();
        rig.end(Outcome.accepted());

        assertThat(Rig.refused(gone).reason()).isEqualTo(Refusal.DEADLINE);
        assertThat(rig.sender.attempts).isEqualTo(1);
    }

    @Test
    void withdrawsWhatWaitsInTheQueueWithoutWaitingForASlot() {
        Rig rig = new Rig(Rig.queue(10, Sizer.REQUESTS));
        rig.consume();
        RecordingAck gone = rig.consume();

        gone.withdraw();
        rig.advance(Duration.ofMillis(500));

        assertThat(Rig.refused(gone).reason()).isEqualTo(Refusal.DEADLINE);
        assertThat(rig.gauge("exporter_queue_size")).isEqualTo(1);
    }

    @Test
    void withdrawsWhatWaitsForARetry() {
        Rig rig = Rig.waiting();
        RecordingAck gone = rig.consume();
        rig.end(Rig.UNAVAILABLE);

        gone.withdraw();
        rig.advance(Duration.ofMillis(500));

        assertThat(Rig.refused(gone).reason()).isEqualTo(Refusal.DEADLINE);
        assertThat(rig.context.clock().pending()).isLessThanOrEqualTo(1);
        rig.advance(Duration.ofSeconds(10));
        assertThat(rig.sender.attempts).isEqualTo(1);
        assertThat(rig.context.clock().pending()).isZero();
    }

    @Test
    void refusesAfterAnAttemptForSomebodyWhoHasGone() {
        Rig rig = Rig.waiting();
        RecordingAck gone = rig.consume();

        gone.withdraw();
        rig.end(Rig.UNAVAILABLE);

        assertThat(Rig.refused(gone).reason()).isEqualTo(Refusal.DEADLINE);
    }

    @Test
    void tellsOfADeliveryThatSucceededTooLate() {
        Rig rig = Rig.waiting();
        RecordingAck gone = rig.consume();

        gone.withdraw();
        rig.end(Outcome.accepted());

        assertThat(gone.outcome()).isEqualTo(Outcome.accepted());
        assertThat(rig.metric("exporter_sent_spans")).isEqualTo(5);
    }
}

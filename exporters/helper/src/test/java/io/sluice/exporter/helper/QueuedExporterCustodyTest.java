package io.sluice.exporter.helper;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.api.Rejection;
import io.sluice.exporter.helper.QueueConfig.Sizer;
import io.sluice.testkit.RecordingAck;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QueuedExporterCustodyTest {

    @Test
    void answersOnceTheDataIsInTheQueue() {
        Rig rig = Rig.custody();

        RecordingAck ack = rig.consume();

        assertThat(ack.answer()).isEqualTo(Outcome.accepted());
        assertThat(ack.outcome()).isNull();
        rig.end(Outcome.accepted());
        assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
        assertThat(ack.drops()).isEmpty();
    }

    @Test
    void retriesPastTheSendersDeadline() {
        Rig rig = Rig.custody();
        rig.consumeWithin(Duration.ofSeconds(1));

        rig.end(Rig.UNAVAILABLE);
        rig.advance(Duration.ofSeconds(6));

        assertThat(rig.sender.attempts).isEqualTo(2);
    }

    @Test
    void tellsOfARejectionAfterTheAnswer() {
        Rig rig = Rig.custody();
        RecordingAck ack = rig.consume();

        rig.end(Outcome.rejected(Rejection.BACKEND, "no"));

        assertThat(ack.answer()).isEqualTo(Outcome.accepted());
        assertThat(ack.outcome()).isEqualTo(Outcome.rejected(Rejection.BACKEND, "no"));
        assertThat(rig.metric("exporter_send_failed_spans")).isEqualTo(5);
    }

    @Test
    void tellsOfGivingUpAfterTheAnswer() {
        Rig rig = new Rig(
                new QueueConfig(10, 0, 1000, Sizer.REQUESTS, 0, false, false), Rig.NO_RETRY, Duration.ofSeconds(5));
        RecordingAck ack = rig.consume();

        rig.end(Rig.UNAVAILABLE);

        assertThat(ack.answer()).isEqualTo(Outcome.accepted());
        assertThat(ack.outcome()).isEqualTo(Rig.UNAVAILABLE);
    }

    @Test
    void tellsOfAPartialSuccessAfterTheAnswer() {
        Rig rig = Rig.custody();
        RecordingAck ack = rig.consume();

        rig.end(new Outcome.PartiallyAccepted(2, null, "two too old"));

        assertThat(ack.answer()).isEqualTo(Outcome.accepted());
        assertThat(ack.outcome()).isEqualTo(new Outcome.PartiallyAccepted(2, null, "two too old"));
    }

    @Test
    void countsAllAsSentWithAMereWarning() {
        Rig rig = Rig.custody();
        RecordingAck ack = rig.consume();

        rig.end(new Outcome.PartiallyAccepted(0, null, "deprecated field"));

        assertThat(ack.drops()).isEmpty();
        assertThat(rig.metric("exporter_sent_spans")).isEqualTo(5);
    }

    @Test
    void refusesWhatFindsNoRoomWithoutTakingIt() {
        Rig rig = new Rig(new QueueConfig(1, 0, 1, Sizer.REQUESTS, 0, false, false));
        rig.consume();

        RecordingAck ack = rig.consume();

        assertThat(Rig.refused(ack).reason()).isEqualTo(Refusal.QUEUE_FULL);
        assertThat(ack.answer()).isInstanceOf(Outcome.Refused.class);
    }
}

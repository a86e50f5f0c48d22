package io.sluice.exporter.helper;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.exporter.helper.QueueConfig.Sizer;
import io.sluice.testkit.RecordingAck;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QueuedExporterStoppingTest {

    private void begin(Rig rig, Duration within) {
        rig.exporter.beginStop(rig.context.clock().nanoTime() + within.toNanos());
    }

    @Test
    void takesNothingMore() {
        Rig rig = Rig.waiting();
        begin(rig, Duration.ofSeconds(5));

        RecordingAck ack = rig.consume();

        assertThat(Rig.refused(ack).reason()).isEqualTo(Refusal.SHUTDOWN);
    }

    @Test
    void finishesWhatIsQueuedAndUnderWay() {
        Rig rig = new Rig(Rig.queue(10, Sizer.REQUESTS));
        RecordingAck first = rig.consume();
        RecordingAck second = rig.consume();
        begin(rig, Duration.ofSeconds(5));

        rig.end(Outcome.accepted());
        rig.end(Outcome.accepted());

        assertThat(first.outcome()).isEqualTo(Outcome.accepted());
        assertThat(second.outcome()).isEqualTo(Outcome.accepted());
        assertThat(rig.exporter.loop().isDrained()).isTrue();
    }

    @Test
    void handsBackWhatItCannotFinish() {
        Rig rig = new Rig(Rig.queue(10, Sizer.REQUESTS));
        RecordingAck underWay = rig.consume();
        RecordingAck queued = rig.consume();
        begin(rig, Duration.ofSeconds(5));
        rig.context.clock().advance(Duration.ofSeconds(5));

        rig.exporter.loop().flush();
        assertThat(Rig.refused(queued).reason()).isEqualTo(Refusal.SHUTDOWN);
        assertThat(underWay.outcome()).isNull();

        rig.sender.end(Rig.UNAVAILABLE);
        assertThat(underWay.outcome()).isEqualTo(Rig.UNAVAILABLE);
        assertThat(rig.exporter.loop().held()).isZero();
    }

    @Test
    void tellsOfWhatItLosesInCustody() {
        Rig rig = new Rig(new QueueConfig(1, 0, 10, Sizer.REQUESTS, 0, false, false));
        rig.consume();
        RecordingAck queued = rig.consume();
        begin(rig, Duration.ofSeconds(5));
        rig.context.clock().advance(Duration.ofSeconds(5));

        rig.exporter.loop().flush();

        assertThat(queued.answer()).isEqualTo(Outcome.accepted());
        assertThat(Rig.refused(queued).reason()).isEqualTo(Refusal.SHUTDOWN);
    }

    @Test
    void startsNoWaitThatEndsTooLate() {
        Rig rig = Rig.waiting();
        RecordingAck ack = rig.consume();
        begin(rig, Duration.ofSeconds(4));

        rig.end(Rig.UNAVAILABLE);

        assertThat(ack.outcome()).isEqualTo(Rig.UNAVAILABLE);
    }

    @Test
    void handsBackWhatWaitsForARetry() {
        Rig rig = Rig.waiting();
        RecordingAck ack = rig.consume();
        rig.end(Rig.UNAVAILABLE);
        begin(rig, Duration.ofSeconds(1));
        rig.context.clock().advance(Duration.ofSeconds(1));

        rig.exporter.loop().flush();

        assertThat(Rig.refused(ack).reason()).isEqualTo(Refusal.SHUTDOWN);
    }

    @Test
    void refusesWhatComesAfterTheEnd() {
        Rig rig = Rig.waiting();
        rig.exporter.loop().flush();

        RecordingAck ack = rig.consume();

        assertThat(Rig.refused(ack).reason()).isEqualTo(Refusal.SHUTDOWN);
    }
}

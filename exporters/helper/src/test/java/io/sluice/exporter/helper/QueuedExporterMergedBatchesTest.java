package io.sluice.exporter.helper;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.exporter.helper.QueueConfig.Sizer;
import io.sluice.testkit.RecordingAck;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QueuedExporterMergedBatchesTest {

    @Test
    void leaveWithoutThoseWhoHaveGone() {
        Rig rig = new Rig(Rig.queue(10, Sizer.REQUESTS));
        rig.consume();
        RecordingAck gone = new RecordingAck();
        RecordingAck stays = new RecordingAck();
        rig.consumeMerged(gone, stays);
        gone.withdraw();

        rig.end(Outcome.accepted());
        assertThat(Rig.refused(gone).reason()).isEqualTo(Refusal.DEADLINE);
        assertThat(rig.sender.open.get(0).batch().items()).isEqualTo(5);
        rig.end(Outcome.accepted());

        assertThat(stays.outcome()).isEqualTo(Outcome.accepted());
        assertThat(rig.metric("exporter_sent_spans")).isEqualTo(10);
        assertThat(rig.metric("exporter_send_failed_spans")).isEqualTo(5);
        assertThat(rig.gauge("exporter_queue_bytes")).isZero();
    }

    @Test
    void areRetriedWithoutThoseWhoHaveGone() {
        Rig rig = Rig.waiting();
        RecordingAck gone = new RecordingAck();
        RecordingAck stays = new RecordingAck();
        rig.consumeMerged(gone, stays);

        rig.end(Rig.UNAVAILABLE);
        gone.withdraw();
        rig.advance(Duration.ofSeconds(6));

        assertThat(Rig.refused(gone).reason()).isEqualTo(Refusal.DEADLINE);
        assertThat(rig.sender.open.get(0).batch().items()).isEqualTo(5);
        rig.end(Outcome.accepted());
        assertThat(stays.outcome()).isEqualTo(Outcome.accepted());
        assertThat(rig.gauge("exporter_queue_bytes")).isZero();
    }

    @Test
    void stayAsTheyAreWhereTheSenderRemembersParts() {
        Rig rig = Rig.waiting();
        RecordingAck gone = new RecordingAck();
        RecordingAck stays = new RecordingAck();
        rig.consumeMerged(gone, stays);

        rig.sender.open.get(0).attach("the first part was delivered");
        rig.end(Rig.UNAVAILABLE);
        gone.withdraw();
        rig.advance(Duration.ofSeconds(6));

        assertThat(rig.sender.open.get(0).batch().items()).isEqualTo(10);
    }
}

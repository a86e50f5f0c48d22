package io.sluice.exporter.helper;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.exporter.helper.QueueConfig.Sizer;
import io.sluice.pdata.Signal;
import io.sluice.testkit.RecordingAck;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QueuedExporterBlockingTest {

    private final QueueConfig config = new QueueConfig(1, 0, 1, Sizer.REQUESTS, 250, true, false);

    @Test
    void letsWaitInFrontOfTheQueue() {
        Rig rig = new Rig(config);
        rig.consume();

        RecordingAck second = rig.consume();
        RecordingAck third = rig.consume();

        assertThat(second.answer()).isNull();
        rig.end(Outcome.accepted());
        assertThat(second.answer()).isEqualTo(Outcome.accepted());
        assertThat(third.answer()).isNull();
        rig.end(Outcome.accepted());
        assertThat(third.answer()).isEqualTo(Outcome.accepted());
        rig.end(Outcome.accepted());
        assertThat(rig.gauge("exporter_queue_bytes")).isZero();
        assertThat(rig.metric("exporter_sent_spans")).isEqualTo(15);
    }

    @Test
    void isBoundedInBytes() {
        Rig rig = new Rig(config);
        rig.consume();
        rig.consume();
        rig.consume();

        assertThat(Rig.refused(rig.consume()).reason()).isEqualTo(Refusal.QUEUE_FULL);
    }

    @Test
    void refusesWhoeverStopsWaiting() {
        Rig rig = new Rig(config);
        rig.consume();
        RecordingAck gone = rig.consume();

        gone.withdraw();
        rig.advance(Duration.ofMillis(500));

        assertThat(Rig.refused(gone).reason()).isEqualTo(Refusal.DEADLINE);
        assertThat(gone.drops()).isEmpty();
        assertThat(rig.gauge("exporter_queue_bytes")).isEqualTo(100);
    }

    @Test
    void letsNobodyOvertake() {
        Rig rig = new Rig(new QueueConfig(1, 0, 10, Sizer.ITEMS, 1000, true, false));
        rig.consume(Signal.TRACES, 6, 10);
        RecordingAck large = rig.consume(Signal.TRACES, 6, 10);

        RecordingAck small = rig.consume(Signal.TRACES, 1, 10);

        assertThat(small.answer()).isNull();
        rig.end(Outcome.accepted());
        assertThat(large.answer()).isEqualTo(Outcome.accepted());
        assertThat(small.answer()).isEqualTo(Outcome.accepted());
    }
}

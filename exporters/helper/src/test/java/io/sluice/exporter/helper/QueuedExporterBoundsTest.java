package io.sluice.exporter.helper;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.OnceAck;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.api.Rejection;
import io.sluice.exporter.helper.QueueConfig.Sizer;
import io.sluice.pdata.Signal;
import io.sluice.testkit.RecordingAck;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QueuedExporterBoundsTest {

    @Test
    void countRequests() {
        Rig rig = new Rig(Rig.queue(2, Sizer.REQUESTS));
        rig.consume();
        rig.consume();

        RecordingAck ack = rig.consume();

        assertThat(Rig.refused(ack).reason()).isEqualTo(Refusal.QUEUE_FULL);
        assertThat(rig.metric("exporter_enqueue_failed_spans")).isEqualTo(5);
        assertThat(rig.gauge("exporter_queue_size")).isEqualTo(2);
        assertThat(rig.gauge("exporter_queue_capacity")).isEqualTo(2);
    }

    @Test
    void countItems() {
        Rig rig = new Rig(Rig.queue(12, Sizer.ITEMS));
        rig.consume();
        rig.consume();

        assertThat(Rig.refused(rig.consume()).reason()).isEqualTo(Refusal.QUEUE_FULL);
        assertThat(rig.consume(Signal.TRACES, 2, 10).outcome()).isNull();
        assertThat(rig.gauge("exporter_queue_size")).isEqualTo(12);
    }

    @Test
    void countBytes() {
        Rig rig = new Rig(Rig.queue(250, Sizer.BYTES));
        rig.consume();
        rig.consume();

        assertThat(Rig.refused(rig.consume()).reason()).isEqualTo(Refusal.QUEUE_FULL);
        assertThat(rig.gauge("exporter_queue_size")).isEqualTo(200);
    }

    @Test
    void holdInBytesWhateverTheSizer() {
        Rig rig = new Rig(new QueueConfig(1, 0, 1000, Sizer.REQUESTS, 250, false, true));
        rig.consume();
        rig.consume();

        assertThat(Rig.refused(rig.consume()).reason()).isEqualTo(Refusal.QUEUE_FULL);
        assertThat(rig.gauge("exporter_queue_size")).isEqualTo(2);
        assertThat(rig.gauge("exporter_queue_bytes")).isEqualTo(200);
    }

    @Test
    void areFreedWhenAnAttemptEnds() {
        Rig rig = new Rig(Rig.queue(1, Sizer.REQUESTS));
        rig.consume();
        rig.end(Outcome.accepted());

        assertThat(rig.consume().outcome()).isNull();
    }

    @Test
    void areFreedBeforeTheAnswerIsGiven() {
        double[] sizeAtAnswer = {-1};
        Rig one = new Rig(Rig.queue(1, Sizer.REQUESTS));
        one.consume(Signal.TRACES, 5, 100, new OnceAck() {
            @Override
            protected void onAnswer(Outcome outcome) {}

            @Override
            protected void onComplete(Outcome outcome, boolean answered) {
                sizeAtAnswer[0] = one.gauge("exporter_queue_size");
            }

            @Override
            public boolean isWithdrawn() {
                return false;
            }

            @Override
            public long deadlineNanos() {
                return NO_DEADLINE;
            }

            @Override
            public void dropped(int items, String reason) {}
        });

        one.end(Outcome.accepted());

        assertThat(sizeAtAnswer[0]).isZero();
    }

    @Test
    void rejectWhatCouldNeverFit() {
        Rig rig = new Rig(Rig.queue(3, Sizer.ITEMS));

        RecordingAck ack = rig.consume();

        assertThat(ack.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(Rejection.TOO_LARGE));
        assertThat(rig.metric("exporter_enqueue_failed_spans")).isEqualTo(5);
    }

    @Test
    void areKeptPerSignal() {
        Rig rig = new Rig(Rig.queue(1, Sizer.REQUESTS));
        rig.consume();

        assertThat(rig.consume(Signal.LOGS, 1, 10).outcome()).isNull();
        assertThat(Rig.refused(rig.consume()).reason()).isEqualTo(Refusal.QUEUE_FULL);
    }

    @Test
    void doNotMindWhatIsEmpty() {
        Rig rig = new Rig(Rig.queue(1, Sizer.REQUESTS));
        rig.consume();

        RecordingAck ack = rig.consume(Signal.TRACES, 0, 10);

        assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
        assertThat(rig.sender.attempts).isEqualTo(1);
    }

    @Test
    void refusesASignalItWasNotMadeFor() {
        Rig rig = new Rig(QueueConfig.DEFAULTS, Set.of(Signal.LOGS));

        RecordingAck ack = rig.consume();

        assertThat(ack.outcome()).isEqualTo(Outcome.rejected(Rejection.UNSUPPORTED, "exporter test/x takes no traces"));
    }
}

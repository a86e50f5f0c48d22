package io.sluice.exporter.helper;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.exporter.helper.QueueConfig.Sizer;
import io.sluice.pdata.Signal;
import io.sluice.testkit.RecordingAck;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QueuedExporterAttemptsTest {

    @Test
    void endWithTheTimeout() {
        Rig rig = Rig.waiting();
        rig.consume();

        long now = rig.context.clock().nanoTime();
        assertThat(rig.sender.open.get(0).deadlineNanos())
                .isEqualTo(now + Duration.ofSeconds(5).toNanos());
    }

    @Test
    void endBeforeTheSendersDeadline() {
        Rig rig = Rig.waiting();
        rig.consumeWithin(Duration.ofSeconds(2));

        long now = rig.context.clock().nanoTime();
        assertThat(rig.sender.open.get(0).deadlineNanos())
                .isEqualTo(now + Duration.ofSeconds(2).toNanos() - SenderLoop.ANSWER_MARGIN_NANOS);
    }

    @Test
    void haveNoDeadlineWhereNobodySetsOne() {
        Rig rig = new Rig(QueueConfig.DEFAULTS, Rig.RETRY, Duration.ZERO);
        rig.consume();

        assertThat(rig.sender.open.get(0).deadlineNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void boundsBytesUnderWayInsteadOfDeliveriesIfToldSo() {
        Rig rig = new Rig(new QueueConfig(1, 250, 100, Sizer.REQUESTS, 0, false, true));
        for (int i = 0; i < 5; i++) {
            rig.consume();
        }

        assertThat(rig.gauge("exporter_in_flight_requests")).isEqualTo(3);
        assertThat(rig.gauge("exporter_in_flight_bytes")).isEqualTo(300);
        rig.end(Outcome.accepted());
        assertThat(rig.gauge("exporter_in_flight_requests")).isEqualTo(3);
        assertThat(rig.sender.attempts).isEqualTo(4);
    }

    @Test
    void areAsManyAtOnceAsThereAreConsumersPerSignal() {
        Rig rig = new Rig(new QueueConfig(2, 0, 100, Sizer.REQUESTS, 0, false, true));

        for (int i = 0; i < 5; i++) {
            rig.consume();
            rig.consume(Signal.LOGS, 1, 10);
        }

        assertThat(rig.sender.attempts).isEqualTo(4);
        assertThat(rig.gauge("exporter_in_flight_requests")).isEqualTo(2);
        rig.end(Outcome.accepted());
        assertThat(rig.sender.attempts).isEqualTo(5);
    }

    @Test
    void endOnce() {
        Rig rig = Rig.waiting();
        RecordingAck ack = rig.consume();
        Delivery delivery = rig.sender.open.get(0);

        delivery.done(Outcome.accepted());
        delivery.done(Outcome.accepted());
        delivery.done(Rig.UNAVAILABLE);
        rig.turn();

        assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
        assertThat(rig.metric("exporter_sent_spans")).isEqualTo(5);
        assertThat(rig.gauge("exporter_in_flight_requests")).isZero();
    }

    @Test
    void thatThrowAreRefusedRetryably() {
        Rig rig = Rig.waiting();
        rig.sender.reply(_ -> {
            throw new IllegalStateException("bug");
        });

        RecordingAck ack = rig.consumeWithin(Duration.ofSeconds(1));

        assertThat(Rig.refused(ack).reason()).isEqualTo(Refusal.COMPONENT_FAILURE);
        assertThat(rig.metric("exporter_send_failed_spans")).isEqualTo(5);
        assertThat(rig.metric("exporter_unexpected_failures")).isEqualTo(1);
    }

    @Test
    void thatThrowAfterTheyEndedChangeNothing() {
        Rig rig = Rig.waiting();
        rig.sender.reply(delivery -> {
            delivery.done(Outcome.accepted());
            throw new IllegalStateException("bug");
        });

        RecordingAck ack = rig.consume();

        assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
    }
}

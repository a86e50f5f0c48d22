package io.sluice.exporter.helper;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.exporter.helper.QueueConfig.Sizer;
import io.sluice.testkit.RecordingAck;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QueuedExporterRetryTest {

    @Test
    void waitsLongerEachTimeUpToTheLongestInterval() {
        Rig rig = Rig.custody();
        rig.consume();
        long[] expectedMillis = {5_000, 7_500, 11_250, 16_875, 25_312, 30_000, 30_000};

        for (int i = 0; i < expectedMillis.length; i++) {
            rig.end(Rig.UNAVAILABLE);
            rig.advance(Duration.ofMillis(expectedMillis[i] - 20));
            assertThat(rig.sender.attempts)
                    .as("attempts before wait %s is over", i)
                    .isEqualTo(i + 1);
            rig.advance(Duration.ofMillis(40));
            assertThat(rig.sender.attempts).isEqualTo(i + 2);
        }
    }

    @Test
    void comesAtOnceWhenThereIsAnotherWay() {
        Rig rig = Rig.custody();
        rig.consume();

        rig.sender.open.removeFirst().elsewhere(Rig.UNAVAILABLE);
        rig.turn();
        assertThat(rig.sender.attempts).isEqualTo(2);

        // And only that once.
        rig.end(Rig.UNAVAILABLE);
        assertThat(rig.sender.attempts).isEqualTo(2);
    }

    @Test
    void spreadsTheWait() {
        Rig rig = Rig.custody();
        rig.random(0);
        rig.consume();

        rig.end(Rig.UNAVAILABLE);
        rig.advance(Duration.ofMillis(2_490));
        assertThat(rig.sender.attempts).isEqualTo(1);
        rig.advance(Duration.ofMillis(20));
        assertThat(rig.sender.attempts).isEqualTo(2);
    }

    @Test
    void takesTheHintOfTheBackendAsLowerBound() {
        Rig rig = Rig.custody();
        rig.consume();

        rig.end(Outcome.refused(Refusal.BACKEND, Duration.ofSeconds(20).toNanos(), "busy"));
        rig.advance(Duration.ofMillis(19_990));
        assertThat(rig.sender.attempts).isEqualTo(1);
        rig.advance(Duration.ofMillis(20));
        assertThat(rig.sender.attempts).isEqualTo(2);
    }

    @Test
    void givesUpBeforeAWaitThatEndsTooLate() {
        RetryConfig short1 =
                new RetryConfig(true, Duration.ofSeconds(5), 0.5, 1.5, Duration.ofSeconds(30), Duration.ofSeconds(40));
        Rig rig = new Rig(QueueConfig.DEFAULTS, short1, Duration.ofSeconds(5));
        RecordingAck ack = rig.consume();

        for (int i = 0; i < 3; i++) {
            rig.end(Rig.UNAVAILABLE);
            rig.advance(Duration.ofSeconds(12));
        }
        rig.end(Rig.UNAVAILABLE);

        assertThat(ack.outcome()).isEqualTo(Rig.UNAVAILABLE);
    }

    @Test
    void goesOnForeverIfAskedTo() {
        RetryConfig forever = new RetryConfig(true, Duration.ofSeconds(5), 0, 1, Duration.ofSeconds(30), Duration.ZERO);
        Rig rig = new Rig(QueueConfig.DEFAULTS, forever, Duration.ofSeconds(5));
        RecordingAck ack = rig.consume();

        for (int i = 0; i < 200; i++) {
            rig.end(Rig.UNAVAILABLE);
            rig.advance(Duration.ofMillis(5_010));
        }

        assertThat(rig.sender.attempts).isEqualTo(201);
        assertThat(ack.outcome()).isNull();
    }

    @Test
    void keepsWhatTheSenderAttached() {
        Rig rig = Rig.custody();
        rig.consume();
        Delivery first = rig.sender.open.get(0);
        assertThat(first.attempt()).isEqualTo(1);
        first.attach("two parts done");

        rig.end(Rig.UNAVAILABLE);
        rig.advance(Duration.ofSeconds(6));

        Delivery second = rig.sender.open.get(0);
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.attachment()).isEqualTo("two parts done");
    }

    @Test
    void doesNotSpinWithoutAnInterval() {
        RetryConfig none = new RetryConfig(true, Duration.ZERO, 0, 1.5, Duration.ofSeconds(30), Duration.ofMinutes(5));
        Rig rig = new Rig(QueueConfig.DEFAULTS, none, Duration.ofSeconds(5));
        rig.sender.reply(delivery -> delivery.done(Rig.UNAVAILABLE));

        rig.consume();

        assertThat(rig.sender.attempts).isEqualTo(1);
        rig.context.clock().advance(Duration.ofMillis(1));
        rig.turn();
        assertThat(rig.sender.attempts).isEqualTo(2);
    }

    @Test
    void holdsNoSlotWhileItWaits() {
        Rig rig = new Rig(Rig.queue(10, Sizer.REQUESTS));
        rig.consume();
        rig.end(Rig.UNAVAILABLE);

        rig.consume();

        assertThat(rig.sender.attempts).isEqualTo(2);
        assertThat(rig.gauge("exporter_queue_size")).isEqualTo(2);
    }
}

package io.sluice.exporter.helper;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.api.Rejection;
import io.sluice.exporter.helper.QueueConfig.Sizer;
import io.sluice.testkit.RecordingAck;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QueuedExporterSilentBackendTest {

    private final Rig rig = new Rig(new QueueConfig(4, 0, 100, Sizer.REQUESTS, 0, false, true));

    private void consumeAndTimeOut(int batches) {
        for (int i = 0; i < batches; i++) {
            rig.consume();
        }
        rig.advance(Duration.ofSeconds(5));
        for (int i = 0; i < 4; i++) {
            rig.end(Rig.TIMEOUT);
        }
    }

    @Test
    void probesWithOneAttemptAtATime() {
        consumeAndTimeOut(12);

        assertThat(rig.sender.attempts).isEqualTo(5);
        rig.advance(Duration.ofSeconds(3));
        assertThat(rig.sender.attempts).isEqualTo(5);
        rig.end(Rig.TIMEOUT);
        assertThat(rig.sender.attempts).isEqualTo(6);
    }

    @Test
    void returnsToFullConcurrencyOnSuccess() {
        consumeAndTimeOut(12);

        rig.end(Outcome.accepted());

        assertThat(rig.sender.open).hasSize(4);
    }

    @Test
    void returnsToFullConcurrencyOnARejectionToo() {
        consumeAndTimeOut(12);

        rig.end(Outcome.rejected(Rejection.MALFORMED, "no"));

        assertThat(rig.sender.open).hasSize(4);
    }

    @Test
    void probesAtMostOnceASecond() {
        rig.consume();
        rig.advance(Duration.ofSeconds(5));
        rig.end(Rig.TIMEOUT);
        for (int i = 0; i < 8; i++) {
            rig.consumeWithin(Duration.ofSeconds(30));
        }
        int before = rig.sender.attempts;

        for (int i = 0; i < 200; i++) {
            if (!rig.sender.open.isEmpty()) {
                rig.end(Rig.TIMEOUT);
            }
            rig.advance(Duration.ofMillis(10));
        }

        assertThat(rig.sender.attempts - before).isBetween(1, 3);
    }

    @Test
    void keepsTheBacklogWithdrawable() {
        RecordingAck[] waiting = new RecordingAck[8];
        for (int i = 0; i < 4; i++) {
            rig.consume();
        }
        for (int i = 0; i < waiting.length; i++) {
            waiting[i] = rig.consume();
        }
        rig.advance(Duration.ofSeconds(5));
        for (int i = 0; i < 4; i++) {
            rig.end(Rig.TIMEOUT);
        }
        int attempts = rig.sender.attempts;

        for (RecordingAck ack : waiting) {
            ack.withdraw();
        }
        rig.advance(Duration.ofMillis(300));

        for (int i = 1; i < waiting.length; i++) {
            assertThat(Rig.refused(waiting[i]).reason()).isEqualTo(Refusal.DEADLINE);
        }
        assertThat(rig.sender.attempts).isEqualTo(attempts);
    }

    @Test
    void doesNotTakeOneSlowAnswerForSilence() {
        rig.consume();
        rig.advance(Duration.ofSeconds(4));
        rig.consume();
        rig.sender.open.remove(1).done(Outcome.accepted());
        rig.advance(Duration.ofSeconds(1));
        rig.end(Rig.TIMEOUT);

        for (int i = 0; i < 4; i++) {
            rig.consume();
        }

        assertThat(rig.sender.open).hasSize(4);
    }

    @Test
    void doesNotTakeShortAttemptsForSilence() {
        rig.consumeWithin(Duration.ofMillis(300));
        rig.advance(Duration.ofMillis(200));
        rig.end(Rig.TIMEOUT);

        for (int i = 0; i < 4; i++) {
            rig.consume();
        }

        assertThat(rig.sender.open).hasSize(4);
    }

    @Test
    void takesManyShortAttemptsForSilence() {
        for (int i = 0; i < 8; i++) {
            rig.consumeWithin(Duration.ofMillis(300));
            rig.advance(Duration.ofMillis(200));
            if (!rig.sender.open.isEmpty()) {
                rig.end(Rig.TIMEOUT);
            }
        }
        rig.advance(Duration.ofSeconds(1));

        for (int i = 0; i < 4; i++) {
            rig.consume();
        }

        assertThat(rig.sender.open).hasSize(1);
    }

    @Test
    void refusalsAreNoSilence() {
        for (int i = 0; i < 4; i++) {
            rig.consume();
        }
        rig.advance(Duration.ofSeconds(4));
        for (int i = 0; i < 4; i++) {
            rig.end(Rig.UNAVAILABLE);
        }

        for (int i = 0; i < 4; i++) {
            rig.consume();
        }

        assertThat(rig.sender.open).hasSize(4);
    }
}

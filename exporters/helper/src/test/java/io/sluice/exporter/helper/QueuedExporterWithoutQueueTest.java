package io.sluice.exporter.helper;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.pdata.Signal;
import io.sluice.testkit.RecordingAck;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QueuedExporterWithoutQueueTest {

    @Test
    void attemptsEverythingAtOnceAndAnswersWithTheOutcome() {
        Rig rig = new Rig(null, Rig.RETRY, Duration.ofSeconds(5));

        RecordingAck first = rig.consume();
        for (int i = 0; i < 2000; i++) {
            rig.consume();
        }

        assertThat(rig.sender.attempts).isEqualTo(2001);
        assertThat(first.answer()).isNull();
        rig.end(Outcome.accepted());
        assertThat(first.outcome()).isEqualTo(Outcome.accepted());
        assertThat(rig.metric("exporter_sent_spans")).isEqualTo(5);
    }

    @Test
    void retriesAllTheSame() {
        Rig rig = new Rig(null, Rig.RETRY, Duration.ofSeconds(5));
        rig.consume();

        rig.end(Rig.UNAVAILABLE);
        rig.advance(Duration.ofSeconds(6));

        assertThat(rig.sender.attempts).isEqualTo(2);
    }

    @Test
    void isBoundedInBytesAllTheSame() {
        Rig rig = new Rig(null, Rig.RETRY, Duration.ofSeconds(5));
        rig.consume(Signal.TRACES, 1, (int) QueueConfig.DEFAULT_QUEUE_BYTES - 50);

        Outcome.Refused full = Rig.refused(rig.consume());

        assertThat(full.reason()).isEqualTo(Refusal.QUEUE_FULL);
        assertThat(full.message())
                .isEqualTo("exporter test/x has as many bytes under way as it may without a queue; set sending_queue"
                        + " and its queue_bytes");
        rig.end(Outcome.accepted());
        assertThat(rig.consume().outcome()).isNull();
    }

    @Test
    void measuresNoQueue() {
        Rig rig = new Rig(null, Rig.RETRY, Duration.ofSeconds(5));

        assertThat(rig.context.meter().series()).noneMatch(name -> name.startsWith("exporter_queue"));
    }
}

package io.sluice.exporter.helper;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.ComponentStatus.Level;
import io.sluice.api.Outcome;
import io.sluice.api.Rejection;
import io.sluice.exporter.helper.QueueConfig.Sizer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QueuedExporterReportingTest {

    @Test
    void tellsThatTheBackendFailsAndThatItIsBack() {
        Rig rig = Rig.waiting();
        rig.consume();
        rig.end(Rig.UNAVAILABLE);
        assertThat(rig.context.status().level()).isEqualTo(Level.RECOVERABLE_ERROR);
        assertThat(rig.context.status().message()).isEqualTo("backend is down");

        rig.advance(Duration.ofSeconds(6));
        rig.end(Outcome.accepted());
        assertThat(rig.context.status().level()).isEqualTo(Level.OK);
    }

    @Test
    void tellsThatTheBackendDoesNotWantUs() {
        Rig rig = Rig.waiting();
        rig.consume();

        rig.end(Outcome.rejected(Rejection.BACKEND, "wrong token"));

        assertThat(rig.context.status().level()).isEqualTo(Level.PERMANENT_ERROR);
    }

    @Test
    void countsEverythingOnce() {
        Rig rig = new Rig(Rig.queue(4, Sizer.REQUESTS));
        for (int i = 0; i < 6; i++) {
            rig.consume();
        }
        rig.end(Outcome.accepted());
        rig.end(Outcome.rejected(Rejection.MALFORMED, "no"));
        rig.end(new Outcome.PartiallyAccepted(1, null, ""));
        rig.end(Outcome.accepted());

        assertThat(rig.metric("exporter_sent_spans")
                        + rig.metric("exporter_send_failed_spans")
                        + rig.metric("exporter_enqueue_failed_spans"))
                .isEqualTo(30);
    }
}

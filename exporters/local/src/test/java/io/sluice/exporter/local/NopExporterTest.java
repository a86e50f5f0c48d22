package io.sluice.exporter.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.Exporter;
import io.sluice.api.Outcome;
import io.sluice.pdata.Signal;
import io.sluice.testkit.TestContext;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class NopExporterTest {

    @Test
    void takesEverythingAtOnce() {
        Exporter exporter = new NopExporterFactory()
                .create(
                        new TestContext(ComponentKind.EXPORTER, new ComponentId("nop", "")),
                        new NopConfig(),
                        EnumSet.allOf(Signal.class));

        assertThat(Rig.consume(exporter, new byte[] {1, 2, 3}).outcome()).isEqualTo(Outcome.accepted());
    }

    @Test
    void saysThatItKeepsNothing() {
        assertThat(new NopExporterFactory().ackPoint(new NopConfig()).event()).isEqualTo("the data was discarded");
        assertThat(new NopExporterFactory().ackPoint(new NopConfig()).failureStopsIntake())
                .isFalse();
    }
}

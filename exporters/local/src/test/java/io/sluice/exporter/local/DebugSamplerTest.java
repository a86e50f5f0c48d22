package io.sluice.exporter.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.pdata.Signal;
import io.sluice.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DebugSamplerTest {

    private final ManualClock clock = new ManualClock();

    private String shown(DebugSampler sampler, Signal signal, int batches) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < batches; i++) {
            shown.append(sampler.shows(signal) ? 'x' : '-');
        }
        return shown.toString();
    }

    @Test
    void showsEverythingByDefault() {
        assertThat(shown(new DebugSampler(clock, 2, 1), Signal.TRACES, 6)).isEqualTo("xxxxxx");
    }

    @Test
    void showsEverySoManiethAfterTheFirst() {
        assertThat(shown(new DebugSampler(clock, 2, 3), Signal.TRACES, 9)).isEqualTo("xx--x--x-");
    }

    @Test
    void showsNothingAfterTheFirstIfThereafterIsZero() {
        assertThat(shown(new DebugSampler(clock, 1, 0), Signal.TRACES, 4)).isEqualTo("x---");
    }

    @Test
    void beginsAnewEachSecondAndForEachSignal() {
        DebugSampler sampler = new DebugSampler(clock, 1, 0);
        assertThat(shown(sampler, Signal.TRACES, 2)).isEqualTo("x-");

        assertThat(shown(sampler, Signal.LOGS, 2)).isEqualTo("x-");
        clock.advance(Duration.ofMillis(999));
        assertThat(shown(sampler, Signal.TRACES, 1)).isEqualTo("-");
        clock.advance(Duration.ofMillis(1));
        assertThat(shown(sampler, Signal.TRACES, 2)).isEqualTo("x-");
    }
}

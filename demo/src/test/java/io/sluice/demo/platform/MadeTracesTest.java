package io.sluice.demo.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.demo.platform.MadeTraces.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MadeTracesTest {

    private final MadeTraces traces = new MadeTraces();

    @Test
    void knowsTheSpansOfEachTrace() {
        traces.made("a", "1");
        traces.made("b", "2");
        traces.made("a", "3");
        traces.made("a", "3");

        assertThat(traces.spans("a")).containsExactlyInAnyOrder("1", "3");
        assertThat(traces.spans("b")).containsExactly("2");
        assertThat(traces.spans("c")).isEmpty();
    }

    @Test
    void leavesOutTracesWhoseRequestsHaveNotEnded() {
        traces.made("a", "1");
        traces.made("b", "2");
        traces.ended("b", Kind.SLOW);

        assertThat(traces.kinds()).isEqualTo(Map.of("b", Kind.SLOW));
    }

    @Test
    void takesSpansThatAreMadeAfterTheirRequestHasEnded() {
        traces.made("a", "1");
        traces.ended("a", Kind.FAILED);
        traces.made("a", "2");

        assertThat(traces.spans("a")).containsExactlyInAnyOrder("1", "2");
        assertThat(traces.kinds()).containsEntry("a", Kind.FAILED);
    }
}

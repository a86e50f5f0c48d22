package io.sluice.processor.tailsampling;

import static io.sluice.processor.tailsampling.Spans.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces are decided once, however their spans lie between each other and however late they come. */
class LateSpansTest {

    private static final int TRACES = 10_000;

    private static void send(Rig rig, List<Span.Builder> spans) {
        for (int from = 0; from < spans.size(); from += 97) {
            rig.send(spans.subList(from, Math.min(spans.size(), from + 97)).toArray(Span.Builder[]::new));
        }
    }

    private static List<Span.Builder> aSpanOfEach(List<Long> traces, String name, Random random) {
        List<Span.Builder> spans = new ArrayList<>();
        for (Long each : traces) {
            spans.add(span(each, name));
        }
        Collections.shuffle(spans, random);
        return spans;
    }

    @ParameterizedTest
    @ValueSource(strings = {"consistent", "compat"})
    void noTraceIsSplitWithinTheMemoryOfDecisions(String mode) {
        Rig rig = new Rig("{decision_wait: 5s, num_traces: " + 2 * TRACES + ", mode: " + mode
                + ", policies: [{name: part, type: probabilistic, probabilistic: {sampling_percentage: 30}}]}");
        Random random = new Random(8);
        List<Long> traces = random.longs(TRACES).boxed().toList();
        List<Span.Builder> inTime = aSpanOfEach(traces, "first", random);
        inTime.addAll(aSpanOfEach(traces, "second", random));
        send(rig, inTime);
        rig.advanceMillis(5100);
        Set<Object> kept = new HashSet<>();
        rig.spans().forEach(each -> kept.add(each.getTraceId()));
        assertThat(rig.spans()).hasSize(2 * kept.size());

        for (int hour = 0; hour < 3; hour++) {
            rig.advanceMillis(3_600_000);
            send(rig, aSpanOfEach(traces, "late " + hour, random));
        }

        assertThat(rig.metric("new_trace_id_received")).isEqualTo(TRACES);
        assertThat(rig.metric("split_traces")).isZero();
        assertThat(rig.metric("global_count_traces_sampled", "sampled", "true", "decision", "sampled"))
                .isEqualTo(kept.size());
        assertThat(rig.spans()).hasSize(5 * kept.size()).allMatch(each -> kept.contains(each.getTraceId()));
        assertThat(rig.dropped(DropReason.LATE)).isEqualTo(3 * (TRACES - kept.size()));
        assertThat(rig.metrics.account().imbalance()).isZero();
    }
}

package io.sluice.processor.tailsampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Held spans cost little more than the bytes they came in: what is allocated, pages and tables as a whole. */
class HeldMemoryTest {

    private static final int TRACES = 200_000;
    private static final int TRACES_OF_REQUEST = 100;

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void holdsTracesInLittleMoreThanTheirBytes(int spansOfTrace) {
        Rig rig = new Rig("{decision_wait: 60s, num_traces: 1000000, max_bytes: 2000000000,"
                + " policies: [{name: err, type: status_code, status_code: {status_codes: [ERROR]}}]}");
        double before = rig.metric("memory_held");
        Random random = new Random(1);
        long wire = 0;
        for (int request = 0; request < TRACES / TRACES_OF_REQUEST; request++) {
            ScopeSpans.Builder scope = Spans.scope("lib");
            for (int trace = 0; trace < TRACES_OF_REQUEST; trace++) {
                long id = random.nextLong();
                for (int i = 0; i < spansOfTrace; i++) {
                    scope.addSpans(Spans.span(id, "x".repeat(420)));
                }
            }
            TracesData data = TracesData.newBuilder()
                    .addResourceSpans(Spans.resource("shop", scope))
                    .build();
            wire += data.getSerializedSize();
            rig.offer(data);
        }

        assertThat(rig.metric("sampling_traces_on_memory")).isEqualTo(TRACES);
        assertThat(rig.metric("memory_held") - before).isLessThanOrEqualTo(1.15 * wire + 96.0 * TRACES);
    }
}

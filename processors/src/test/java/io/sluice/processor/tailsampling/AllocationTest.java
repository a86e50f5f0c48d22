package io.sluice.processor.tailsampling;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.sluice.api.Batch;
import io.sluice.api.RequestContext;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.testkit.RecordingAck;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** In steady state nothing is allocated for a span or a trace, only for a request. */
class AllocationTest {

    private static final int SPANS = 500;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void aSpanThatIsNotKeptCostsNoObject() {
        Rig rig = new Rig("{decision_wait: 1s, num_traces: 3000, policies: [{name: err, type: status_code,"
            + " status_code: {status_codes: [ERROR]}},{name: slow, type: latency, latency: {threshold_ms:"
            + " 5000}},{name: route, type: string_attribute, string_attribute: {key: http.route, values: ['/pay.*'],"
            + " enabled_regex_matching: true}},{name: none, type: probabilistic, probabilistic: {sampling_percentage:"
            + " 0}}]}");
        Random random = new Random(1);
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            ScopeSpans.Builder scope = Spans.scope("lib");
            for (int j = 0; j < SPANS; j++) {
                scope.addSpans(Spans.span(random.nextLong(), "a")
                        .setTraceState("vendor=x,ot=rv:00000000000000")
                        .addAttributes(Spans.text("http.route", "/cart"))
                        .addAttributes(Spans.number("http.status_code", 200)));
            }
            requests.add(TracesData.newBuilder()
                    .addResourceSpans(Spans.resource("shop", scope))
                    .build()
                    .toByteArray());
        }
        send(rig, requests.subList(0, 300));

        long before = THREADS.getCurrentThreadAllocatedBytes();
        send(rig, requests.subList(300, 400));
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(rig.metric("spans_received")).isEqualTo(400.0 * SPANS);
        assertThat(rig.dropped(DropReason.NOT_SAMPLED)).isGreaterThan(390.0 * SPANS);
        assertThat(bytes / (100.0 * SPANS)).as("bytes for each span").isLessThan(4);
    }

    private static void send(Rig rig, List<byte[]> requests) {
        for (byte[] request : requests) {
            rig.stage.process(
                    new Batch(Signal.TRACES, Payload.of(request), SPANS, RequestContext.NONE, new RecordingAck()));
            rig.advance(Duration.ofMillis(250));
        }
    }
}

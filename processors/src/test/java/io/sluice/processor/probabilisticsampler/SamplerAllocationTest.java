package io.sluice.processor.probabilisticsampler;

import static io.sluice.processor.probabilisticsampler.Sampled.attribute;
import static io.sluice.processor.probabilisticsampler.Sampled.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.sluice.api.Batch;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.PipelineId;
import io.sluice.api.Processor;
import io.sluice.api.RequestContext;
import io.sluice.api.Stage;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.processor.Configs;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.TestContext;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplerAllocationTest {

    private static final int SPANS = 1000;
    private static final int A_FEW_OBJECTS = 4000;

    private final TestContext context =
            new TestContext(ComponentKind.PROCESSOR, ComponentId.of("probabilistic_sampler"));

    private static byte[] request() {
        Span span = Span.newBuilder()
                .setTraceId(id("fefefefefefefefefe80000000000000"))
                .setTraceState("ot=x:y,a=b")
                .addAttributes(attribute("http.route", "/"))
                .addAttributes(attribute("sampling.priority", -1))
                .build();
        return TracesData.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(Collections.nCopies(SPANS, span))))
                .build()
                .toByteArray();
    }

    private static Batch batch(byte[] request) {
        return new Batch(Signal.TRACES, Payload.of(request), SPANS, RequestContext.NONE, new RecordingAck());
    }

    /** The spans are kept from 50 % on. */
    @ParameterizedTest
    @ValueSource(ints = {40, 60})
    void allocatesTheResultAndNothingForASpan(int percentage) {
        // Given
        byte[] request = request();
        Stage stage = ((Processor.Staged) Sampled.FACTORY.create(
                        context,
                        Configs.of(
                                Sampled.FACTORY,
                                "{mode: equalizing, sampling_percentage: " + percentage
                                        + ", keep: [{status: error}, {attribute: http.route, equals: [/a]}]}"),
                        new PipelineId(Signal.TRACES, "")))
                .newStage(context, _ -> {});
        for (int i = 0; i < 20; i++) {
            stage.process(batch(request));
        }
        Batch batch = batch(request);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        // When
        long before = threads.getCurrentThreadAllocatedBytes();
        stage.process(batch);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        // Then
        assertThat(batch.items()).isEqualTo(percentage < 50 ? 0 : SPANS);
        assertThat(allocated).isLessThan(request.length + request.length / 8 + A_FEW_OBJECTS);
    }
}

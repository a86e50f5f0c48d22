package io.sluice.processor.tailsampling;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.sluice.api.Batch;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.Outcome;
import io.sluice.api.RequestContext;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.OtlpBytes;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.processor.Configs;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.RecordingConsumer;
import io.sluice.testkit.TestContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A stage of tail sampling over a clock that is turned by hand. */
final class Rig {

    final TestContext context = new TestContext(ComponentKind.PROCESSOR, ComponentId.of("tail_sampling"));
    final RecordingConsumer next;
    final TailSamplingStage stage;
    final TailSamplingMetrics metrics;
    private final List<TracesData> arrived = new ArrayList<>();

    Rig(String yaml) {
        this(yaml, RecordingConsumer.replying(Outcome.accepted()));
    }

    Rig(String yaml, RecordingConsumer next) {
        this(yaml, next, Long.MAX_VALUE);
    }

    /** @param mostUnderWay bytes of kept spans that may be on their way */
    Rig(String yaml, RecordingConsumer next, long mostUnderWay) {
        this.next = next;
        TailSamplingConfig config = Configs.of(new TailSamplingFactory(), yaml);
        PolicySet policies = PolicySet.of(config);
        metrics = new TailSamplingMetrics(context.meter(), context.id(), policies.policies());
        stage = new TailSamplingStage(
                config,
                policies,
                policies.buckets(context.clock().nanoTime()),
                context,
                next,
                metrics,
                mostUnderWay,
                2);
    }

    /** Sends spans of one resource and scope; they must be taken. */
    void send(Span.Builder... spans) {
        RecordingAck ack = offer(Spans.request(spans));
        assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
    }

    void send(ResourceSpans.Builder... resources) {
        TracesData.Builder data = TracesData.newBuilder();
        for (ResourceSpans.Builder each : resources) {
            data.addResourceSpans(each);
        }
        assertThat(offer(data.build()).outcome()).isEqualTo(Outcome.accepted());
    }

    RecordingAck offer(TracesData data) {
        return offer(data, RequestContext.NONE);
    }

    RecordingAck offer(TracesData data, RequestContext from) {
        RecordingAck ack = new RecordingAck();
        int spans = data.getResourceSpansList().stream()
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .mapToInt(scope -> scope.getSpansCount())
                .sum();
        stage.process(new Batch(Signal.TRACES, Payload.of(data.toByteArray()), spans, from, ack));
        return ack;
    }

    void advance(Duration by) {
        context.clock().advance(by);
        context.runTasks();
    }

    void advanceMillis(long millis) {
        advance(Duration.ofMillis(millis));
    }

    /** The requests that have left so far; each must be valid and tell its number of spans. */
    List<TracesData> requests() {
        for (Batch batch = next.poll(); batch != null; batch = next.poll()) {
            arrived.add(parse(batch));
        }
        return arrived;
    }

    static TracesData parse(Batch batch) {
        Payload payload = batch.payload();
        try {
            assertThat(OtlpBytes.validate(Signal.TRACES, payload.array(), payload.offset(), payload.length()))
                    .isEqualTo(batch.items());
            return TracesData.parser().parseFrom(payload.array(), payload.offset(), payload.length());
        } catch (InvalidProtocolBufferException | MalformedException e) {
            throw new AssertionError("what left is no request", e);
        }
    }

    /** All spans that have left so far. */
    List<Span> spans() {
        return requests().stream()
                .flatMap(request -> request.getResourceSpansList().stream())
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .toList();
    }

    /** The names of all spans that have left so far, in order. */
    List<String> names() {
        return spans().stream().map(Span::getName).sorted().toList();
    }

    double metric(String name, String... more) {
        return context.meter()
                .value(
                        TailSamplingMetrics.PREFIX + name,
                        TailSamplingMetrics.with(new String[] {"processor", "tail_sampling"}, more));
    }

    double dropped(DropReason reason) {
        return metric("spans_dropped", "reason", reason.label());
    }
}

package io.sluice.processor.tailsampling;

import static io.sluice.processor.tailsampling.Spans.span;
import static org.assertj.core.api.Assertions.assertThat;

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
import io.sluice.processor.probabilisticsampler.ProbabilisticSamplerFactory;
import io.sluice.processor.sampling.Threshold;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.TestContext;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Samplers at the head before tail sampling: the thresholds of both only rise, and what is kept stands for what there was at the beginning. */
class SamplingChainTest {

    private static final int TRACES = 20_000;
    private static final String TAIL =
            "policies: [{name: err, type: status_code, status_code: {status_codes: [ERROR]}},"
                    + " {name: part, type: probabilistic, probabilistic: {sampling_percentage: 20}}]";

    /** Head samplers one behind the other, and then tail sampling. */
    private static Stage chain(Rig tail, String... heads) {
        ProbabilisticSamplerFactory factory = new ProbabilisticSamplerFactory();
        Processor.Staged all = null;
        TestContext context = new TestContext(ComponentKind.PROCESSOR, ComponentId.of("probabilistic_sampler"));
        for (String yaml : heads) {
            Processor.Staged one = (Processor.Staged)
                    factory.create(context, Configs.of(factory, yaml), new PipelineId(Signal.TRACES, ""));
            all = all == null ? one : all.mergedWith(one);
        }
        assertThat(all).isNotNull();
        return all.newStage(context, tail.stage::process);
    }

    /** The head's threshold after its precision, and the threshold of what the tail keeps a part of. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{mode: equalizing, sampling_percentage: 50} | {mode: equalizing, sampling_percentage: 100} | 8 | cccd",
                "{mode: equalizing, sampling_percentage: 10} | {mode: equalizing, sampling_percentage: 50} | e666 |"
                        + " e666",
                "{mode: proportional, sampling_percentage: 50} | {mode: proportional, sampling_percentage: 50} | c |"
                        + " cccd",
                "{mode: equalizing, sampling_percentage: 25} | {mode: proportional, sampling_percentage: 25} | f | f"
            })
    void whatReachesTheHighestThresholdIsKeptAndCountsAddUp(String first, String second, String head, String part) {
        Rig tail = new Rig("{decision_wait: 1s, num_traces: 100000, " + TAIL + "}");
        Stage chain = chain(tail, first, second);
        SplittableRandom random = new SplittableRandom(4);
        Map<Long, String> expected = new HashMap<>();
        TracesData.Builder data = TracesData.newBuilder();
        for (int i = 0; i < TRACES; i++) {
            long low = random.nextLong();
            boolean error = i % 50 == 0;
            Span.Builder each = error ? Spans.error(low, "a") : span(low, "a");
            data.addResourceSpans(Spans.resource("shop", Spans.scope("lib", each)));
            String th = error ? head : part;
            if ("%014x".formatted(low & 0xff_ffff_ffff_ffffL).compareTo(th) >= 0) {
                expected.put(low, "ot=th:" + th);
            }
        }
        RecordingAck ack = new RecordingAck();
        chain.process(
                new Batch(Signal.TRACES, Payload.of(data.build().toByteArray()), TRACES, RequestContext.NONE, ack));
        tail.advanceMillis(1100);

        Map<Long, String> kept = new HashMap<>();
        double sum = 0;
        double variance = 0;
        for (Span each : tail.spans()) {
            kept.put(each.getTraceId().asReadOnlyByteBuffer().getLong(8), each.getTraceState());
            byte[] th = each.getTraceState().substring("ot=th:".length()).getBytes(StandardCharsets.US_ASCII);
            double count = Threshold.adjustedCount(Threshold.parse(th, 0, th.length));
            sum += count;
            variance += count * (count - 1);
        }
        assertThat(kept).isEqualTo(expected);
        assertThat(sum).isBetween(TRACES - 3 * Math.sqrt(variance), TRACES + 3 * Math.sqrt(variance));
        assertThat(tail.metric("spans_sampled_before"))
                .isEqualTo(TRACES
                        - ack.drops().values().stream()
                                .mapToInt(Integer::intValue)
                                .sum());
    }
}

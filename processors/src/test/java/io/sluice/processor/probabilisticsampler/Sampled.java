package io.sluice.processor.probabilisticsampler;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.sluice.api.Batch;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.Outcome;
import io.sluice.api.PipelineId;
import io.sluice.api.Processor;
import io.sluice.api.RequestContext;
import io.sluice.api.Stage;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.processor.Configs;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.RecordingConsumer;
import io.sluice.testkit.TestContext;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A sampler, or several one after the other in one stage, and what they leave. */
final class Sampled {

    static final ProbabilisticSamplerFactory FACTORY = new ProbabilisticSamplerFactory();

    private static final String TRACES = "processor_probabilistic_sampler_count_traces_sampled";
    private static final String LOGS = "processor_probabilistic_sampler_count_logs_sampled";

    private final TestContext context =
            new TestContext(ComponentKind.PROCESSOR, ComponentId.of("probabilistic_sampler"));
    private final RecordingConsumer next = RecordingConsumer.holding();
    private final Signal signal;
    private final Stage stage;
    private RecordingAck ack = new RecordingAck();

    private Sampled(Signal signal, String... yamls) {
        this.signal = signal;
        Processor.Staged all = null;
        for (String yaml : yamls) {
            Processor.Staged one =
                    (Processor.Staged) FACTORY.create(context, Configs.of(FACTORY, yaml), new PipelineId(signal, ""));
            all = all == null ? one : all.mergedWith(one);
        }
        assertThat(all).isNotNull();
        this.stage = all.newStage(context, next);
    }

    static Sampled ofSpans(String... yamls) {
        return new Sampled(Signal.TRACES, yamls);
    }

    static Sampled ofLogs(String... yamls) {
        return new Sampled(Signal.LOGS, yamls);
    }

    /** What is left of some spans. */
    List<Span> spans(Resource resource, List<Span> spans) {
        TracesData data = TracesData.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(resource)
                        .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(spans)))
                .build();
        Payload left = process(data.toByteArray(), spans.size());
        try {
            TracesData parsed = TracesData.parseFrom(ByteString.copyFrom(left.array(), left.offset(), left.length()));
            return parsed.getResourceSpansCount() == 0
                    ? List.of()
                    : parsed.getResourceSpans(0).getScopeSpans(0).getSpansList();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    List<Span> spans(List<Span> spans) {
        return spans(Resource.getDefaultInstance(), spans);
    }

    List<Span> spans(Span... spans) {
        return spans(List.of(spans));
    }

    /** What is left of some log records. */
    List<LogRecord> logs(List<LogRecord> records) {
        LogsData data = LogsData.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .addScopeLogs(ScopeLogs.newBuilder().addAllLogRecords(records)))
                .build();
        Payload left = process(data.toByteArray(), records.size());
        try {
            LogsData parsed = LogsData.parseFrom(ByteString.copyFrom(left.array(), left.offset(), left.length()));
            return parsed.getResourceLogsCount() == 0
                    ? List.of()
                    : parsed.getResourceLogs(0).getScopeLogs(0).getLogRecordsList();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    List<LogRecord> logs(LogRecord... records) {
        return logs(List.of(records));
    }

    private Payload process(byte[] bytes, int items) {
        ack = new RecordingAck();
        Batch batch = new Batch(signal, Payload.of(bytes), items, RequestContext.NONE, ack);
        stage.process(batch);
        Batch passed = next.poll();
        int dropped = ack.drops().values().stream().mapToInt(Integer::intValue).sum();
        if (passed == null) {
            assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
            assertThat(dropped).isEqualTo(items);
            return Payload.of(new byte[0]);
        }
        assertThat(passed.items() + dropped).isEqualTo(items);
        return passed.payload();
    }

    /** Items of the last batch that were dropped, by reason. */
    Map<String, Integer> drops() {
        return ack.drops();
    }

    /** Decisions so far. */
    int count(String policy, boolean sampled) {
        return (int) context.meter()
                .value(
                        signal == Signal.TRACES ? TRACES : LOGS,
                        "processor",
                        "probabilistic_sampler",
                        "policy",
                        policy,
                        "sampled",
                        Boolean.toString(sampled));
    }

    int sampledBefore() {
        return (int) context.meter()
                .value("processor_probabilistic_sampler_sampled_before", "processor", "probabilistic_sampler");
    }

    static ByteString id(String hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    }

    static KeyValue attribute(String key, AnyValue.Builder value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }

    static KeyValue attribute(String key, String text) {
        return attribute(key, AnyValue.newBuilder().setStringValue(text));
    }

    static KeyValue attribute(String key, long number) {
        return attribute(key, AnyValue.newBuilder().setIntValue(number));
    }

    static KeyValue attribute(String key, double number) {
        return attribute(key, AnyValue.newBuilder().setDoubleValue(number));
    }
}

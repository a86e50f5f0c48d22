package io.sluice.processor.tailsampling;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.sluice.api.Batch;
import io.sluice.api.Outcome;
import io.sluice.api.RequestContext;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.OtlpBytes;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.processor.Configs;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.RecordingConsumer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A stage of logs beside the stage of traces that it follows, over one clock that is turned by hand. */
final class LogRig {

    final Rig traces;
    final RecordingConsumer next;
    final LogStage stage;
    final LogMetrics metrics;
    private final List<LogsData> arrived = new ArrayList<>();

    /** @param yaml more keys: {@code "decision_wait: 10s, policies: [...]"} */
    LogRig(String yaml) {
        this(yaml, RecordingConsumer.replying(Outcome.accepted()));
    }

    LogRig(String yaml, RecordingConsumer next) {
        String whole = "{logs_follow_traces: true, " + yaml + "}";
        this.next = next;
        traces = new Rig(whole);
        TailSamplingConfig config = Configs.of(new TailSamplingFactory(), whole);
        metrics = new LogMetrics(traces.context);
        stage = new LogStage(config, PolicySet.of(config), traces.context, next, metrics);
    }

    /** Sends records of one resource and scope; they must be taken. */
    void send(LogRecord.Builder... records) {
        send(Logs.request(records));
    }

    void send(LogsData data) {
        assertThat(offer(data).outcome()).isEqualTo(Outcome.accepted());
    }

    RecordingAck offer(LogRecord.Builder... records) {
        return offer(Logs.request(records));
    }

    RecordingAck offer(LogsData data) {
        return offer(data.toByteArray(), count(data), new RecordingAck());
    }

    RecordingAck offer(byte[] request, int records, RecordingAck ack) {
        stage.process(new Batch(Signal.LOGS, Payload.of(request), records, RequestContext.NONE, ack));
        return ack;
    }

    private static int count(LogsData data) {
        return data.getResourceLogsList().stream()
                .flatMap(resource -> resource.getScopeLogsList().stream())
                .mapToInt(scope -> scope.getLogRecordsCount())
                .sum();
    }

    void advance(Duration by) {
        traces.advance(by);
    }

    /** The requests that have left so far; each must be valid and tell its number of records. */
    List<LogsData> requests() {
        for (Batch batch = next.poll(); batch != null; batch = next.poll()) {
            arrived.add(parse(batch));
        }
        return arrived;
    }

    static LogsData parse(Batch batch) {
        Payload payload = batch.payload();
        try {
            assertThat(OtlpBytes.validate(Signal.LOGS, payload.array(), payload.offset(), payload.length()))
                    .isEqualTo(batch.items());
            assertThat(batch.signal()).isEqualTo(Signal.LOGS);
            return LogsData.parser().parseFrom(payload.array(), payload.offset(), payload.length());
        } catch (InvalidProtocolBufferException | MalformedException e) {
            throw new AssertionError("what left is no request", e);
        }
    }

    /** All records that have left so far. */
    List<LogRecord> records() {
        return requests().stream()
                .flatMap(request -> request.getResourceLogsList().stream())
                .flatMap((ResourceLogs resource) -> resource.getScopeLogsList().stream())
                .flatMap(scope -> scope.getLogRecordsList().stream())
                .toList();
    }

    /** The bodies of all records that have left so far, in order of the alphabet. */
    List<String> bodies() {
        return records().stream()
                .map(record -> record.getBody().getStringValue())
                .sorted()
                .toList();
    }

    double decided(LogFate fate) {
        return traces.metric("logs_decided", "decision", fate.label());
    }

    double dropped(DropReason reason) {
        return traces.metric("logs_dropped", "reason", reason.label());
    }
}

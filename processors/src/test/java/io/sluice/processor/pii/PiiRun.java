package io.sluice.processor.pii;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.sluice.api.Batch;
import io.sluice.api.ComponentException;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.PipelineId;
import io.sluice.api.Processor;
import io.sluice.api.RequestContext;
import io.sluice.api.Stage;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.OtlpBytes;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.processor.Configs;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.RecordingConsumer;
import io.sluice.testkit.TestContext;

/** One worker of a {@code pii} processor, for bytes of one signal. */
final class PiiRun {

    private final Signal signal;
    private final Processor.Staged processor;
    private final Stage stage;

    PiiRun(Signal signal, String yaml) {
        this(
                signal,
                yaml,
                new TestContext(ComponentKind.PROCESSOR, ComponentId.of("pii")),
                RecordingConsumer.holding());
    }

    PiiRun(Signal signal, String yaml, TestContext context, RecordingConsumer next) {
        this.signal = signal;
        PiiFactory factory = new PiiFactory();
        processor = (Processor.Staged) factory.create(context, Configs.of(factory, yaml), new PipelineId(signal, ""));
        try {
            processor.start();
        } catch (ComponentException e) {
            throw new AssertionError(e);
        }
        stage = processor.newStage(context, next);
    }

    void stop() {
        processor.stop(0);
    }

    /** What becomes of a request; empty if nothing is left. */
    ByteString of(ByteString request) {
        return bytes(process(request, RequestContext.NONE, new RecordingAck()));
    }

    /** The batch of a request, after it was processed. */
    Batch process(ByteString request, RequestContext from, RecordingAck ack) {
        byte[] bytes = request.toByteArray();
        int items;
        try {
            items = OtlpBytes.validate(signal, bytes, 0, bytes.length);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
        Batch batch = new Batch(signal, Payload.of(bytes), items, from, ack);
        stage.process(batch);
        return batch;
    }

    /** What a batch holds; empty if nothing is left. */
    static ByteString bytes(Batch batch) {
        Payload payload = batch.payload();
        return payload == null
                ? ByteString.EMPTY
                : ByteString.copyFrom(payload.array(), payload.offset(), payload.length());
    }

    static ByteString log(LogRecord.Builder log) {
        return LogsData.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .addScopeLogs(ScopeLogs.newBuilder().addLogRecords(log)))
                .build()
                .toByteString();
    }

    static LogRecord.Builder withBody(String text) {
        return LogRecord.newBuilder().setBody(AnyValue.newBuilder().setStringValue(text));
    }

    /** The text of the body of the first log record. */
    static String body(ByteString request) {
        try {
            return LogsData.parseFrom(request)
                    .getResourceLogs(0)
                    .getScopeLogs(0)
                    .getLogRecords(0)
                    .getBody()
                    .getStringValue();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    static KeyValue attribute(String key, String text) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(text))
                .build();
    }

    /** A field of a message, with tag and length of one byte each. */
    static ByteString field(int number, ByteString content) {
        return ByteString.copyFrom(new byte[] {(byte) (number << 3 | 2), (byte) content.size()})
                .concat(content);
    }
}

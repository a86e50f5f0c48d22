package io.sluice.processor.pii.corpus;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.sluice.api.Batch;
import io.sluice.api.ComponentException;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.PipelineId;
import io.sluice.api.Processor;
import io.sluice.api.RequestContext;
import io.sluice.api.Stage;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.processor.Configs;
import io.sluice.processor.pii.PiiFactory;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.RecordingConsumer;
import io.sluice.testkit.TestContext;

/** One worker of a {@code pii} processor, for requests of logs. */
final class LogMasking {

    private final Stage stage;

    LogMasking(String yaml) {
        TestContext context = new TestContext(ComponentKind.PROCESSOR, ComponentId.of("pii"));
        PiiFactory factory = new PiiFactory();
        Processor.Staged processor =
                (Processor.Staged) factory.create(context, Configs.of(factory, yaml), new PipelineId(Signal.LOGS, ""));
        try {
            processor.start();
        } catch (ComponentException e) {
            throw new AssertionError(e);
        }
        stage = processor.newStage(context, RecordingConsumer.holding());
    }

    /** What leaves of a request. */
    LogsData mask(LogsData data) {
        int records = data.getResourceLogsList().stream()
                .flatMap(resource -> resource.getScopeLogsList().stream())
                .mapToInt(scope -> scope.getLogRecordsCount())
                .sum();
        Batch batch = new Batch(
                Signal.LOGS, Payload.of(data.toByteArray()), records, RequestContext.NONE, new RecordingAck());
        stage.process(batch);
        Payload left = batch.payload();
        try {
            return LogsData.parser().parseFrom(left.array(), left.offset(), left.length());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}

package io.sluice.processor.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.sluice.api.Batch;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.PipelineId;
import io.sluice.api.Processor;
import io.sluice.api.RequestContext;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.processor.attributes.ActionConfig.Action;
import io.sluice.processor.attributes.Actions;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.RecordingConsumer;
import io.sluice.testkit.TestContext;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceEditorTest {

    private final TestContext context = new TestContext(ComponentKind.PROCESSOR, ComponentId.of("resource"));

    private static KeyValue attribute(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    @Test
    void changesResourcesOnlyAndMakesThoseThatAreMissing() throws Exception {
        KeyValue owner = attribute("owner", "x");
        ScopeLogs logs = ScopeLogs.newBuilder()
                .addLogRecords(LogRecord.newBuilder().addAttributes(owner))
                .build();
        ExportLogsServiceRequest request = ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .setResource(Resource.newBuilder().addAttributes(owner))
                        .addScopeLogs(logs))
                .addResourceLogs(ResourceLogs.newBuilder().addScopeLogs(logs))
                .build();
        ResourceConfig config = new ResourceConfig(
                List.of(Actions.by(Action.DELETE, "owner", ""), Actions.put(Action.UPSERT, "region", "tokyo")));
        RecordingConsumer next = RecordingConsumer.holding();

        Processor.Staged processor =
                (Processor.Staged) new ResourceFactory().create(context, config, new PipelineId(Signal.LOGS, ""));
        processor
                .newStage(context, next)
                .process(new Batch(
                        Signal.LOGS, Payload.of(request.toByteArray()), 2, RequestContext.NONE, new RecordingAck()));

        ResourceLogs expected = ResourceLogs.newBuilder()
                .setResource(Resource.newBuilder().addAttributes(attribute("region", "tokyo")))
                .addScopeLogs(logs)
                .build();
        assertThat(ExportLogsServiceRequest.parseFrom(next.take().payload().toExactArray()))
                .isEqualTo(ExportLogsServiceRequest.newBuilder()
                        .addResourceLogs(expected)
                        .addResourceLogs(expected)
                        .build());
    }
}

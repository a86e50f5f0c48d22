package io.sluice.processor.requiredattributes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.sluice.api.Batch;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.Outcome;
import io.sluice.api.PipelineId;
import io.sluice.api.Processor;
import io.sluice.api.Rejection;
import io.sluice.api.RequestContext;
import io.sluice.api.Stage;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.processor.Configs;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.RecordingConsumer;
import io.sluice.testkit.TestContext;
import org.junit.jupiter.api.Test;

final class RequiredAttributesProcessorTest {

    private static final RequiredAttributesFactory FACTORY = new RequiredAttributesFactory();
    private static final String ONE = "attributes: [{name: service.name}, {name: team, default: nobody}]\n";

    private final TestContext context = new TestContext(ComponentKind.PROCESSOR, ComponentId.of("required_attributes"));
    private final RecordingConsumer next = RecordingConsumer.holding();
    private final RecordingAck ack = new RecordingAck();

    private Batch process(String yaml, LogsData data) {
        Stage stage = ((Processor.Staged)
                        FACTORY.create(context, Configs.of(FACTORY, yaml), new PipelineId(Signal.LOGS, "")))
                .newStage(context, next);
        int items = data.getResourceLogsList().stream()
                .flatMap(resource -> resource.getScopeLogsList().stream())
                .mapToInt(ScopeLogs::getLogRecordsCount)
                .sum();
        Batch batch = new Batch(Signal.LOGS, Payload.of(data.toByteArray()), items, RequestContext.NONE, ack);
        stage.process(batch);
        return batch;
    }

    private LogsData result(String yaml, LogsData data) {
        Payload payload = process(yaml, data).payload();
        try {
            return LogsData.parseFrom(ByteString.copyFrom(payload.array(), payload.offset(), payload.length()));
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyValue attribute(String key, String value) {
        return KeyValue.newBuilder().setKey(key).setValue(text(value)).build();
    }

    private static AnyValue text(String value) {
        return AnyValue.newBuilder().setStringValue(value).build();
    }

    private static LogsData logs(KeyValue... attributes) {
        Resource.Builder resource = Resource.newBuilder();
        for (KeyValue attribute : attributes) {
            resource.addAttributes(attribute);
        }
        return logs(resource, LogRecord.newBuilder());
    }

    private static LogsData logs(Resource.Builder resource, LogRecord.Builder... records) {
        ScopeLogs.Builder scope = ScopeLogs.newBuilder();
        for (LogRecord.Builder record : records) {
            scope.addLogRecords(record);
        }
        return LogsData.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder().setResource(resource).addScopeLogs(scope))
                .build();
    }

    private static Resource resource(LogsData data) {
        return data.getResourceLogs(0).getResource();
    }

    private double missing(String service, String attribute) {
        return context.meter()
                .value(
                        "processor_required_attributes_missing",
                        "processor",
                        "required_attributes",
                        "service",
                        service,
                        "attribute",
                        attribute);
    }

    @Test
    void leavesWhatIsComplete() {
        LogsData data = logs(
                attribute("service.name", "shop"),
                attribute("service.version", "1"),
                attribute("deployment.environment", "production"),
                attribute("cloud.region", "ap-northeast-1"));
        assertThat(result("{}", data)).isEqualTo(data);
        assertThat(context.meter().series()).noneMatch(series -> series.contains("_missing"));
    }

    @Test
    void marksWhatLacksSomethingAndCountsItByService() {
        LogsData data = logs(attribute("service.name", "shop"), attribute("service.version", ""));
        assertThat(resource(result("{}", data)).getAttributes(2))
                .isEqualTo(KeyValue.newBuilder()
                        .setKey("sluice.missing_attributes")
                        .setValue(AnyValue.newBuilder()
                                .setArrayValue(ArrayValue.newBuilder()
                                        .addValues(text("service.version"))
                                        .addValues(text("deployment.environment.name"))
                                        .addValues(text("cloud.region"))))
                        .build());
        assertThat(missing("shop", "cloud.region")).isEqualTo(1);
        assertThat(missing("shop", "service.name")).isZero();
    }

    @Test
    void marksAResourceThatIsNotThere() {
        LogsData data = LogsData.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .addScopeLogs(ScopeLogs.newBuilder().addLogRecords(LogRecord.newBuilder())))
                .build();
        assertThat(resource(result("{}", data)).getAttributes(0).getKey()).isEqualTo("sluice.missing_attributes");
        assertThat(missing("unknown", "service.name")).isEqualTo(1);
    }

    @Test
    void putsInTheDefault() {
        LogsData data = logs(attribute("service.name", "shop"), attribute("team", ""));
        assertThat(resource(result(
                                ONE.replace("name: service.name", "name: service.name, default: x") + "action: default",
                                data))
                        .getAttributesList())
                .containsExactly(attribute("service.name", "shop"), attribute("team", "nobody"));
    }

    @Test
    void routesWhatLacksSomething() {
        LogsData data = logs(attribute("service.name", "shop"));
        assertThat(resource(result(ONE + "action: route", data)).getAttributesList())
                .containsExactly(attribute("service.name", "shop"), attribute("sluice.route", "quarantine"));
    }

    @Test
    void refusesForGoodAndNamesWhatIsMissing() {
        process(ONE + "action: refuse", logs(attribute("service.name", "shop")));
        assertThat(ack.outcome())
                .isEqualTo(Outcome.rejected(Rejection.MALFORMED, "the resource lacks required attributes: team"));
        assertThat(next.size()).isZero();
        assertThat(missing("shop", "team")).isEqualTo(1);
    }

    @Test
    void anAttributeHasItsOwnAction() {
        String yaml = "attributes: [{name: a, action: count}, {name: b, action: default, default: x}]\naction: refuse";
        assertThat(resource(result(yaml, logs())).getAttributesList()).containsExactly(attribute("b", "x"));
        assertThat(missing("unknown", "a")).isEqualTo(1);
    }

    @Test
    void furtherServicesAreCountedTogether() {
        String yaml = "max_services: 2";
        RequiredAttributesConfig config = Configs.of(FACTORY, yaml);
        Stage stage = ((Processor.Staged) FACTORY.create(context, config, new PipelineId(Signal.LOGS, "")))
                .newStage(context, next);
        for (String service : new String[] {"a", "b", "c", "d", "a"}) {
            stage.process(new Batch(
                    Signal.LOGS,
                    Payload.of(logs(attribute("service.name", service)).toByteArray()),
                    1,
                    RequestContext.NONE,
                    ack));
        }
        assertThat(missing("a", "cloud.region")).isEqualTo(2);
        assertThat(missing("b", "cloud.region")).isEqualTo(1);
        assertThat(missing("other", "cloud.region")).isEqualTo(2);
    }

    @Test
    void countsLogRecordsThatBelongToNoSpan() {
        ByteString trace = ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});
        ByteString span = trace.substring(0, 8);
        result(
                "{}",
                logs(
                        Resource.newBuilder().addAttributes(attribute("service.name", "shop")),
                        LogRecord.newBuilder().setTraceId(trace).setSpanId(span),
                        LogRecord.newBuilder().setTraceId(trace),
                        LogRecord.newBuilder()
                                .setTraceId(ByteString.copyFrom(new byte[16]))
                                .setSpanId(span),
                        LogRecord.newBuilder()));
        assertThat(context.meter()
                        .value(
                                "processor_required_attributes_uncorrelated_log_records",
                                "processor",
                                "required_attributes",
                                "service",
                                "shop"))
                .isEqualTo(3);
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(Configs.report(FACTORY, "action: default"))
                .contains("processors::required_attributes::attributes::0::default: is missing for action: default");
        assertThat(Configs.report(FACTORY, "attributes: [{name: a}, {name: a}]"))
                .contains("\"a\" is there twice");
        assertThat(Configs.report(FACTORY, "attributes: []\nlog_correlation: false"))
                .contains("nothing is checked");
        assertThat(Configs.report(FACTORY, "{}")).isEmpty();
    }
}

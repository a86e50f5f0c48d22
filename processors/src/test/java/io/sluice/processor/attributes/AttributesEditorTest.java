package io.sluice.processor.attributes;

import static io.sluice.processor.attributes.Attributes.attribute;
import static io.sluice.processor.attributes.Attributes.number;
import static io.sluice.processor.attributes.Attributes.text;
import static io.sluice.processor.attributes.Attributes.truth;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.sluice.api.Batch;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.RequestContext;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.processor.attributes.ActionConfig.Action;
import io.sluice.processor.attributes.MatchConfig.MatchType;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.RecordingConsumer;
import io.sluice.testkit.TestContext;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which items are changed. Each test puts an attribute {@code touched} on those that are. */
class AttributesEditorTest {

    private static final Span SERVER = Span.newBuilder()
            .setName("GET /cart")
            .setKind(Span.SpanKind.SPAN_KIND_SERVER)
            .addAttributes(attribute("count", 42))
            .addAttributes(attribute("ok", truth(true)))
            .build();
    private static final Span CLIENT = Span.newBuilder()
            .setName("SELECT")
            .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
            .addAttributes(attribute("count", "42"))
            .build();
    private static final LogRecord LOGIN = LogRecord.newBuilder()
            .setBody(text("login of somebody"))
            .setSeverityText("INFO")
            .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_INFO)
            .build();
    private static final LogRecord NUMBER =
            LogRecord.newBuilder().setBody(number(411)).build();

    private final TestContext context = new TestContext(ComponentKind.PROCESSOR, ComponentId.of("attributes"));

    private byte[] run(Signal signal, byte[] request, int items, @Nullable Match include, @Nullable Match exclude) {
        RecordingConsumer next = RecordingConsumer.holding();
        AttributesConfig config = new AttributesConfig(
                include == null ? null : include.build(),
                exclude == null ? null : exclude.build(),
                List.of(Actions.put(Action.INSERT, "touched", true)));
        new AttributesProcessor(context, config, signal)
                .newStage(context, next)
                .process(new Batch(signal, Payload.of(request), items, RequestContext.NONE, new RecordingAck()));
        return next.take().payload().toExactArray();
    }

    private static boolean isTouched(List<KeyValue> attributes) {
        return attributes.contains(attribute("touched", truth(true)));
    }

    private static Resource service(String name) {
        return Resource.newBuilder()
                .addAttributes(attribute("service.name", name))
                .addAttributes(attribute("host", "node-7"))
                .build();
    }

    /** The names of the spans that are changed, of the two in service shop and one without a service. */
    private List<String> spans(@Nullable Match include, @Nullable Match exclude) throws InvalidProtocolBufferException {
        ExportTraceServiceRequest request = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(service("shop"))
                        .addScopeSpans(ScopeSpans.newBuilder()
                                .setScope(InstrumentationScope.newBuilder()
                                        .setName("lib")
                                        .setVersion("2"))
                                .addSpans(SERVER)
                                .addSpans(CLIENT)))
                .addResourceSpans(ResourceSpans.newBuilder()
                        .addScopeSpans(ScopeSpans.newBuilder()
                                .addSpans(Span.newBuilder().setName("alone"))))
                .build();
        return ExportTraceServiceRequest.parseFrom(run(Signal.TRACES, request.toByteArray(), 3, include, exclude))
                .getResourceSpansList()
                .stream()
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .filter(span -> isTouched(span.getAttributesList()))
                .map(Span::getName)
                .toList();
    }

    private static Match strict() {
        return new Match(MatchType.STRICT);
    }

    private static Match regexp() {
        return new Match(MatchType.REGEXP);
    }

    @Test
    void changesAllSpansWithoutConditions() throws Exception {
        assertThat(spans(null, null)).containsExactly("GET /cart", "SELECT", "alone");
    }

    @Test
    void looksAtServices() throws Exception {
        assertThat(spans(strict().services("other", "shop"), null)).containsExactly("GET /cart", "SELECT");
        assertThat(spans(strict().services("sho"), null)).isEmpty();
        assertThat(spans(regexp().services("^sho"), null)).containsExactly("GET /cart", "SELECT");
        assertThat(spans(strict().services("<nil-service-name>"), null)).containsExactly("alone");
    }

    @Test
    void looksAtNamesAndKinds() throws Exception {
        assertThat(spans(regexp().names("^GET /"), null)).containsExactly("GET /cart");
        assertThat(spans(strict().kinds("SPAN_KIND_CLIENT"), null)).containsExactly("SELECT");
        assertThat(spans(strict().names("SELECT").kinds("SPAN_KIND_SERVER"), null))
                .isEmpty();
        assertThat(spans(null, regexp().kinds("UNSPECIFIED"))).containsExactly("GET /cart", "SELECT");
    }

    @Test
    void looksAtAttributesWithTheirTypes() throws Exception {
        assertThat(spans(strict().attribute("count", 42L), null)).containsExactly("GET /cart");
        assertThat(spans(strict().attribute("count", "42"), null)).containsExactly("SELECT");
        assertThat(spans(regexp().attribute("count", "^42$"), null)).containsExactly("GET /cart", "SELECT");
        assertThat(spans(strict().attribute("count", null).attribute("ok", true), null))
                .containsExactly("GET /cart");
    }

    @Test
    void looksAtResourcesAndLibraries() throws Exception {
        assertThat(spans(regexp().resource("host", "node-\\d"), null)).containsExactly("GET /cart", "SELECT");
        assertThat(spans(strict().library("lib", "2"), null)).containsExactly("GET /cart", "SELECT");
        assertThat(spans(strict().library("lib", ""), null)).isEmpty();
        assertThat(spans(null, strict().library("lib", null))).containsExactly("alone");
    }

    @Test
    void leavesOutWhatIsExcludedOfTheIncluded() throws Exception {
        assertThat(spans(strict().services("shop"), strict().names("SELECT"))).containsExactly("GET /cart");
    }

    private List<Boolean> logs(Match include) throws InvalidProtocolBufferException {
        ExportLogsServiceRequest request = ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .addScopeLogs(
                                ScopeLogs.newBuilder().addLogRecords(LOGIN).addLogRecords(NUMBER)))
                .build();
        return ExportLogsServiceRequest.parseFrom(run(Signal.LOGS, request.toByteArray(), 2, include, null))
                .getResourceLogs(0)
                .getScopeLogs(0)
                .getLogRecordsList()
                .stream()
                .map(log -> isTouched(log.getAttributesList()))
                .toList();
    }

    @Test
    void looksAtLogs() throws Exception {
        assertThat(logs(regexp().bodies("^login"))).containsExactly(true, false);
        assertThat(logs(strict().bodies("411"))).containsExactly(false, true);
        assertThat(logs(strict().severityTexts("INFO"))).containsExactly(true, false);
        assertThat(logs(strict().severity(9, false))).containsExactly(true, false);
        assertThat(logs(strict().severity(10, true))).containsExactly(false, true);
    }

    private List<Boolean> points(Match include) throws InvalidProtocolBufferException {
        ExportMetricsServiceRequest request = ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder()
                        .addScopeMetrics(ScopeMetrics.newBuilder()
                                .addMetrics(Metric.newBuilder()
                                        .setName("duration")
                                        .setHistogram(Histogram.newBuilder()
                                                .addDataPoints(HistogramDataPoint.getDefaultInstance())))
                                .addMetrics(Metric.newBuilder()
                                        .setName("old")
                                        .setSummary(Summary.newBuilder()
                                                .addDataPoints(SummaryDataPoint.getDefaultInstance())))))
                .build();
        ScopeMetrics result = ExportMetricsServiceRequest.parseFrom(
                        run(Signal.METRICS, request.toByteArray(), 2, include, null))
                .getResourceMetrics(0)
                .getScopeMetrics(0);
        return List.of(
                isTouched(result.getMetrics(0).getHistogram().getDataPoints(0).getAttributesList()),
                isTouched(result.getMetrics(1).getSummary().getDataPoints(0).getAttributesList()));
    }

    @Test
    void theNameOfAMetricDecidesForItsPoints() throws Exception {
        assertThat(points(regexp().metricNames("^dur"))).containsExactly(true, false);
        assertThat(points(strict().resource("host", null))).containsExactly(true, true);
    }
}

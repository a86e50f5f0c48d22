package io.sluice.processor.pii;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.sluice.api.Batch;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.Outcome;
import io.sluice.api.PeerIdentity;
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
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class PiiProcessorTest {

    private static final String MAIL = "taro@example.com";

    private static final RequestContext NOBODY = RequestContext.NONE;

    private final TestContext context = new TestContext(ComponentKind.PROCESSOR, ComponentId.of("pii"));
    private final RecordingConsumer next = RecordingConsumer.holding();
    private final RecordingAck ack = new RecordingAck();

    private Batch process(String yaml, Signal signal, Message data, RequestContext from) {
        PiiRun pii = new PiiRun(signal, yaml, context, next);
        Batch batch = pii.process(data.toByteString(), from, ack);
        pii.stop();
        return batch;
    }

    private LogsData logs(String yaml, LogsData data) {
        return logs(yaml, data, RequestContext.NONE);
    }

    private LogsData logs(String yaml, LogsData data, RequestContext from) {
        Batch batch = process(yaml, Signal.LOGS, data, from);
        try {
            return LogsData.parseFrom(PiiRun.bytes(batch));
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyValue mail(String key) {
        return PiiRun.attribute(key, "from " + MAIL);
    }

    private static InstrumentationScope scope() {
        return InstrumentationScope.newBuilder()
                .setName(MAIL)
                .setVersion(MAIL)
                .addAttributes(mail("a"))
                .build();
    }

    private static Resource resource() {
        return Resource.newBuilder()
                .addAttributes(PiiRun.attribute("service.name", "shop"))
                .addAttributes(mail("a"))
                .build();
    }

    private static LogsData log(LogRecord.Builder... records) {
        ScopeLogs.Builder scope = ScopeLogs.newBuilder().setScope(scope());
        for (LogRecord.Builder record : records) {
            scope.addLogRecords(record);
        }
        return LogsData.newBuilder()
                .addResourceLogs(
                        ResourceLogs.newBuilder().setResource(resource()).addScopeLogs(scope))
                .build();
    }

    private static LogRecord.Builder record(String body) {
        return LogRecord.newBuilder().setBody(AnyValue.newBuilder().setStringValue(body));
    }

    private static LogRecord first(LogsData data) {
        return data.getResourceLogs(0).getScopeLogs(0).getLogRecords(0);
    }

    private static Span.Builder span(String text) {
        return Span.newBuilder().addAttributes(PiiRun.attribute("x", text));
    }

    private static TracesData spans(Span.Builder... spans) {
        ScopeSpans.Builder scope = ScopeSpans.newBuilder();
        for (Span.Builder span : spans) {
            scope.addSpans(span);
        }
        return TracesData.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
                .build();
    }

    private static NumberDataPoint.Builder point(String text) {
        return NumberDataPoint.newBuilder().addAttributes(PiiRun.attribute("x", text));
    }

    private static MetricsData gauge(NumberDataPoint.Builder... points) {
        Gauge.Builder gauge = Gauge.newBuilder();
        for (NumberDataPoint.Builder point : points) {
            gauge.addDataPoints(point);
        }
        return MetricsData.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder()
                        .addScopeMetrics(ScopeMetrics.newBuilder()
                                .addMetrics(Metric.newBuilder().setGauge(gauge))))
                .build();
    }

    /** The same text of everything with each mail address masked by a regular expression: the oracle. */
    private static String masked(Message data) {
        return Pattern.compile("taro@example\\.com")
                .matcher(TextFormat.printer().printToString(data))
                .replaceAll("[EMAIL]");
    }

    @Test
    void masksEveryTextOfALog() {
        LogsData data = log(record("to " + MAIL)
                .setSeverityText(MAIL)
                .setEventName(MAIL)
                .setTraceId(ByteString.copyFrom(new byte[16]))
                .addAttributes(mail("x"))
                .addAttributes(mail("taro@example.com")));
        assertThat(TextFormat.printer().printToString(logs("{}", data))).isEqualTo(masked(data));
    }

    @Test
    void masksEveryTextOfASpan() throws InvalidProtocolBufferException {
        TracesData data = TracesData.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(resource())
                        .addScopeSpans(ScopeSpans.newBuilder()
                                .setScope(scope())
                                .addSpans(Span.newBuilder()
                                        .setName("send " + MAIL)
                                        .setTraceState("vendor=" + MAIL)
                                        .setStatus(Status.newBuilder().setMessage("no " + MAIL))
                                        .addAttributes(mail("x"))
                                        .addEvents(Span.Event.newBuilder()
                                                .setName(MAIL)
                                                .addAttributes(mail("x")))
                                        .addLinks(Span.Link.newBuilder()
                                                .setTraceState("v=" + MAIL)
                                                .addAttributes(mail("x"))))))
                .build();
        Batch batch = process("{}", Signal.TRACES, data, RequestContext.NONE);
        assertThat(TextFormat.printer().printToString(TracesData.parseFrom(PiiRun.bytes(batch))))
                .isEqualTo(masked(data));
    }

    @Test
    void masksEveryTextOfAMetric() throws InvalidProtocolBufferException {
        Exemplar exemplar =
                Exemplar.newBuilder().addFilteredAttributes(mail("x")).build();
        NumberDataPoint number = NumberDataPoint.newBuilder()
                .addAttributes(mail("x"))
                .addExemplars(exemplar)
                .build();
        MetricsData data = MetricsData.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder()
                        .setResource(resource())
                        .addScopeMetrics(ScopeMetrics.newBuilder()
                                .setScope(scope())
                                .addMetrics(metric().setGauge(Gauge.newBuilder().addDataPoints(number)))
                                .addMetrics(metric().setSum(Sum.newBuilder().addDataPoints(number)))
                                .addMetrics(metric().setHistogram(Histogram.newBuilder()
                                        .addDataPoints(HistogramDataPoint.newBuilder()
                                                .addAttributes(mail("x"))
                                                .addExemplars(exemplar))))
                                .addMetrics(metric().setExponentialHistogram(ExponentialHistogram.newBuilder()
                                        .addDataPoints(ExponentialHistogramDataPoint.newBuilder()
                                                .addAttributes(mail("x"))
                                                .addExemplars(exemplar))))
                                .addMetrics(metric().setSummary(Summary.newBuilder()
                                        .addDataPoints(
                                                SummaryDataPoint.newBuilder().addAttributes(mail("x")))))))
                .build();
        Batch batch = process("{}", Signal.METRICS, data, RequestContext.NONE);
        assertThat(TextFormat.printer().printToString(MetricsData.parseFrom(PiiRun.bytes(batch))))
                .isEqualTo(masked(data));
    }

    private static Metric.Builder metric() {
        return Metric.newBuilder()
                .setName(MAIL)
                .setDescription(MAIL)
                .setUnit(MAIL)
                .addMetadata(mail("x"));
    }

    @Test
    void searchesWhatOnlyTheKeySaysIsWorthIt() {
        LogsData data = log(record("x")
                .addAttributes(PiiRun.attribute("branch_code", "123"))
                .addAttributes(PiiRun.attribute("plain", "123")));
        LogRecord masked = logs("minimum_confidence: context", data)
                .getResourceLogs(0)
                .getScopeLogs(0)
                .getLogRecords(0);
        assertThat(masked.getAttributesList().stream()
                        .map(attribute -> attribute.getValue().getStringValue()))
                .contains("[BANK_ACCOUNT]", "123");
    }

    @Test
    void handsOnTheSameBytesIfThereIsNothing() {
        LogsData data = LogsData.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .addScopeLogs(ScopeLogs.newBuilder().addLogRecords(record("nothing here"))))
                .build();
        byte[] bytes = data.toByteArray();
        Payload payload = Payload.of(bytes);
        PiiFactory factory = new PiiFactory();
        Stage stage = ((Processor.Staged)
                        factory.create(context, Configs.of(factory, "{}"), new PipelineId(Signal.LOGS, "")))
                .newStage(context, next);
        Batch batch = new Batch(Signal.LOGS, payload, 1, RequestContext.NONE, ack);
        stage.process(batch);
        assertThat(batch.payload()).isSameAs(payload);
        assertThat(next.poll()).isSameAs(batch);
    }

    @Test
    void masksATextOfTooManyFindingsAsAWhole() {
        String many = (MAIL + " ").repeat(131_073);

        assertThat(logs("{}", log(record(many))).toString())
                .contains("[UNSEARCHED]")
                .doesNotContain(MAIL);
        assertThat(context.meter().value("processor_pii_unsearched", "processor", "pii", "reason", "size"))
                .isPositive();
        assertThat(logs("{action: count}", log(record(many))).toString()).contains(MAIL);
        assertThat(logs("{rules: [{name: a, pattern: a}]}", log(record("a".repeat(200_000))))
                        .toString())
                .contains("[UNSEARCHED]");
    }

    @Test
    void countsWhatItDid() {
        logs("{}", log(record("to " + MAIL)));
        assertThat(context.meter()
                        .value("processor_pii_findings", "processor", "pii", "rule", "email", "action", "replace"))
                .isEqualTo(5);
    }

    @Test
    void shadowCountsAndChangesNothing() {
        LogsData data = log(record("to " + MAIL));
        assertThat(logs("shadow: true\naction: drop_record", data)).isEqualTo(data);
        assertThat(context.meter()
                        .value("processor_pii_findings", "processor", "pii", "rule", "email", "action", "drop_record"))
                .isEqualTo(5);
    }

    @Test
    void anAttributeCanGo() {
        LogsData masked =
                logs("action: drop_attribute", log(record("to " + MAIL).addAttributes(mail("x"))));
        assertThat(first(masked).getAttributesList()).isEmpty();
        assertThat(first(masked).getBody().getStringValue()).isEqualTo("to [EMAIL]");
        assertThat(masked.getResourceLogs(0).getResource().getAttributesList())
                .containsExactly(PiiRun.attribute("service.name", "shop"));
    }

    @Test
    void aRecordCanGo() {
        LogsData masked = logs("action: drop_record", log(record("to " + MAIL), record("stays")));
        assertThat(masked.getResourceLogs(0).getScopeLogs(0).getLogRecordsList())
                .extracting(record -> record.getBody().getStringValue())
                .containsExactly("stays");
        assertThat(masked.getResourceLogs(0).getScopeLogs(0).getScope().getName())
                .isEqualTo("[EMAIL]");
    }

    @Test
    void countsTheItemsThatWent() {
        logs("action: drop_record", log(record("to " + MAIL), record("stays")));
        assertThat(context.meter().value("processor_pii_dropped_log_records", "processor", "pii"))
                .isEqualTo(1);

        process("action: drop_record", Signal.TRACES, spans(span(MAIL), span("stays"), span(MAIL)), NOBODY);
        assertThat(context.meter().value("processor_pii_dropped_spans", "processor", "pii"))
                .isEqualTo(2);

        process("action: drop_record", Signal.METRICS, gauge(point(MAIL), point("stays"), point(MAIL)), NOBODY);
        assertThat(context.meter().value("processor_pii_dropped_metric_points", "processor", "pii"))
                .isEqualTo(2);
    }

    /** A name, and a mail address in one part of a span each. */
    static Stream<Arguments> spansWithAMail() {
        Span.Builder event = Span.newBuilder()
                .addEvents(Span.Event.newBuilder().setName("clean"))
                .addEvents(Span.Event.newBuilder().addAttributes(mail("a")));
        return Stream.of(
                Arguments.of("name", Span.newBuilder().setName(MAIL)),
                Arguments.of(
                        "status",
                        Span.newBuilder().setStatus(Status.newBuilder().setMessage("no " + MAIL))),
                Arguments.of("event's attribute", event),
                Arguments.of(
                        "event's key",
                        Span.newBuilder()
                                .addEvents(Span.Event.newBuilder().addAttributes(PiiRun.attribute(MAIL, "x")))),
                Arguments.of(
                        "event's name",
                        Span.newBuilder().addEvents(Span.Event.newBuilder().setName(MAIL))),
                Arguments.of(
                        "link's attribute",
                        Span.newBuilder().addLinks(Span.Link.newBuilder().addAttributes(mail("a")))),
                Arguments.of(
                        "link's state",
                        Span.newBuilder().addLinks(Span.Link.newBuilder().setTraceState("v=" + MAIL))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spansWithAMail")
    void aSpanGoesWithAFindingInAnyPartOfIt(String part, Span.Builder span) throws InvalidProtocolBufferException {
        TracesData data = spans(
                span("first"),
                span,
                span("last").addEvents(Span.Event.newBuilder().setName("e")));

        Batch batch = process("action: drop_record", Signal.TRACES, data, NOBODY);

        assertThat(TracesData.parseFrom(PiiRun.bytes(batch)))
                .isEqualTo(spans(
                        span("first"),
                        span("last").addEvents(Span.Event.newBuilder().setName("e"))));
        assertThat(context.meter().value("processor_pii_dropped_spans", "processor", "pii"))
                .isEqualTo(1);
        assertThat(findings("drop_record")).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spansWithAMail")
    void aSpanIsRoutedForAFindingInAnyPartOfIt(String part, Span.Builder span) throws InvalidProtocolBufferException {
        TracesData data = spans(span("first"), span, span("last"));

        Batch batch = process("action: route", Signal.TRACES, data, NOBODY);

        Span.Builder routed = span.clone().addAttributes(PiiRun.attribute("sluice.route", "quarantine"));
        assertThat(TracesData.parseFrom(PiiRun.bytes(batch))).isEqualTo(spans(span("first"), routed, span("last")));
        assertThat(findings("route")).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spansWithAMail")
    void anAuditSpanIsMaskedAndStaysWhole(String part, Span.Builder span) throws InvalidProtocolBufferException {
        TracesData data = spans(span.clone().addAttributes(PiiRun.attribute("log.type", "audit")));

        Batch batch = process("action: drop_record", Signal.TRACES, data, NOBODY);

        assertThat(TextFormat.printer().printToString(TracesData.parseFrom(PiiRun.bytes(batch))))
                .isEqualTo(masked(data));
        assertThat(findings("drop_record")).isEqualTo(1);
    }

    private double findings(String action) {
        return context.meter().value("processor_pii_findings", "processor", "pii", "rule", "email", "action", action);
    }

    @Test
    void aPointGoesOrIsRoutedWithAFindingInAnExemplar() throws InvalidProtocolBufferException {
        Exemplar exemplar =
                Exemplar.newBuilder().addFilteredAttributes(mail("x")).build();
        MetricsData data = gauge(point("a"), point("b").addExemplars(exemplar), point("c"));

        Batch dropped = process("action: drop_record", Signal.METRICS, data, NOBODY);
        Batch routed = process("action: route", Signal.METRICS, data, NOBODY);

        assertThat(MetricsData.parseFrom(PiiRun.bytes(dropped))).isEqualTo(gauge(point("a"), point("c")));
        assertThat(MetricsData.parseFrom(PiiRun.bytes(routed)))
                .isEqualTo(gauge(
                        point("a"),
                        point("b")
                                .addAttributes(PiiRun.attribute("sluice.route", "quarantine"))
                                .addExemplars(exemplar),
                        point("c")));
    }

    @Test
    void aFindingThatAProcessorBeforeTookAwayDropsNothing() {
        TracesData data = spans(span("a").addEvents(Span.Event.newBuilder().addAttributes(mail("x"))));
        Chain chain = Chain.together(
                Signal.TRACES,
                List.of(
                        new Chain.Member("redaction", "allowed_keys: [k]"),
                        new Chain.Member("pii", "action: drop_record")));

        chain.of(data.toByteString());

        assertThat(chain.last().items()).isEqualTo(1);
    }

    @Test
    void allRecordsCanGoAndTheSenderHearsOk() {
        process("action: drop_record", Signal.LOGS, log(record("to " + MAIL)), RequestContext.NONE);
        assertThat(next.size()).isZero();
        assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
    }

    @Test
    void anAuditRecordNeverGoes() {
        LogsData masked = logs(
                "action: drop_record", log(record("to " + MAIL).addAttributes(PiiRun.attribute("log.type", "audit"))));
        assertThat(first(masked).getBody().getStringValue()).isEqualTo("to [EMAIL]");
    }

    @Test
    void aRecordCanBeRouted() {
        LogsData masked = logs("action: route", log(record("to " + MAIL), record("stays")));
        assertThat(first(masked).getBody().getStringValue()).isEqualTo("to " + MAIL);
        assertThat(first(masked).getAttributesList()).containsExactly(PiiRun.attribute("sluice.route", "quarantine"));
        assertThat(masked.getResourceLogs(0).getScopeLogs(0).getLogRecords(1).getAttributesList())
                .isEmpty();
        assertThat(masked.getResourceLogs(0).getScopeLogs(0).getScope().getName())
                .isEqualTo("[EMAIL]");
    }

    @Test
    void theClassIsThatOfTheItemElseOfTheResource() {
        String yaml = "classes: {policies: {security: {detectors: {email: {action: count}}}}}";
        LogsData data = log(
                record(MAIL).addAttributes(PiiRun.attribute("log.type", "security")),
                record(MAIL),
                record(MAIL).addAttributes(PiiRun.attribute("log.type", "other")));
        assertThat(logs(yaml, data).getResourceLogs(0).getScopeLogs(0).getLogRecordsList())
                .extracting(record -> record.getBody().getStringValue())
                .containsExactly(MAIL, "[EMAIL]", "[EMAIL]");
        LogsData.Builder whole = data.toBuilder();
        whole.getResourceLogsBuilder(0).getResourceBuilder().addAttributes(PiiRun.attribute("log.type", "security"));
        assertThat(logs(yaml, whole.build()).getResourceLogs(0).getScopeLogs(0).getLogRecordsList())
                .extracting(record -> record.getBody().getStringValue())
                .containsExactly(MAIL, MAIL, "[EMAIL]");
    }

    @Test
    void pseudonymsOfAnAuthenticatedAgentStay() {
        String yaml = "pseudonym_keys: [{id: k1, value: "
                + Base64.getEncoder().encodeToString(new byte[] {
                    11, 2, 93, 4, 75, 6, 57, 8, 29, 10, 91, 12, 63, 14, 15, 116, 17, 98, 19, 20, 121, 22, 83, 24, 25,
                    76, 27, 28, 69, 30, 31, 32
                })
                + "}]\ndetectors: {ipv4: {action: ip_pseudonym}}";
        LogsData once = logs(yaml, log(record("from 198.51.100.7")));
        String body = first(once).getBody().getStringValue();
        assertThat(body).matches("from \\[IPV4:k1:[0-9.]+:[a-z2-7]+]");
        RequestContext agent =
                new RequestContext("otlp", "grpc", "", new PeerIdentity("agent", "", List.of()), Map.of(), 0);
        assertThat(logs("{}", once, agent)).isEqualTo(once);
        assertThat(logs(yaml, once)).isEqualTo(once);
        assertThat(first(logs("{}", once)).getBody().getStringValue()).isNotEqualTo(body);
    }

    @Test
    void masksAndCountsBehindALargeBatchAsBefore() {
        TestContext context = new TestContext(ComponentKind.PROCESSOR, ComponentId.of("pii"));
        PiiRun pii = new PiiRun(
                Signal.LOGS, "rules: [{name: id, pattern: 'user-[0-9]+'}]", context, RecordingConsumer.holding());
        ByteString small = PiiRun.log(PiiRun.withBody("user-7 taro@example.com"));
        ByteString once = pii.of(small);

        ByteString large = pii.of(PiiRun.log(PiiRun.withBody("user-7 taro%40example.com" + "%41あ".repeat(1 << 20))));

        assertThat(large.substring(0, 100).toStringUtf8()).contains("[ID] [EMAIL]");
        assertThat(pii.of(small)).isEqualTo(once);
        assertThat(context.meter()
                        .value("processor_pii_findings", "processor", "pii", "rule", "email", "action", "replace"))
                .isEqualTo(3);
    }

    @Test
    void aTextOfMoreThanEightMebibytesIsMaskedAsAWholeUnlessThereIsSurelyNothingInIt() {
        TestContext context = new TestContext(ComponentKind.PROCESSOR, ComponentId.of("pii"));
        PiiRun pii = new PiiRun(Signal.LOGS, "timeout: 60s", context, RecordingConsumer.holding());
        ByteString clean = PiiRun.log(PiiRun.withBody("nothing ".repeat(2 << 20)));

        assertThat(pii.of(clean)).isEqualTo(clean);
        assertThat(pii.of(PiiRun.log(PiiRun.withBody("nothing ".repeat(2 << 20) + "taro@example.com"))))
                .isEqualTo(PiiRun.log(PiiRun.withBody("[UNSEARCHED]")));
        assertThat(context.meter().value("processor_pii_unsearched", "processor", "pii", "reason", "size"))
                .isEqualTo(1);
    }
}

package io.sluice.processor.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.sluice.api.Ack;
import io.sluice.api.Batch;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.Outcome;
import io.sluice.api.Processor;
import io.sluice.api.Rejection;
import io.sluice.api.RequestContext;
import io.sluice.api.Stage;
import io.sluice.api.StageContext;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Schema;
import io.sluice.pdata.Signal;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.RecordingConsumer;
import io.sluice.testkit.TestContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EditStageTest {

    private static final long SPAN = 1L << Schema.SPAN;
    private static final long RESOURCE = 1L << Schema.RESOURCE;

    private final TestContext context = new TestContext(ComponentKind.PROCESSOR, ComponentId.of("mask"));
    private final RecordingConsumer next = RecordingConsumer.holding();
    private final RecordingAck ack = new RecordingAck();

    /** What an editor does to a message. */
    private interface Edit {
        void edit(EditedMessage message) throws MalformedException;
    }

    private EditProcessor processor(long wants, Edit edit) {
        return new EditProcessor(context) {
            @Override
            protected RecordEditor newEditor(StageContext stage) {
                return new RecordEditor() {
                    @Override
                    public long wants() {
                        return wants;
                    }

                    @Override
                    public void edit(EditedMessage message) throws MalformedException {
                        edit.edit(message);
                    }

                    @Override
                    public String dropReason() {
                        return "unwanted";
                    }
                };
            }
        };
    }

    private Payload run(Signal signal, byte[] bytes, int items, EditProcessor... processors) {
        Processor.Staged all = processors[0];
        for (int i = 1; i < processors.length; i++) {
            all = Objects.requireNonNull(all.mergedWith(processors[i]));
        }
        Payload payload = Payload.of(bytes);
        Stage stage = all.newStage(context, next);
        // Twice, so that what a batch leaves behind would show.
        stage.process(new Batch(signal, Payload.of(bytes.clone()), items, RequestContext.NONE, new RecordingAck()));
        next.poll();
        stage.process(new Batch(signal, payload, items, RequestContext.NONE, ack));
        Batch handedOn = next.poll();
        return handedOn == null ? Payload.of(new byte[0]) : handedOn.payload();
    }

    private ExportTraceServiceRequest traces(ExportTraceServiceRequest request, EditProcessor... processors)
            throws InvalidProtocolBufferException {
        Payload result = run(Signal.TRACES, request.toByteArray(), spans(request), processors);
        return ExportTraceServiceRequest.parseFrom(result.toExactArray());
    }

    private static int spans(ExportTraceServiceRequest request) {
        return request.getResourceSpansList().stream()
                .flatMap(r -> r.getScopeSpansList().stream())
                .mapToInt(ScopeSpans::getSpansCount)
                .sum();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static AnyValue string(String text) {
        return AnyValue.newBuilder().setStringValue(text).build();
    }

    private static KeyValue attribute(String key, String value) {
        return KeyValue.newBuilder().setKey(key).setValue(string(value)).build();
    }

    private static Resource resource(KeyValue... attributes) {
        return Resource.newBuilder().addAllAttributes(List.of(attributes)).build();
    }

    private static Span.Builder span(String name, KeyValue... attributes) {
        return Span.newBuilder()
                .setTraceId(ByteString.copyFrom(new byte[16]))
                .setName(name)
                .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                .setStartTimeUnixNano(1)
                .addAllAttributes(List.of(attributes))
                .setFlags(257);
    }

    private static ExportTraceServiceRequest request(@Nullable Resource resource, Span.Builder... spans) {
        ScopeSpans.Builder scope = ScopeSpans.newBuilder()
                .setScope(InstrumentationScope.newBuilder().setName("lib").setVersion("1"));
        for (Span.Builder span : spans) {
            scope.addSpans(span);
        }
        ResourceSpans.Builder all = ResourceSpans.newBuilder().addScopeSpans(scope);
        if (resource != null) {
            all.setResource(resource);
        }
        return ExportTraceServiceRequest.newBuilder().addResourceSpans(all).build();
    }

    private static void set(EditedMessage message, String key, String value) {
        AttributeTable table = message.attributes();
        byte[] encoded = string(value).toByteArray();
        int found = table.find(utf8(key));
        if (found >= 0) {
            table.set(found, encoded, 0, encoded.length);
        } else {
            table.append(utf8(key), encoded, 0, encoded.length);
        }
    }

    private static String text(byte[] array, int from, int end) {
        return new String(array, from, end - from, StandardCharsets.UTF_8);
    }

    @Test
    void handsOnTheSamePayloadIfNothingChanges() {
        byte[] bytes = request(resource(attribute("a", "b")), span("x", attribute("k", "v")))
                .toByteArray();
        Payload payload = Payload.of(bytes);
        Stage stage = processor(RecordEditor.EVERYTHING, message -> {
                    message.attributes().find(utf8("k"));
                    message.hasText(1);
                })
                .newStage(context, next);

        stage.process(new Batch(Signal.TRACES, payload, 1, RequestContext.NONE, ack));

        Batch handedOn = next.take();
        assertThat(handedOn.payload()).isSameAs(payload);
        assertThat(payload.isExclusive()).isTrue();
    }

    @Test
    void editsAttributesAndLeavesTheRest() throws Exception {
        ExportTraceServiceRequest request = request(
                resource(attribute("a", "b")),
                span("x", attribute("k", "v"), attribute("gone", "1"), attribute("old", "2")),
                span("y", attribute("z", "v")));

        ExportTraceServiceRequest result = traces(request, processor(SPAN, message -> {
            AttributeTable table = message.attributes();
            int k = table.find(utf8("k"));
            if (k >= 0) {
                set(message, "k", "w".repeat(300));
                table.delete(table.find(utf8("gone")));
                byte[] name = utf8("new");
                table.rename(table.find(utf8("old")), name, 0, name.length);
                set(message, "env", "prod");
            }
        }));

        assertThat(result)
                .isEqualTo(request(
                        resource(attribute("a", "b")),
                        span("x", attribute("k", "w".repeat(300)), attribute("new", "2"), attribute("env", "prod")),
                        span("y", attribute("z", "v"))));
    }

    @Test
    void editsTextsOfSpansAndWhatIsInThem() throws Exception {
        Span.Builder before = span("x", attribute("k", "v"))
                .setTraceState("a=b")
                .setStatus(Status.newBuilder().setCodeValue(2).setMessage("boom"))
                .addEvents(Span.Event.newBuilder().setName("e").addAttributes(attribute("k", "v")))
                .addLinks(Span.Link.newBuilder().setTraceState("c=d").addAttributes(attribute("k", "v")));

        ExportTraceServiceRequest result = traces(request(null, before), processor(RecordEditor.EVERYTHING, message -> {
            int field = switch (message.message()) {
                case Schema.SPAN, Schema.LINK -> 3;
                case Schema.STATUS, Schema.EVENT -> 2;
                default -> 1;
            };
            if (message.message() != Schema.RESOURCE) {
                String text = text(message.textArray(field), message.textFrom(field), message.textEnd(field)) + "!";
                message.setText(field, utf8(text), 0, text.length());
            }
            if (message.message() == Schema.SPAN || message.message() == Schema.LINK) {
                message.setText(3, utf8("s=t"), 0, 3);
            }
            if (message.message() == Schema.SPAN) {
                message.setText(5, utf8("n"), 0, 1);
            }
            if (message.message() == Schema.EVENT || message.message() == Schema.LINK) {
                set(message, "k", "w");
            }
        }));

        Span.Builder after = span("n", attribute("k", "v"))
                .setTraceState("s=t")
                .setStatus(Status.newBuilder().setCodeValue(2).setMessage("boom!"))
                .addEvents(Span.Event.newBuilder().setName("e!").addAttributes(attribute("k", "w")))
                .addLinks(Span.Link.newBuilder().setTraceState("s=t").addAttributes(attribute("k", "w")));
        ScopeSpans scope = result.getResourceSpans(0).getScopeSpans(0);
        assertThat(scope.getSpans(0)).isEqualTo(after.build());
        assertThat(scope.getScope().getName()).isEqualTo("lib!");
        assertThat(scope.getScope().getVersion()).isEqualTo("1");
    }

    @Test
    void laterEditorsSeeWhatEarlierOnesLeft() throws Exception {
        List<String> seen = new ArrayList<>();
        ExportTraceServiceRequest result = traces(
                request(null, span("x", attribute("k", "v"))),
                processor(SPAN, message -> {
                    set(message, "k", "w");
                    set(message, "more", "1");
                    message.setText(5, utf8("renamed"), 0, 7);
                }),
                processor(SPAN, message -> {
                    AttributeTable table = message.attributes();
                    int k = table.find(utf8("k"));
                    seen.add(text(table.valueArray(k), table.valueFrom(k) + 2, table.valueEnd(k)));
                    seen.add(text(message.textArray(5), message.textFrom(5), message.textEnd(5)));
                    table.delete(table.find(utf8("more")));
                    set(message, "k", "z");
                }));

        assertThat(seen).containsExactly("w", "renamed", "w", "renamed");
        assertThat(result).isEqualTo(request(null, span("renamed", attribute("k", "z"))));
    }

    @Test
    void makesAResourceThatIsNotThere() throws Exception {
        ExportTraceServiceRequest result =
                traces(request(null, span("x")), processor(RESOURCE, message -> set(message, "service.name", "shop")));

        assertThat(result).isEqualTo(request(resource(attribute("service.name", "shop")), span("x")));
    }

    @Test
    void putsAResourceInPiecesTogether() throws Exception {
        ExportTraceServiceRequest request = request(resource(attribute("a", "1"), attribute("b", "2")), span("x"));
        byte[] spans = request(null, span("x")).getResourceSpans(0).toByteArray();
        ByteString pieces = ResourceSpans.newBuilder()
                .setResource(resource(attribute("a", "1")))
                .build()
                .toByteString()
                .concat(ByteString.copyFrom(spans))
                .concat(ResourceSpans.newBuilder()
                        .setResource(resource(attribute("b", "2")))
                        .build()
                        .toByteString());
        byte[] bytes = UnknownFieldSet.newBuilder()
                .addField(
                        1,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(pieces)
                                .build())
                .build()
                .toByteArray();
        List<Integer> sizes = new ArrayList<>();

        Payload result = run(Signal.TRACES, bytes, 1, processor(RESOURCE, message -> {
            sizes.add(message.attributes().size());
            set(message, "b", "3");
        }));

        assertThat(sizes).containsExactly(2, 2);
        assertThat(ExportTraceServiceRequest.parseFrom(result.toExactArray()))
                .isEqualTo(request(resource(attribute("a", "1"), attribute("b", "3")), span("x")));
        assertThat(request.getResourceSpans(0).getResource().getAttributesCount())
                .isEqualTo(2);
    }

    @Test
    void writesAnAttributeWithSeveralValuesAsDecodersSeeIt() throws Exception {
        ByteString twoValues = KeyValue.newBuilder()
                .setKey("hidden")
                .setValue(string("first"))
                .build()
                .toByteString()
                .concat(KeyValue.newBuilder()
                        .setKey("k")
                        .setValue(string("second"))
                        .build()
                        .toByteString());
        Span span = span("x")
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                9,
                                UnknownFieldSet.Field.newBuilder()
                                        .addLengthDelimited(twoValues)
                                        .build())
                        .build())
                .build();
        byte[] bytes = request(null, span.toBuilder()).toByteArray();

        Payload result = run(Signal.TRACES, bytes, 1, processor(SPAN, EditedMessage::attributes));

        assertThat(ExportTraceServiceRequest.parseFrom(result.toExactArray()))
                .isEqualTo(request(null, span("x", attribute("k", "second"))));
        assertThat(new String(result.toExactArray(), StandardCharsets.ISO_8859_1))
                .doesNotContain("hidden");
    }

    @Test
    void dropsItemsAndWhatLosesTheLastOfThem() throws Exception {
        ExportTraceServiceRequest kept = request(resource(attribute("r", "1")), span("keep"));
        ExportTraceServiceRequest request = kept.toBuilder()
                .addResourceSpans(request(resource(attribute("r", "2")), span("drop"), span("drop"))
                        .getResourceSpans(0))
                .build();

        ExportTraceServiceRequest result = traces(request, processor(SPAN, message -> {
            if (text(message.textArray(5), message.textFrom(5), message.textEnd(5))
                    .equals("drop")) {
                message.drop();
            }
        }));

        assertThat(result).isEqualTo(kept);
        assertThat(ack.drops()).containsEntry("unwanted", 2);
    }

    @Test
    void dropsAResourceWithAllItsItems() throws Exception {
        ExportTraceServiceRequest result =
                traces(request(resource(), span("a"), span("b")), processor(RESOURCE, EditedMessage::drop));

        assertThat(result).isEqualTo(ExportTraceServiceRequest.getDefaultInstance());
        assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
        assertThat(ack.drops()).containsEntry("unwanted", 2);
    }

    @Test
    void editsBodiesOfLogs() throws Exception {
        ExportLogsServiceRequest request = logs(LogRecord.newBuilder()
                .setSeverityText("warn")
                .setBody(string("secret"))
                .setEventName("e")
                .addAttributes(attribute("k", "v")));
        byte[] body = string("***").toByteArray();

        Payload result = run(Signal.LOGS, request.toByteArray(), 1, processor(1L << Schema.LOG_RECORD, message -> {
            assertThat(text(message.bodyArray(), message.bodyFrom() + 2, message.bodyEnd()))
                    .isEqualTo("secret");
            message.setBody(body, 0, body.length);
            message.setText(3, utf8("WARN"), 0, 4);
            message.attributes().delete(0);
        }));

        assertThat(ExportLogsServiceRequest.parseFrom(result.toExactArray()))
                .isEqualTo(logs(LogRecord.newBuilder()
                        .setSeverityText("WARN")
                        .setBody(string("***"))
                        .setEventName("e")));
    }

    private static ExportLogsServiceRequest logs(LogRecord.Builder record) {
        return ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .addScopeLogs(ScopeLogs.newBuilder().addLogRecords(record)))
                .build();
    }

    private static ExportMetricsServiceRequest metrics(Metric.Builder... metrics) {
        ScopeMetrics.Builder scope = ScopeMetrics.newBuilder();
        for (Metric.Builder metric : metrics) {
            scope.addMetrics(metric);
        }
        return ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder().addScopeMetrics(scope))
                .build();
    }

    private static NumberDataPoint.Builder point(String value) {
        return NumberDataPoint.newBuilder()
                .setAsInt(1)
                .addAttributes(attribute("k", value))
                .addExemplars(Exemplar.newBuilder().addFilteredAttributes(attribute("k", value)));
    }

    private static Metric.Builder sum(String name, NumberDataPoint.Builder... points) {
        Sum.Builder sum = Sum.newBuilder().setIsMonotonic(true);
        for (NumberDataPoint.Builder point : points) {
            sum.addDataPoints(point);
        }
        return Metric.newBuilder().setName(name).setUnit("1").setSum(sum);
    }

    @Test
    void editsMetricsPointsAndExemplars() throws Exception {
        ExportMetricsServiceRequest request = metrics(
                sum("a", point("v"), point("w")).addMetadata(attribute("k", "m")),
                Metric.newBuilder().setName("g").setGauge(Gauge.newBuilder().addDataPoints(point("v"))));

        Payload result = run(Signal.METRICS, request.toByteArray(), 3, processor(RecordEditor.EVERYTHING, message -> {
            if (message.attributes().find(utf8("k")) >= 0) {
                EditedMessage metric = Objects.requireNonNull(message.enclosing(Schema.METRIC));
                set(message, "k", text(metric.textArray(1), metric.textFrom(1), metric.textEnd(1)));
            }
        }));

        assertThat(ExportMetricsServiceRequest.parseFrom(result.toExactArray()))
                .isEqualTo(metrics(
                        sum("a", point("a"), point("a")).addMetadata(attribute("k", "a")),
                        Metric.newBuilder()
                                .setName("g")
                                .setGauge(Gauge.newBuilder().addDataPoints(point("g")))));
    }

    @Test
    void dropsPointsAndTheMetricsThatLoseTheirLast() throws Exception {
        ExportMetricsServiceRequest request = metrics(sum("a", point("v"), point("w")), sum("b", point("v")));
        byte[] v = string("v").toByteArray();

        Payload result = run(Signal.METRICS, request.toByteArray(), 3, processor(RecordEditor.POINTS, message -> {
            AttributeTable table = message.attributes();
            if (text(table.valueArray(0), table.valueFrom(0), table.valueEnd(0)).equals(text(v, 0, v.length))) {
                message.drop();
            }
        }));

        assertThat(ExportMetricsServiceRequest.parseFrom(result.toExactArray()))
                .isEqualTo(metrics(sum("a", point("w"))));
        assertThat(ack.drops()).containsEntry("unwanted", 2);
    }

    @Test
    void rejectsABatchOnWhichAnEditorFails() throws Exception {
        traces(
                request(null, span("x", attribute("k", "v"))),
                processor(SPAN, message -> set(message, "k", "w")),
                processor(SPAN, _ -> {
                    throw new IllegalStateException("secret");
                }));

        assertThat(next.size()).isZero();
        assertThat(ack.outcome()).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(Rejection.BACKEND);
            assertThat(rejected.message()).contains("mask").doesNotContain("secret");
        });
        assertThat(context.meter().value("processor_edit_failures", "processor", "mask"))
                .isEqualTo(2);
    }

    @Test
    void rejectsOnPurposeWithoutCountingAFailure() throws Exception {
        traces(request(null, span("x")), processor(SPAN, _ -> {
            throw new EditRejectedException(Rejection.MALFORMED, "no service.name");
        }));

        assertThat(ack.outcome()).isEqualTo(Outcome.rejected(Rejection.MALFORMED, "no service.name"));
        assertThat(context.meter().value("processor_edit_failures", "processor", "mask"))
                .isZero();
    }

    @Test
    void textFieldsAreChecked() {
        EditedMessage span =
                new EditedMessage(Schema.SPAN, new io.sluice.pdata.WireWriter(16), true, AttributeTable.ALL);

        assertThatThrownBy(() -> span.setText(7, new byte[0], 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEditorMayDropForSeveralReasons() {
        EditProcessor processor = new EditProcessor(context) {
            @Override
            protected RecordEditor newEditor(StageContext stage) {
                return new RecordEditor() {
                    @Override
                    public long wants() {
                        return 1L << Schema.LOG_RECORD;
                    }

                    @Override
                    public void edit(EditedMessage message) {
                        message.drop();
                    }

                    @Override
                    public void countDropped(int items, Ack to) {
                        to.dropped(1, "first");
                        to.dropped(items - 1, "others");
                    }
                };
            }
        };
        byte[] logs = LogsData.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .addScopeLogs(ScopeLogs.newBuilder()
                                .addLogRecords(LogRecord.newBuilder())
                                .addLogRecords(LogRecord.newBuilder())
                                .addLogRecords(LogRecord.newBuilder())))
                .build()
                .toByteArray();

        run(Signal.LOGS, logs, 3, processor);

        assertThat(ack.drops()).containsOnly(Map.entry("first", 1), Map.entry("others", 2));
        assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
    }

    @Test
    void aBatchThatIsLargerThanItsEditsHaveRoomForIsRejectedAndTheNextPasses() {
        Stage stage = new EditStage(List.of(processor(SPAN, _ -> {})), context, next, 10);
        byte[] small = {0x0a, 0};

        stage.process(new Batch(Signal.TRACES, Payload.of(new byte[11]), 1, RequestContext.NONE, ack));
        stage.process(new Batch(Signal.TRACES, Payload.of(small), 0, RequestContext.NONE, new RecordingAck()));

        assertThat(ack.outcome()).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(Rejection.TOO_LARGE);
            assertThat(rejected.message()).contains("11 bytes", "more than the 10", "mask", "more heap");
        });
        assertThat(next.size()).isEqualTo(1);
    }

    @Test
    void aMessageWithMoreAttributesThanThereIsRoomForIsRejected() throws Exception {
        Span.Builder most = span("x");
        for (int i = 0; i < 1 << 17; i++) {
            most.addAttributes(attribute("a", ""));
        }
        EditProcessor marks = processor(SPAN, message -> message.attributes().delete(7));

        assertThat(traces(request(null, most), marks)
                        .getResourceSpans(0)
                        .getScopeSpans(0)
                        .getSpans(0)
                        .getAttributesCount())
                .isEqualTo((1 << 17) - 1);
        assertThat(ack.outcome()).isNull();

        traces(request(null, most.addAttributes(attribute("a", ""))), marks);

        assertThat(ack.outcome())
                .isEqualTo(Outcome.rejected(Rejection.TOO_LARGE, "a message has more than 131072 attributes"));
    }

    @Test
    void aLargeBatchIsForgottenWellOrNot() throws Exception {
        int[] forgotten = new int[1];
        EditProcessor processor = new EditProcessor(context) {
            @Override
            protected RecordEditor newEditor(StageContext stage) {
                return new RecordEditor() {
                    @Override
                    public long wants() {
                        return SPAN;
                    }

                    @Override
                    public void edit(EditedMessage message) {
                        if (message.attributes().find(utf8("bad")) >= 0) {
                            throw new IllegalStateException("bad");
                        }
                        message.attributes().append(utf8("b"), new byte[0], 0, 0);
                    }

                    @Override
                    public void forget() {
                        forgotten[0]++;
                    }
                };
            }
        };
        String large = "x".repeat(3 << 20);

        traces(request(null, span("x")), processor);
        assertThat(forgotten[0]).isZero();

        // Each is run twice.
        assertThat(traces(request(null, span(large)), processor)
                        .getResourceSpans(0)
                        .getScopeSpans(0)
                        .getSpans(0)
                        .getAttributesList())
                .extracting(KeyValue::getKey)
                .containsExactly("b");
        assertThat(forgotten[0]).isEqualTo(2);

        traces(request(null, span(large, attribute("bad", ""))), processor);
        assertThat(forgotten[0]).isEqualTo(4);
    }
}

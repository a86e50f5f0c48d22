package io.sluice.pdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PayloadEditorTest {

    private static final byte[] KEY = utf8("added");
    private static final KeyValue ADDED = attribute("added", "v");

    private final PayloadEditor editor = new PayloadEditor();
    private final AnyValueBuffer value = new AnyValueBuffer().setString("v");

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static KeyValue attribute(String key, String text) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(text))
                .build();
    }

    private static byte[] traces(ByteString... spans) {
        ByteString scope = ByteString.EMPTY;
        for (ByteString span : spans) {
            scope = scope.concat(field(2, span));
        }
        return field(1, field(2, scope)).toByteArray();
    }

    private static byte[] traces(Span span) {
        return traces(span.toByteString());
    }

    private static byte[] metrics(ByteString metric) {
        return field(1, field(2, field(2, metric))).toByteArray();
    }

    private static ByteString field(int number, ByteString content) {
        WireWriter out = new WireWriter(16).bytesField(number, content.toByteArray(), 0, content.size());
        return ByteString.copyFrom(out.array(), 0, out.length());
    }

    /** Where the content of a part of the bytes begins. */
    private static int place(byte[] bytes, MessageLite part) {
        return place(bytes, part.toByteString());
    }

    private static int place(byte[] bytes, ByteString part) {
        for (int at = 0; at <= bytes.length - part.size(); at++) {
            if (Arrays.equals(bytes, at, at + part.size(), part.toByteArray(), 0, part.size())) {
                return at;
            }
        }
        throw new AssertionError("not there");
    }

    private PayloadEditor edit(byte[] bytes) {
        return editor.begin(Signal.TRACES, Payload.of(bytes));
    }

    private byte[] result() throws MalformedException {
        return editor.apply(BufferPool.UNPOOLED).toExactArray();
    }

    @Test
    void withoutEditsTheResultIsTheSamePayloadShared() throws MalformedException {
        Payload payload = Payload.of(traces(Span.getDefaultInstance()));

        Payload result = editor.begin(Signal.TRACES, payload).apply(BufferPool.UNPOOLED);

        assertThat(result).isSameAs(payload);
        assertThat(payload.isExclusive()).isFalse();
    }

    @Test
    void aDroppedAttributeShortensEveryMessageAroundIt() throws MalformedException {
        KeyValue gone = attribute("secret", "x".repeat(200));
        Span span = Span.newBuilder()
                .setName("n")
                .addAttributes(attribute("a", "1"))
                .addAttributes(gone)
                .addAttributes(attribute("b", "2"))
                .build();
        byte[] bytes = traces(span);

        edit(bytes).drop(place(bytes, gone));

        assertThat(result())
                .isEqualTo(traces(span.toBuilder().removeAttributes(1).build()));
    }

    @Test
    void aLongerValueLengthensEveryMessageAroundIt() throws MalformedException {
        KeyValue before = attribute("k", "short");
        byte[] bytes = traces(Span.newBuilder().addAttributes(before).build());
        String text = "画".repeat(100);

        edit(bytes).setValue(place(bytes, before), value.setString(text));

        assertThat(result())
                .isEqualTo(traces(
                        Span.newBuilder().addAttributes(attribute("k", text)).build()));
    }

    @Test
    void anAttributeWithSeveralValuesHasOneAfterwards() throws MalformedException {
        ByteString array = AnyValue.newBuilder()
                .setArrayValue(
                        ArrayValue.newBuilder().addValues(AnyValue.newBuilder().setIntValue(1)))
                .build()
                .toByteString();
        ByteString twice =
                field(2, array).concat(field(1, ByteString.copyFromUtf8("k"))).concat(field(2, array));
        byte[] bytes = traces(field(9, twice));

        edit(bytes).setValue(place(bytes, twice), value.setInt(7));

        ByteString seven = AnyValue.newBuilder().setIntValue(7).build().toByteString();
        assertThat(result())
                .isEqualTo(traces(field(9, field(2, seven).concat(field(1, ByteString.copyFromUtf8("k"))))));
    }

    @Test
    void anAttributeWithoutValueGetsOne() throws MalformedException {
        KeyValue bare = KeyValue.newBuilder().setKey("bare").build();
        byte[] bytes = traces(Span.newBuilder().addAttributes(bare).build());

        edit(bytes).setValue(place(bytes, bare), value.setBool(true));

        AnyValue yes = AnyValue.newBuilder().setBoolValue(true).build();
        assertThat(result())
                .isEqualTo(traces(Span.newBuilder()
                        .addAttributes(bare.toBuilder().setValue(yes))
                        .build()));
    }

    @Test
    void everyKindOfValueIsWrittenAsTheGeneratedClassesWriteIt() {
        byte[] bytes = {1, 2, 3};
        AnyValue list = AnyValue.newBuilder()
                .setKvlistValue(KeyValueList.newBuilder().addValues(ADDED))
                .build();

        assertEncodes(
                value.setString("é"), AnyValue.newBuilder().setStringValue("é").build());
        assertEncodes(
                value.setBool(false), AnyValue.newBuilder().setBoolValue(false).build());
        assertEncodes(value.setInt(-3), AnyValue.newBuilder().setIntValue(-3).build());
        assertEncodes(
                value.setDouble(0.1), AnyValue.newBuilder().setDoubleValue(0.1).build());
        assertEncodes(
                value.setBytes(bytes, 1, 2),
                AnyValue.newBuilder()
                        .setBytesValue(ByteString.copyFrom(bytes, 1, 2))
                        .build());
        assertEncodes(value.setEncoded(list.toByteArray(), 0, list.getSerializedSize()), list);
        assertEncodes(value.setEmpty(), AnyValue.getDefaultInstance());
    }

    private static void assertEncodes(AnyValueBuffer buffer, AnyValue expected) {
        assertThat(Arrays.copyOf(buffer.array(), buffer.length())).isEqualTo(expected.toByteArray());
    }

    @Test
    void theValueInsideAListInsideAnArrayIsReplaced() throws Exception {
        KeyValue inner = attribute("token", "abc");
        KeyValue outer = KeyValue.newBuilder()
                .setKey("k")
                .setValue(AnyValue.newBuilder()
                        .setArrayValue(ArrayValue.newBuilder()
                                .addValues(AnyValue.newBuilder()
                                        .setKvlistValue(
                                                KeyValueList.newBuilder().addValues(inner)))))
                .build();
        byte[] bytes = traces(Span.newBuilder().addAttributes(outer).build());

        edit(bytes).replaceValue(place(bytes, inner.getValue()), value.setString("***"));
        editor.append(AttributeOwner.KEY_VALUE_LIST, place(bytes, field(1, inner.toByteString())), KEY, value);

        KeyValueList edited = ExportTraceServiceRequest.parseFrom(result())
                .getResourceSpans(0)
                .getScopeSpans(0)
                .getSpans(0)
                .getAttributes(0)
                .getValue()
                .getArrayValue()
                .getValues(0)
                .getKvlistValue();
        assertThat(edited.getValuesList()).containsExactly(attribute("token", "***"), attribute("added", "***"));
    }

    @Test
    void ofAppendsAtTheSameEndTheInnerOneStaysInside() throws MalformedException {
        Span.Event event = Span.Event.newBuilder().setName("last").build();
        Span span = Span.newBuilder().setName("s").addEvents(event).build();
        byte[] bytes = traces(span);

        edit(bytes).append(AttributeOwner.SPAN, place(bytes, span), KEY, value);
        editor.append(AttributeOwner.EVENT, place(bytes, event), KEY, value);

        ByteString edited = span.toBuilder()
                .setEvents(0, event.toBuilder().addAttributes(ADDED))
                .build()
                .toByteString();
        assertThat(result()).isEqualTo(traces(edited.concat(field(9, ADDED.toByteString()))));
    }

    @Test
    void absentResourceAndScopeAreMadeOnce() throws Exception {
        Span span = Span.newBuilder().setName("s").build();
        byte[] bytes = traces(span);
        ByteString scope = field(2, span.toByteString());

        edit(bytes).appendToAbsentScope(place(bytes, scope), KEY, value);
        editor.appendToAbsentResource(place(bytes, field(2, scope)), KEY, value);
        editor.appendToAbsentResource(place(bytes, field(2, scope)), KEY, value.setInt(2));

        KeyValue second =
                ADDED.toBuilder().setValue(AnyValue.newBuilder().setIntValue(2)).build();
        assertThat(ExportTraceServiceRequest.parseFrom(result()).getResourceSpans(0))
                .isEqualTo(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder().addAttributes(ADDED).addAttributes(second))
                        .addScopeSpans(ScopeSpans.newBuilder()
                                .setScope(InstrumentationScope.newBuilder().addAttributes(ADDED))
                                .addSpans(span))
                        .build());
    }

    @Test
    void ofTwoTextsForOneFieldTheLastIsWrittenWhereTheFirstWas() throws MalformedException {
        ByteString name = field(5, ByteString.copyFromUtf8("old"));
        ByteString rest = field(99, ByteString.copyFromUtf8("unknown"));
        ByteString span = name.concat(rest).concat(name);
        byte[] bytes = traces(span);

        edit(bytes).setText(place(bytes, span), 5, utf8("first"), 0, 5);
        editor.setText(place(bytes, span), 5, utf8("second"), 0, 6);

        assertThat(result())
                .isEqualTo(traces(field(5, ByteString.copyFromUtf8("second")).concat(rest)));
    }

    @Test
    void aClearedFieldIsGoneButNotItsNumberWithAnotherWireType() throws MalformedException {
        WireWriter out = new WireWriter(16).varintField(5, 3);
        ByteString unknown = ByteString.copyFrom(out.array(), 0, out.length());
        ByteString span = unknown.concat(field(5, ByteString.copyFromUtf8("name")));
        byte[] bytes = traces(span);

        edit(bytes).clear(place(bytes, span), 5);

        assertThat(result()).isEqualTo(traces(unknown));
    }

    @Test
    void editsInsideWhatIsDroppedAreMoot() throws MalformedException {
        KeyValue gone = attribute("k", "v");
        Span first = Span.newBuilder().setName("first").addAttributes(gone).build();
        Span second = Span.newBuilder().setName("second").build();
        byte[] bytes = traces(first.toByteString(), second.toByteString());

        edit(bytes).setValue(place(bytes, gone), value.setInt(1));
        editor.append(AttributeOwner.SPAN, place(bytes, first), KEY, value);
        editor.drop(place(bytes, first));

        assertThat(result()).isEqualTo(traces(second));
    }

    @Test
    void theLastSpanTakesScopeAndResourceWithIt() throws MalformedException {
        Span span = Span.newBuilder().setName("only").build();
        byte[] bytes = traces(span);

        edit(bytes).drop(place(bytes, span));

        assertThat(result()).isEmpty();
    }

    @Test
    void dataThatWasVoidIsNotRevived() throws Exception {
        NumberDataPoint voidPoint = NumberDataPoint.newBuilder().setAsInt(1).build();
        NumberDataPoint point = NumberDataPoint.newBuilder().setAsInt(2).build();
        ByteString metric = Metric.newBuilder()
                .setGauge(Gauge.newBuilder().addDataPoints(voidPoint))
                .build()
                .toByteString()
                .concat(Metric.newBuilder()
                        .setSum(Sum.newBuilder().addDataPoints(point))
                        .build()
                        .toByteString());
        byte[] bytes = metrics(metric);
        editor.begin(Signal.METRICS, Payload.of(bytes));

        editor.drop(place(bytes, point));
        assertThat(result()).as("the metric lost its last point that counted").isEmpty();

        editor.begin(Signal.METRICS, Payload.of(bytes)).drop(place(bytes, voidPoint));
        assertThat(result()).hasSize(bytes.length - 2 - voidPoint.getSerializedSize());
    }

    @Test
    void dataThatIsEmptiedStaysWhileItsMetricStays() throws Exception {
        NumberDataPoint gone = NumberDataPoint.newBuilder().setAsInt(1).build();
        NumberDataPoint stays = NumberDataPoint.newBuilder().setAsInt(2).build();
        Sum first = Sum.newBuilder().setIsMonotonic(true).addDataPoints(gone).build();
        Sum second = Sum.newBuilder().addDataPoints(stays).build();
        byte[] bytes = metrics(field(7, first.toByteString()).concat(field(7, second.toByteString())));

        editor.begin(Signal.METRICS, Payload.of(bytes)).drop(place(bytes, gone));

        ByteString emptied = first.toBuilder().clearDataPoints().build().toByteString();
        assertThat(result()).isEqualTo(metrics(field(7, emptied).concat(field(7, second.toByteString()))));
    }

    @Test
    void dataThatIsDroppedWholeStaysAsAnEmptyMessageWhileItsMetricStays() throws Exception {
        ByteString point =
                field(1, NumberDataPoint.newBuilder().setAsInt(1).build().toByteString());
        ByteString other =
                field(1, NumberDataPoint.newBuilder().setAsInt(2).build().toByteString());
        byte[] bytes = metrics(field(5, other).concat(field(7, point)).concat(field(7, other)));

        editor.begin(Signal.METRICS, Payload.of(bytes)).drop(place(bytes, field(7, point)) + 2);

        assertThat(result())
                .isEqualTo(metrics(
                        field(5, other).concat(field(7, ByteString.EMPTY)).concat(field(7, other))));
    }

    @Test
    void aFilterIsNotAskedAboutVoidData() throws MalformedException {
        NumberDataPoint point = NumberDataPoint.newBuilder().setAsInt(2).build();
        ByteString gauge = Metric.newBuilder()
                .setGauge(Gauge.newBuilder().addDataPoints(point).addDataPoints(point))
                .build()
                .toByteString();
        ByteString sum = Metric.newBuilder()
                .setSum(Sum.newBuilder().addDataPoints(point))
                .build()
                .toByteString();
        int[] asked = {0};

        new ItemFilter()
                .filter(
                        Signal.METRICS,
                        Payload.of(metrics(gauge.concat(sum))),
                        BufferPool.UNPOOLED,
                        new ItemFilter.Decision() {
                            @Override
                            public void enterResource(byte[] array, int from, int end) {}

                            @Override
                            public boolean keeps(byte[] array, int from, int end) {
                                asked[0]++;
                                return true;
                            }
                        });

        assertThat(asked[0]).isOne();
    }

    @Test
    void anEditThatDoesNotFitIsRefused() {
        Span span = Span.newBuilder().setName("span").build();
        byte[] bytes = traces(span);
        int place = place(bytes, span);

        assertMisplaced(bytes, () -> editor.drop(place + 1));
        assertMisplaced(bytes, () -> editor.drop(bytes.length + 5));
        assertMisplaced(bytes, () -> editor.append(AttributeOwner.EVENT, place, KEY, value));
        assertMisplaced(bytes, () -> editor.setText(place, 9, KEY, 0, 1));
        assertMisplaced(bytes, () -> editor.setBody(place, value));
        assertMisplaced(bytes, () -> editor.setValue(place, value));
        assertMisplaced(bytes, () -> editor.appendToAbsentResource(place, KEY, value));
        assertThatIllegalArgumentException().isThrownBy(() -> editor.clear(place, 0));
        editor.reset();
        assertThatIllegalStateException().isThrownBy(() -> editor.apply(BufferPool.UNPOOLED));
    }

    private void assertMisplaced(byte[] bytes, Runnable edit) {
        edit(bytes);
        edit.run();
        assertThatExceptionOfType(MalformedException.class).isThrownBy(this::result);
    }

    @Test
    void everyOwnerHasTheFieldOfTheSpecification() {
        assertThat(AttributeOwner.values())
                .extracting(AttributeOwner::fieldNumber)
                .containsExactly(1, 3, 9, 3, 4, 6, 12, 7, 9, 1, 7, 7, 1);
    }

    @Test
    void aResultThatNoArrayCanHoldIsRefusedBeforeItIsAllocated() {
        CopyPlan plan = new CopyPlan();
        plan.original(0, Integer.MAX_VALUE);
        plan.original(0, Integer.MAX_VALUE);

        assertThatExceptionOfType(PayloadTooLargeException.class)
                .isThrownBy(() -> plan.write(new byte[0], new byte[0], BufferPool.UNPOOLED))
                .withMessageContaining("4294967294 bytes");
    }

    @Test
    void onceWarmAnEditAllocatesThePayloadAndNothingElse() throws MalformedException {
        Span span = Span.newBuilder().setName("span").build();
        byte[] bytes = traces(span);
        int place = place(bytes, span);
        Payload payload = Payload.of(bytes);
        byte[] target = new byte[100];
        BufferPool pool = length -> Payload.of(target, 0, length);
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1000; i++) {
                editor.begin(Signal.TRACES, payload);
                editor.append(AttributeOwner.SPAN, place, KEY, value);
                editor.setText(place, 5, KEY, 0, KEY.length);
                editor.apply(pool);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(least).isLessThan(40 * 1000);
    }

    @Test
    void editsComeOutByPlaceAndAsTheyWereAdded() {
        EditList edits = new EditList();
        java.util.Random random = new java.util.Random(3);
        for (int i = 0; i < 1000; i++) {
            edits.add(random.nextInt(50), EditList.APPEND, 1, i, 1);
        }

        edits.sort();

        for (int rank = 1; rank < 1000; rank++) {
            assertThat(edits.place(rank)).isGreaterThanOrEqualTo(edits.place(rank - 1));
            if (edits.place(rank) == edits.place(rank - 1)) {
                assertThat(edits.insertFrom(rank)).isGreaterThan(edits.insertFrom(rank - 1));
            }
        }
    }
}

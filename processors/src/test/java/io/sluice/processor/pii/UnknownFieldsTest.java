package io.sluice.processor.pii;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.pdata.Signal;
import io.sluice.testkit.RecordingConsumer;
import io.sluice.testkit.TestContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes in fields that the specification does not know can't be searched, so they go, wherever they stand; all else stays. */
final class UnknownFieldsTest {

    private static final String MAIL = "taro@example.com";

    private final TestContext context = new TestContext(ComponentKind.PROCESSOR, ComponentId.of("pii"));

    private static <B extends Message.Builder> B with(B builder, boolean unknown, int number) {
        if (unknown) {
            builder.setUnknownFields(UnknownFieldSet.newBuilder()
                    .addField(
                            number,
                            UnknownFieldSet.Field.newBuilder()
                                    .addLengthDelimited(ByteString.copyFromUtf8(MAIL))
                                    .build())
                    .build());
        }
        return builder;
    }

    private static TracesData traces(boolean unknown, int number) {
        AnyValue text = with(AnyValue.newBuilder().setStringValue("ok"), unknown, number)
                .build();
        ArrayValue.Builder array = with(ArrayValue.newBuilder().addValues(text), unknown, number);
        KeyValue entry = with(KeyValue.newBuilder().setKey("k").setValue(text), unknown, number)
                .build();
        KeyValueList.Builder map = with(KeyValueList.newBuilder().addValues(entry), unknown, number);
        Span.Builder span = Span.newBuilder()
                .setName("GET")
                .addAttributes(entry)
                .addAttributes(KeyValue.newBuilder()
                        .setKey("l")
                        .setValue(AnyValue.newBuilder().setArrayValue(array)))
                .addAttributes(KeyValue.newBuilder()
                        .setKey("m")
                        .setValue(AnyValue.newBuilder().setKvlistValue(map)))
                .addEvents(with(Span.Event.newBuilder().setName("e"), unknown, number))
                .addLinks(with(Span.Link.newBuilder().setFlags(1), unknown, number))
                .setStatus(with(Status.newBuilder().setMessage("fine"), unknown, number));
        ScopeSpans.Builder scope = ScopeSpans.newBuilder()
                .setScope(with(InstrumentationScope.newBuilder().setName("s"), unknown, number))
                .addSpans(with(span, unknown, number))
                .addSpans(Span.newBuilder().setName("second"));
        ResourceSpans.Builder resource = ResourceSpans.newBuilder()
                .setResource(with(Resource.newBuilder().addAttributes(entry), unknown, number))
                .addScopeSpans(with(scope, unknown, number));
        return with(TracesData.newBuilder().addResourceSpans(with(resource, unknown, number)), unknown, number)
                .build();
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 50, 2000})
    void go(int number) throws Exception {
        PiiRun pii = new PiiRun(Signal.TRACES, "{}", context, RecordingConsumer.holding());

        ByteString masked = pii.of(traces(true, number).toByteString());

        assertThat(TracesData.parseFrom(masked)).isEqualTo(traces(false, number));
        assertThat(context.meter().value("processor_pii_unsearched", "processor", "pii", "reason", "unknown_field"))
                .isGreaterThan(10);
    }

    @Test
    void stayIfNothingIsToChange() {
        PiiRun pii = new PiiRun(Signal.TRACES, "{shadow: true}", context, RecordingConsumer.holding());
        ByteString traces = traces(true, 50).toByteString();

        assertThat(pii.of(traces)).isEqualTo(traces);
        assertThat(context.meter().value("processor_pii_unsearched", "processor", "pii", "reason", "unknown_field"))
                .isPositive();
    }

    @Test
    void areThoseOfAnotherWireTypeToo() {
        PiiRun pii = new PiiRun(Signal.TRACES, "{}", context, RecordingConsumer.holding());
        ByteString time = PiiRun.field(7, ByteString.copyFromUtf8(MAIL));
        ByteString span = PiiRun.field(5, ByteString.copyFromUtf8("GET")).concat(time);
        ByteString traces = PiiRun.field(1, PiiRun.field(2, PiiRun.field(2, span)));

        assertThat(pii.of(traces).toStringUtf8()).contains("GET").doesNotContain("taro");
    }
}

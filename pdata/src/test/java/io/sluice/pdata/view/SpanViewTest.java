package io.sluice.pdata.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.sluice.pdata.MalformedException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SpanViewTest {

    private static final String TRACE_ID = "0102030405060708f1f2f3f4f5f6f7f8";

    private final SpanView view = new SpanView();

    private void reset(byte[] span) throws MalformedException {
        view.reset(span, 0, span.length);
    }

    @Test
    void idsAreBigEndian() throws MalformedException {
        reset(Span.newBuilder()
                .setTraceId(ByteString.fromHex(TRACE_ID))
                .setSpanId(ByteString.fromHex("00000000000000ff"))
                .build()
                .toByteArray());

        assertThat(HexFormat.of().toHexDigits(view.traceId().high())).isEqualTo("0102030405060708");
        assertThat(HexFormat.of().toHexDigits(view.traceId().low())).isEqualTo("f1f2f3f4f5f6f7f8");
        assertThat(view.spanId().low()).isEqualTo(0xff);
        assertThat(view.spanId().high()).isZero();
        assertThat(view.parentSpanId().isPresent()).isFalse();
        assertThat(view.parentSpanId().offset()).isEqualTo(-1);
        assertThat(view.parentSpanId().low()).isZero();
    }

    @Test
    void idsAndTextsAreWhereTheyLieInTheRequest() throws MalformedException {
        byte[] span = Span.newBuilder()
                .setTraceId(ByteString.fromHex(TRACE_ID))
                .setName("checkout")
                .build()
                .toByteArray();
        reset(span);

        assertThat(view.traceId().array()).isSameAs(span);
        assertThat(HexFormat.of()
                        .formatHex(span, view.traceId().offset(), view.traceId().offset() + 16))
                .isEqualTo(TRACE_ID);
        assertThat(view.name().array()).isSameAs(span);
        assertThat(new String(span, view.name().offset(), view.name().length(), UTF_8))
                .isEqualTo("checkout");
    }

    @Test
    void aTextIsComparedWithUtf8() throws MalformedException {
        reset(Span.newBuilder().setName("画像").build().toByteArray());

        assertThat(view.name().contentEquals("画像".getBytes(UTF_8))).isTrue();
        assertThat(view.name().contentEquals("画".getBytes(UTF_8))).isFalse();
        assertThat(view.traceState().contentEquals(new byte[0])).isTrue();
        assertThat(view.traceState().isEmpty()).isTrue();
    }

    @Test
    void statusesThatComeSeveralTimesAreOne() throws MalformedException {
        ByteString message = status(Status.newBuilder().setMessage("first").setCodeValue(1));
        ByteString code = status(Status.newBuilder().setCodeValue(StatusView.ERROR));
        reset(message.concat(code).toByteArray());

        assertThat(view.status().message()).hasToString("first");
        assertThat(view.status().code()).isEqualTo(StatusView.ERROR);
    }

    private static ByteString status(Status.Builder status) {
        return Span.newBuilder().setStatus(status).build().toByteString();
    }

    @Test
    void nothingOfTheSpanBeforeIsLeft() throws MalformedException {
        reset(Span.newBuilder()
                .setTraceId(ByteString.fromHex(TRACE_ID))
                .setName("before")
                .setKindValue(3)
                .addAttributes(KeyValue.newBuilder()
                        .setKey("k")
                        .setValue(AnyValue.newBuilder().setIntValue(1)))
                .setStatus(Status.newBuilder().setCodeValue(2))
                .build()
                .toByteArray());
        reset(new byte[0]);

        assertThat(view.name().isEmpty()).isTrue();
        assertThat(view.kind()).isZero();
        assertThat(view.traceId().isPresent()).isFalse();
        assertThat(view.attributes().next()).isFalse();
        assertThat(view.hasStatus()).isFalse();
        assertThat(view.status().code()).isZero();
    }

    @Test
    void whatIsNestedIsReadWhenItIsAskedFor() throws MalformedException {
        byte[] brokenStatus = {15 << 3 | 2, 1, (byte) 0xff};
        reset(brokenStatus);

        assertThatExceptionOfType(MalformedException.class).isThrownBy(view::status);
    }
}

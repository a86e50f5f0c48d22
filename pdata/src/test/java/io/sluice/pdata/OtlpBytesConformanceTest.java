package io.sluice.pdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link OtlpBytes} against the generated classes. */
class OtlpBytesConformanceTest {

    private static @Nullable MessageLite parse(Signal signal, byte[] bytes) {
        try {
            return Samples.parser(signal).parseFrom(bytes);
        } catch (InvalidProtocolBufferException _) {
            return null;
        }
    }

    /** What is accepted must mean to the generated classes what it means to us; anything may be refused, but only as declared. */
    private static boolean agrees(Signal signal, byte[] bytes) {
        int items;
        try {
            items = OtlpBytes.validate(signal, bytes, 0, bytes.length);
        } catch (MalformedException _) {
            return false;
        }
        MessageLite parsed = parse(signal, bytes);
        assertThat(parsed).as("the generated classes refuse what was accepted").isNotNull();
        assertThat(items).isEqualTo(Samples.items(parsed));
        return true;
    }

    @ParameterizedTest
    @EnumSource
    void acceptsAndCountsWhatTheGeneratedClassesWrite(Signal signal) throws MalformedException {
        for (int seed = 0; seed < 500; seed++) {
            MessageLite request = new Samples(seed).request(signal);
            byte[] bytes = request.toByteArray();

            assertThat(OtlpBytes.validate(signal, bytes, 0, bytes.length)).isEqualTo(Samples.items(request));
            assertThat(OtlpBytes.count(signal, bytes, 0, bytes.length)).isEqualTo(Samples.items(request));
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsInsideALongerArray(Signal signal) throws MalformedException {
        byte[] bytes = new Samples(7).request(signal).toByteArray();
        byte[] longer = new byte[bytes.length + 20];
        java.util.Arrays.fill(longer, (byte) 0xff);
        System.arraycopy(bytes, 0, longer, 9, bytes.length);

        assertThat(OtlpBytes.validate(signal, longer, 9, bytes.length))
                .isEqualTo(OtlpBytes.validate(signal, bytes, 0, bytes.length));
    }

    @ParameterizedTest
    @EnumSource
    void agreesOnEveryTruncation(Signal signal) {
        for (int seed = 0; seed < 12; seed++) {
            byte[] bytes = new Samples(seed).request(signal).toByteArray();
            for (int length = 0; length < bytes.length; length++) {
                agrees(signal, java.util.Arrays.copyOf(bytes, length));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void agreesOnFlippedBits(Signal signal) {
        int accepted = 0;
        Random random = new Random(42);
        for (int seed = 0; seed < 300; seed++) {
            byte[] bytes = new Samples(seed).request(signal).toByteArray();
            for (int flip = 0; bytes.length > 0 && flip < 100; flip++) {
                byte[] flipped = bytes.clone();
                for (int n = 1 + random.nextInt(3); n > 0; n--) {
                    flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
                }
                accepted += agrees(signal, flipped) ? 1 : 0;
            }
        }
        assertThat(accepted).as("flips that leave a message").isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void agreesOnNoise(Signal signal) {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            if (noise.length > 2) {
                noise[0] = 10;
                noise[1] = (byte) (noise.length - 2);
            }
            agrees(signal, noise);
        }
    }

    @Test
    void unknownFieldsOfAllWireTypesAreSkipped() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CodedOutputStream coded = CodedOutputStream.newInstance(out);
        coded.writeInt64(99, -1);
        coded.writeFixed64(100, 1);
        coded.writeFixed32(101, 1);
        coded.writeString(1000, "instrumentation library");
        coded.writeTag(77, WireType.START_GROUP);
        coded.writeInt32(1, 5);
        coded.writeTag(3, WireType.START_GROUP);
        coded.writeTag(3, WireType.END_GROUP);
        coded.writeTag(77, WireType.END_GROUP);
        coded.writeByteArray(1, new byte[0]);
        coded.flush();

        assertThat(agrees(Signal.TRACES, out.toByteArray())).isTrue();
    }

    @Test
    void aKnownFieldWithAnotherWireTypeCountsAsUnknown() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CodedOutputStream coded = CodedOutputStream.newInstance(out);
        coded.writeFixed64(1, 12);
        coded.writeInt32(1, 12);
        coded.flush();

        assertThat(agrees(Signal.LOGS, out.toByteArray())).isTrue();
    }

    @Test
    void ofSeveralDataInOneMetricTheLastKindCounts() throws MalformedException {
        NumberDataPoint point = NumberDataPoint.getDefaultInstance();
        Metric gauge = Metric.newBuilder()
                .setGauge(Gauge.newBuilder().addDataPoints(point).addDataPoints(point))
                .build();
        Metric sum = Metric.newBuilder()
                .setSum(Sum.newBuilder().addDataPoints(point))
                .build();
        ByteString mixed = gauge.toByteString().concat(sum.toByteString()).concat(sum.toByteString());
        byte[] bytes = metric(mixed);

        assertThat(OtlpBytes.validate(Signal.METRICS, bytes, 0, bytes.length)).isEqualTo(2);
        assertThat(OtlpBytes.count(Signal.METRICS, bytes, 0, bytes.length)).isEqualTo(2);
        assertThat(Samples.items(parse(Signal.METRICS, bytes))).isEqualTo(2);
    }

    private static byte[] metric(ByteString metric) {
        WireWriter writer = new WireWriter(64);
        int resource = writer.openMessage(1);
        int scope = writer.openMessage(2);
        writer.bytesField(2, metric.toByteArray(), 0, metric.size());
        writer.closeMessage(scope);
        writer.closeMessage(resource);
        return java.util.Arrays.copyOf(writer.array(), writer.length());
    }

    @Test
    void nestingIsBoundedAsTheGeneratedClassesBoundIt() {
        boolean acceptedBefore = true;
        int deepest = 0;
        for (int depth = 1; depth < 80; depth++) {
            boolean accepted = agrees(Signal.TRACES, nested(depth));
            assertThat(accepted).as("accepted at %d after a refusal", depth).isIn(acceptedBefore, false);
            acceptedBefore = accepted;
            deepest = accepted ? depth : deepest;
        }
        assertThat(deepest).isGreaterThan(40);
        assertThat(acceptedBefore).isFalse();
    }

    private static byte[] nested(int depth) {
        AnyValue value = AnyValue.newBuilder().setStringValue("deep").build();
        for (int i = 0; i < depth; i++) {
            value = AnyValue.newBuilder()
                    .setArrayValue(ArrayValue.newBuilder().addValues(value))
                    .build();
        }
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder()
                                .addAttributes(KeyValue.newBuilder().setKey("k").setValue(value))))
                .build()
                .toByteArray();
    }

    @Test
    void anUnendingNestOfGroupsIsRefused() {
        byte[] groups = new byte[100_000];
        java.util.Arrays.fill(groups, (byte) (9 << 3 | WireType.START_GROUP));

        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> OtlpBytes.validate(Signal.TRACES, groups, 0, groups.length))
                .withMessageContaining("nested");
    }

    @Test
    void idsOfAnotherLengthAreRefused() {
        byte[] bytes = spans(Span.newBuilder().setTraceId(ByteString.copyFrom(new byte[15])));

        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> OtlpBytes.validate(Signal.TRACES, bytes, 0, bytes.length))
                .withMessageContaining("an id has 15 bytes instead of 16");
    }

    @Test
    void textThatIsNotUtf8IsRefused() throws IOException {
        byte[] bytes = spans(Span.newBuilder().setName("xxxxxxxx"));
        int name = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("xxxxxxxx");
        for (byte[] bad : new byte[][] {
            {(byte) 0x80},
            {(byte) 0xc0, (byte) 0x80},
            {(byte) 0xe0, (byte) 0x80, (byte) 0x80},
            {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
            {(byte) 0xf5}
        }) {
            byte[] changed = bytes.clone();
            System.arraycopy(bad, 0, changed, name + 8 - bad.length, bad.length);
            assertThat(agrees(Signal.TRACES, changed)).isFalse();
            assertThat(parse(Signal.TRACES, changed)).isNull();
        }
    }

    private static byte[] spans(Span.Builder span) {
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
                .build()
                .toByteArray();
    }

    @Test
    void numbersThatAreNotPackedAreUnderstood() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CodedOutputStream coded = CodedOutputStream.newInstance(out);
        coded.writeFixed64(6, 1);
        coded.writeFixed64(6, 2);
        coded.writeDouble(7, 0.5);
        coded.flush();
        WireWriter metric = new WireWriter(64);
        int histogram = metric.openMessage(9);
        metric.bytesField(1, out.toByteArray(), 0, out.size());
        metric.closeMessage(histogram);
        byte[] bytes = metric(ByteString.copyFrom(metric.array(), 0, metric.length()));

        assertThat(agrees(Signal.METRICS, bytes)).isTrue();
    }
}

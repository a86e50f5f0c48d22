package io.sluice.exporter.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Against the layout written out byte by byte, and an xxHash64 of its own. */
class ResourceHashTest {

    private static final long P1 = 0x9E3779B185EBCA87L;
    private static final long P2 = 0xC2B2AE3D27D4EB4FL;
    private static final long P3 = 0x165667B19E3779F9L;
    private static final long P4 = 0x85EBCA77C2B2AE63L;
    private static final long P5 = 0x27D4EB2F165667C5L;

    private final ByteArrayOutputStream layout = new ByteArrayOutputStream();

    private ResourceHashTest bytes(int... values) {
        for (int value : values) {
            layout.write(value);
        }
        return this;
    }

    private ResourceHashTest text(String text) {
        layout.writeBytes(text.getBytes(UTF_8));
        return this;
    }

    private ResourceHashTest number(long bits) {
        layout.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(bits)
                .array());
        return this;
    }

    private byte[] hash() {
        long first = xxHash64(layout.toByteArray());
        bytes(0xF3);
        long second = xxHash64(layout.toByteArray());
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(first)
                .putLong(second)
                .array();
    }

    private static long round(long acc, long input) {
        return Long.rotateLeft(acc + input * P2, 31) * P1;
    }

    private static long xxHash64(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long h;
        if (bytes.length >= 32) {
            long[] v = {P1 + P2, P2, 0, -P1};
            while (in.remaining() >= 32) {
                for (int i = 0; i < 4; i++) {
                    v[i] = round(v[i], in.getLong());
                }
            }
            h = Long.rotateLeft(v[0], 1)
                    + Long.rotateLeft(v[1], 7)
                    + Long.rotateLeft(v[2], 12)
                    + Long.rotateLeft(v[3], 18);
            for (long each : v) {
                h = (h ^ round(0, each)) * P1 + P4;
            }
        } else {
            h = P5;
        }
        h += bytes.length;
        while (in.remaining() >= 8) {
            h = Long.rotateLeft(h ^ round(0, in.getLong()), 27) * P1 + P4;
        }
        if (in.remaining() >= 4) {
            h = Long.rotateLeft(h ^ (in.getInt() & 0xFFFFFFFFL) * P1, 23) * P2 + P3;
        }
        while (in.hasRemaining()) {
            h = Long.rotateLeft(h ^ (in.get() & 0xFF) * P5, 11) * P1;
        }
        h = (h ^ h >>> 33) * P2;
        h = (h ^ h >>> 29) * P3;
        return h ^ h >>> 32;
    }

    private static KeyValue entry(String key, AnyValue.Builder value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }

    private static byte[] of(Resource resource) throws Exception {
        byte[] bytes = resource.toByteArray();
        return new ResourceHash().of(bytes, 0, bytes.length);
    }

    @Test
    void hashesThePublishedVector() {
        assertThat(xxHash64(new byte[0])).isEqualTo(0xEF46DB3751D8E999L);
    }

    @Test
    void isZeroForNoAttributes() throws Exception {
        assertThat(of(Resource.getDefaultInstance())).isEqualTo(new byte[16]);
    }

    @Test
    void sortsByKeyAndMarksEveryKindOfValue() throws Exception {
        Resource resource = Resource.newBuilder()
                .addAttributes(entry("z", AnyValue.newBuilder().setStringValue("text")))
                .addAttributes(entry("b", AnyValue.newBuilder().setBoolValue(true)))
                .addAttributes(entry("a", AnyValue.newBuilder().setBoolValue(false)))
                .addAttributes(entry("i", AnyValue.newBuilder().setIntValue(-7)))
                .addAttributes(entry("d", AnyValue.newBuilder().setDoubleValue(2.5)))
                .addAttributes(entry("y", AnyValue.newBuilder().setBytesValue(ByteString.copyFromUtf8("raw"))))
                .addAttributes(entry("e", AnyValue.newBuilder()))
                .addAttributes(entry(
                        "m",
                        AnyValue.newBuilder()
                                .setKvlistValue(KeyValueList.newBuilder()
                                        .addValues(
                                                entry("q", AnyValue.newBuilder().setIntValue(1)))
                                        .addValues(
                                                entry("p", AnyValue.newBuilder().setIntValue(2))))))
                .addAttributes(entry(
                        "s",
                        AnyValue.newBuilder()
                                .setArrayValue(ArrayValue.newBuilder()
                                        .addValues(AnyValue.newBuilder().setStringValue("one"))
                                        .addValues(AnyValue.newBuilder().setIntValue(2)))))
                .build();

        byte[] expected = bytes(0xF4)
                .text("a")
                .bytes(0xF9)
                .bytes(0xF4)
                .text("b")
                .bytes(0xF8)
                .bytes(0xF4)
                .text("d")
                .bytes(0xFB)
                .number(Double.doubleToLongBits(2.5))
                .bytes(0xF4)
                .text("e")
                .bytes(0xF5)
                .bytes(0xF4)
                .text("i")
                .bytes(0xFA)
                .number(-7)
                .bytes(0xF4)
                .text("m")
                .bytes(0xFC)
                .bytes(0xF4)
                .text("p")
                .bytes(0xFA)
                .number(2)
                .bytes(0xF4)
                .text("q")
                .bytes(0xFA)
                .number(1)
                .bytes(0xFD)
                .bytes(0xF4)
                .text("s")
                .bytes(0xFE, 0xF7)
                .text("one")
                .bytes(0xFA)
                .number(2)
                .bytes(0xFF)
                .bytes(0xF4)
                .text("y")
                .bytes(0xF6)
                .text("raw")
                .bytes(0xF4)
                .text("z")
                .bytes(0xF7)
                .text("text")
                .hash();

        assertThat(of(resource)).isEqualTo(expected);
    }
}

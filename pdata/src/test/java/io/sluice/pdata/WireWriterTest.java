package io.sluice.pdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireWriterTest {

    private static byte[] message(int field, byte[] content) {
        return UnknownFieldSet.newBuilder()
                .addField(
                        field,
                        Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFrom(content))
                                .build())
                .build()
                .toByteArray();
    }

    @ParameterizedTest
    @CsvSource({"2, 5", "2, 300", "3, 5", "3, 127", "3, 128", "5, 16384", "4, 2", "1, 0"})
    void aMessageWithRoomForItsLengthIsWrittenAsOthersAre(int room, int length) {
        byte[] content = new byte[length];
        Arrays.fill(content, (byte) 7);
        WireWriter out = new WireWriter(16).raw(content, 0, Math.min(1, length));
        int start = out.length();

        out.room(9, room);
        int from = out.length();
        out.raw(content, 0, length);
        out.closeRoom(9, start, from);

        assertThat(Arrays.copyOfRange(out.array(), start, out.length())).isEqualTo(message(9, content));
    }

    @Test
    void writesAttributes() {
        KeyValue attribute = KeyValue.newBuilder()
                .setKey("k".repeat(200))
                .setValue(AnyValue.newBuilder().setStringValue("v".repeat(300)))
                .build();
        byte[] key = attribute.getKeyBytes().toByteArray();
        byte[] value = attribute.getValue().toByteArray();

        WireWriter out = new WireWriter(16).keyValueField(6, key, 0, key.length, value, 0, value.length);

        assertThat(Arrays.copyOf(out.array(), out.length())).isEqualTo(message(6, attribute.toByteArray()));
    }

    @Test
    void leavesRoomForBytesOfTheCaller() {
        WireWriter out = new WireWriter(16).varint(5);

        int at = out.skip(100);
        Arrays.fill(out.array(), at, at + 100, (byte) 9);
        out.varint(6);

        byte[] expected = new byte[102];
        Arrays.fill(expected, (byte) 9);
        expected[0] = 5;
        expected[101] = 6;
        assertThat(Arrays.copyOf(out.array(), out.length())).isEqualTo(expected);
    }

    @Test
    void goesOnInAnArrayOfItsOwnWhenALentOneIsFull() {
        byte[] lent = new byte[4];
        byte[] bytes = {1, 2, 3, 4, 5};
        WireWriter out = new WireWriter(16);

        out.begin(lent);
        out.raw(bytes, 0, 3);
        assertThat(out.array()).isSameAs(lent);
        out.raw(bytes, 3, 2);

        assertThat(Arrays.copyOf(out.array(), out.length())).isEqualTo(bytes);
        assertThat(lent).containsExactly(1, 2, 3, 0);
    }

    @Test
    void aPayloadOfAnotherLengthTakesOverTheArray() {
        byte[][] recycled = new byte[1][];
        Payload payload = Payload.pooled(new byte[10], 10, array -> recycled[0] = array);

        Payload shorter = payload.withLength(4);

        assertThat(shorter.length()).isEqualTo(4);
        assertThatThrownBy(payload::release).isInstanceOf(IllegalStateException.class);
        shorter.release();
        assertThat(recycled[0]).hasSize(10);
    }

    @Test
    void aSharedPayloadKeepsItsLength() {
        Payload payload = Payload.of(new byte[10]).share();

        assertThatThrownBy(() -> payload.withLength(4)).isInstanceOf(IllegalStateException.class);
    }
}

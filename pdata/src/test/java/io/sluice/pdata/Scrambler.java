package io.sluice.pdata;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Rewrites a request as no encoder would but as every decoder must take it: other orders, repeated and unknown fields, long lengths. */
final class Scrambler {

    private final Random random;
    private final boolean longLengths;

    Scrambler(long seed, boolean longLengths) {
        random = new Random(seed);
        this.longLengths = longLengths;
    }

    byte[] scramble(int message, byte[] bytes) throws MalformedException {
        List<byte[]> fields = new ArrayList<>();
        WireReader reader = new WireReader().reset(bytes, 0, bytes.length);
        while (reader.next()) {
            fields.add(field(message, reader));
        }
        if (!fields.isEmpty() && random.nextInt(4) == 0) {
            fields.add(random.nextInt(fields.size() + 1), fields.get(random.nextInt(fields.size())));
        }
        if (random.nextInt(4) == 0) {
            fields.add(random.nextInt(fields.size() + 1), unknown());
        }
        if (random.nextInt(3) == 0) {
            Collections.shuffle(fields, random);
        }
        WireWriter out = new WireWriter(bytes.length);
        fields.forEach(field -> out.raw(field, 0, field.length));
        return Arrays.copyOf(out.array(), out.length());
    }

    private byte[] field(int message, WireReader reader) throws MalformedException {
        int entry = Schema.entry(message, reader.fieldNumber());
        if (reader.wireType() != WireType.BYTES || !Schema.isMessage(entry)) {
            return Arrays.copyOfRange(reader.array(), reader.fieldStart(), reader.valueEnd());
        }
        byte[] content = scramble(
                Schema.child(entry), Arrays.copyOfRange(reader.array(), reader.valueStart(), reader.valueEnd()));
        WireWriter out = new WireWriter(content.length + 8);
        if (message == Schema.METRIC && reader.fieldNumber() == 5 && random.nextBoolean()) {
            byte[] point = new WireWriter(16).fixed64Field(3, random.nextLong()).array();
            int sum = out.openMessage(
                    7); // before the gauge it is void; behind it, if fields are shuffled, it makes the gauge void
            out.bytesField(1, point, 0, 1 + Long.BYTES);
            out.closeMessage(sum);
        }
        out.tag(reader.fieldNumber(), WireType.BYTES);
        if (longLengths && random.nextInt(4) == 0) {
            byte[] length = {
                (byte) (content.length | 0x80),
                (byte) (content.length >> 7 | 0x80),
                (byte) (content.length >> 14 | 0x80),
                (byte) (content.length >> 21)
            };
            out.raw(length, 0, length.length);
        } else {
            out.varint(content.length);
        }
        out.raw(content, 0, content.length);
        return Arrays.copyOf(out.array(), out.length());
    }

    private byte[] unknown() {
        WireWriter out = new WireWriter(16);
        switch (random.nextInt(4)) {
            case 0 -> out.varintField(1000, random.nextLong());
            case 1 -> out.fixed32Field(77, random.nextInt());
            case 2 -> out.bytesField(99, new byte[] {1, 2, 3}, 0, random.nextInt(4));
            default ->
                out.tag(55, WireType.START_GROUP)
                        .bytesField(1, new byte[] {8}, 0, 1)
                        .tag(55, WireType.END_GROUP);
        }
        return Arrays.copyOf(out.array(), out.length());
    }
}

package io.sluice.pdata.view;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.sluice.pdata.WireType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * Writes messages as no encoder would, but as every decoder has to take them: fields in any order, singular ones several times, numbers
 * packed or not or too wide for their type, unknown fields, known fields in other wire types. The same seed gives the same bytes.
 */
final class RandomWire {

    private static final String[] TEXTS = {"", "k", "service.name", "画像", "😀", "x".repeat(130)};
    private static final int MAX_FIELDS = 200;
    private static final int MAX_DEPTH = 90;

    private final Random random;
    private int fieldsLeft = MAX_FIELDS;
    private int depth;

    RandomWire(long seed) {
        random = new Random(seed);
    }

    byte[] message(Descriptor type) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        List<FieldDescriptor> fields = type.getFields();
        depth++;
        try {
            for (int i = 1 + random.nextInt(2 * fields.size()); i > 0 && fieldsLeft > 0 && depth < MAX_DEPTH; i--) {
                fieldsLeft--;
                field(out, fields.get(random.nextInt(fields.size())));
            }
            out.flush();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        depth--;
        return bytes.toByteArray();
    }

    private void field(CodedOutputStream out, FieldDescriptor field) throws IOException {
        switch (random.nextInt(20)) {
            case 0 -> unknown(out, 17 + random.nextInt(3000));
            case 1 -> otherWireType(out, field);
            default -> known(out, field);
        }
    }

    private void known(CodedOutputStream out, FieldDescriptor field) throws IOException {
        int number = field.getNumber();
        switch (field.getType()) {
            case MESSAGE -> out.writeByteArray(number, message(field.getMessageType()));
            case STRING -> out.writeString(number, TEXTS[random.nextInt(TEXTS.length)]);
            case BYTES -> out.writeByteArray(number, bytes(field.getName()));
            default -> {
                if (field.isPackable() && random.nextBoolean()) {
                    packed(out, field);
                } else {
                    out.writeTag(number, field.getLiteType().getWireType());
                    number(out, field.getLiteType().getWireType());
                }
            }
        }
    }

    private byte[] bytes(String name) {
        byte[] bytes = new byte[random.nextInt(5) == 0 ? 0 : name.endsWith("trace_id") ? 16 : 8];
        random.nextBytes(bytes);
        return bytes;
    }

    private void packed(CodedOutputStream out, FieldDescriptor field) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream numbers = CodedOutputStream.newInstance(bytes);
        for (int i = random.nextInt(4); i > 0; i--) {
            number(numbers, field.getLiteType().getWireType());
        }
        numbers.flush();
        out.writeByteArray(field.getNumber(), bytes.toByteArray());
    }

    private void number(CodedOutputStream out, int wireType) throws IOException {
        long number = random.nextLong() >>> random.nextInt(64);
        switch (wireType) {
            case WireType.VARINT -> out.writeUInt64NoTag(random.nextBoolean() ? number & 3 : number);
            case WireType.FIXED64 -> out.writeFixed64NoTag(number);
            case WireType.FIXED32 -> out.writeFixed32NoTag((int) number);
            default -> throw new AssertionError(wireType);
        }
    }

    private void otherWireType(CodedOutputStream out, FieldDescriptor field) throws IOException {
        int own = field.getLiteType().getWireType();
        int other = own == WireType.FIXED64 ? WireType.FIXED32 : WireType.FIXED64;
        if (own != WireType.VARINT && random.nextBoolean()) {
            other = WireType.VARINT;
        }
        if (own != WireType.BYTES && !field.isRepeated() && random.nextBoolean()) {
            out.writeByteArray(field.getNumber(), "other".getBytes(StandardCharsets.US_ASCII));
            return;
        }
        out.writeTag(field.getNumber(), other);
        number(out, other);
    }

    private void unknown(CodedOutputStream out, int number) throws IOException {
        switch (random.nextInt(3)) {
            case 0 -> out.writeByteArray(number, new byte[] {-1, -1});
            case 1 -> out.writeInt64(number, random.nextLong());
            default -> {
                out.writeTag(number, WireType.START_GROUP);
                out.writeString(1, "in a group");
                out.writeTag(number, WireType.END_GROUP);
            }
        }
    }
}

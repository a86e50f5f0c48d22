package io.sluice.processor.pii;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Requests as no encoder writes them but every decoder reads them: fields in any order and several times, in pieces, lengths and tags in
 * more bytes than they need, fields that nobody knows.
 */
final class RandomRequests {

    static final String MAIL = "taro@example.com";

    private static final List<String> KEYS = List.of(
            "http.method",
            "note",
            "enduser.id",
            "service.name",
            "password",
            "x-api-key",
            "card",
            "log.type",
            "log.type",
            "",
            "氏名",
            MAIL,
            "password " + MAIL,
            "email",
            "user\\u002d7",
            MAIL + " token",
            "203.0.113.7");

    private static final List<String> TEXTS = List.of(
            "GET",
            "strict",
            "strict",
            "",
            "user-1234567",
            "user%2D1234567 user-1234567 ｕｓｅｒ－１２３",
            "t***@example.com",
            MAIL,
            "from " + MAIL + " to 203.0.113.7",
            "card 4111111111111111",
            "hunter2",
            "203.0.113.7",
            "ｔａｒｏ＠example.com",
            "taro%40example.com",
            "[EMAIL]",
            "[TARO]",
            "password=203.0.113.7",
            "{\"password\":\"x" + MAIL + "\"}",
            "090-1234-5678",
            "x".repeat(140),
            "y".repeat(140) + " " + MAIL);

    private static final int MAX_DEPTH = 11;

    private final Random random;

    RandomRequests(long seed) {
        random = new Random(seed);
    }

    byte[] next(Descriptor root) {
        return message(root, 0);
    }

    private byte[] message(Descriptor type, int depth) {
        List<byte[]> fields = new ArrayList<>();
        if (type.getName().equals("AnyValue") && random.nextInt(8) != 0) {
            List<FieldDescriptor> members = type.getFields().subList(0, 7);
            fields.add(field(members.get(random.nextInt(3) != 0 ? 0 : random.nextInt(members.size())), depth));
        } else {
            for (FieldDescriptor field : type.getFields()) {
                for (int i = count(field, depth); i > 0; i--) {
                    fields.add(field(field, depth));
                }
            }
        }
        if (random.nextInt(24) == 0) {
            fields.add(unknown(type));
        }
        if (random.nextInt(3) == 0) {
            Collections.shuffle(fields, random);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        fields.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private int count(FieldDescriptor field, int depth) {
        if (field.getName().endsWith("strindex")) {
            return 0; // of profiles alone
        }
        boolean isMessage = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
        if (isMessage && (depth >= MAX_DEPTH || field.getName().equals("entity_refs"))) {
            return 0; // names of keys alone
        }
        if (field.isRepeated()) {
            int many = random.nextInt(400) == 0 ? 40 : 4;
            return isMessage ? random.nextInt(depth < 2 ? 3 : many) : random.nextInt(2);
        }
        return random.nextInt(12) == 0 ? 2 : random.nextInt(3) == 0 ? 0 : 1;
    }

    private byte[] field(FieldDescriptor field, int depth) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            boolean packed = field.isPackable() && field.isRepeated();
            int wireType = packed
                    ? WireFormat.WIRETYPE_LENGTH_DELIMITED
                    : field.getLiteType().getWireType();
            varint(out, (long) field.getNumber() << 3 | wireType);
            switch (wireType) {
                case WireFormat.WIRETYPE_VARINT -> varint(out, number(field));
                case WireFormat.WIRETYPE_FIXED64 ->
                    out.writeFixed64NoTag(
                            random.nextBoolean()
                                    ? Double.doubleToLongBits(4_111_111_111_111_111.0)
                                    : random.nextLong());
                case WireFormat.WIRETYPE_FIXED32 -> out.writeFixed32NoTag(random.nextInt());
                default -> {
                    byte[] content = packed ? new byte[8] : content(field, depth);
                    varint(out, content.length);
                    out.writeRawBytes(content);
                }
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private long number(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case BOOLEAN -> random.nextInt(2);
            case LONG -> random.nextBoolean() ? 4_111_111_111_111_111L : random.nextInt(100);
            default -> random.nextInt(3);
        };
    }

    private byte[] content(FieldDescriptor field, int depth) {
        return switch (field.getJavaType()) {
            case MESSAGE -> message(field.getMessageType(), depth + 1);
            case STRING ->
                field.getName().equals("schema_url")
                        ? new byte[0]
                        : text(field.getName().equals("key") ? KEYS : TEXTS);
            default ->
                field.getName().endsWith("_id") ? new byte[field.getName().equals("trace_id") ? 16 : 8] : text(TEXTS);
        };
    }

    private byte[] text(List<String> of) {
        return ByteString.copyFromUtf8(of.get(random.nextInt(of.size()))).toByteArray();
    }

    /** An attribute that is written anew loses numbers that nobody knows. */
    private byte[] unknown(Descriptor type) {
        return switch (type.getName().equals("KeyValue") ? 1 : random.nextInt(3)) {
            case 0 -> new byte[] {(byte) (15 << 3 | 0x80), 5, 1}; // number 95
            case 1 -> new byte[] {(byte) 0xfa, 7, 4, 'a', '@', 'b', '.'}; // number 127
            default -> new byte[] {(byte) 0xf9, 7, 1, 2, 3, 4, 5, 6, 7, 8};
        };
    }

    private void varint(CodedOutputStream out, long value) throws IOException {
        int extra = random.nextInt(32) == 0 ? 1 + random.nextInt(2) : 0;
        long rest = value;
        while ((rest & ~0x7fL) != 0 || extra > 0) {
            out.write((byte) (rest & 0x7f | 0x80));
            if ((rest >>> 7) == 0) {
                extra--;
            }
            rest >>>= 7;
        }
        out.write((byte) rest);
    }
}

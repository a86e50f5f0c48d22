package io.sluice.processor.redaction;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireType;
import io.sluice.pdata.WireWriter;

/**
 * One {@code AnyValue}, read from its bytes: which member counts, and where it lies.
 *
 * <p>A member that a later one has made void still lies in the bytes. {@link #isPlain} tells whether that is so, for somebody who must not
 * hand on what it has not looked at. Reusable. Threads: one at a time.
 */
final class AnyValueBytes {

    static final int NONE = 0;
    static final int STRING = 1;
    static final int BOOL = 2;
    static final int INT = 3;
    static final int DOUBLE = 4;
    static final int ARRAY = 5;
    static final int MAP = 6;
    static final int BYTES = 7;

    private static final int TAG_OF_STRING = STRING << 3 | WireType.BYTES;

    private final WireReader fields = new WireReader();
    private int kind;
    private int members;
    private int from;
    private int end;
    private long bits;

    /**
     * Reads the content of an {@code AnyValue}.
     *
     * @throws MalformedException if it is none
     */
    AnyValueBytes read(byte[] array, int start, int behind) throws MalformedException {
        kind = NONE;
        members = 0;
        from = start;
        end = start;
        bits = 0;
        if (behind - start >= 2 && array[start] == TAG_OF_STRING && start + 2 + array[start + 1] == behind) {
            kind = STRING; // most values are a text of less than 128 bytes
            members = 1;
            from = start + 2;
            end = behind;
            return this;
        }
        fields.reset(array, start, behind);
        while (fields.next()) {
            int number = fields.fieldNumber();
            if (number <= BYTES && fields.wireType() == wireType(number)) {
                members++;
                kind = number;
                from = fields.valueStart();
                end = fields.valueEnd();
                bits = switch (fields.wireType()) {
                    case WireType.VARINT -> fields.varint();
                    case WireType.FIXED64 -> fields.fixed64();
                    default -> 0;
                };
            }
        }
        return this;
    }

    private static int wireType(int member) {
        return switch (member) {
            case BOOL, INT -> WireType.VARINT;
            case DOUBLE -> WireType.FIXED64;
            default -> WireType.BYTES;
        };
    }

    /** The member's number, or {@link #NONE}. */
    int kind() {
        return kind;
    }

    /** False if there are members that don't count. */
    boolean isPlain() {
        return members <= 1;
    }

    /** Where the content of a {@link #STRING}, {@link #BYTES}, {@link #ARRAY} or {@link #MAP} begins. */
    int from() {
        return from;
    }

    int end() {
        return end;
    }

    boolean isTrue() {
        return bits != 0;
    }

    long number() {
        return bits;
    }

    double decimal() {
        return Double.longBitsToDouble(bits);
    }

    /** Writes the member that counts, without those that don't. */
    void writeTo(byte[] array, WireWriter out) {
        switch (kind) {
            case BOOL, INT -> out.varintField(kind, bits);
            case DOUBLE -> out.fixed64Field(kind, bits);
            case NONE -> {
                // the value without a type has no bytes
            }
            default -> out.bytesField(kind, array, from, end - from);
        }
    }
}

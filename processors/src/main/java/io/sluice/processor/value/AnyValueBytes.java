package io.sluice.processor.value;

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
public final class AnyValueBytes {

    public static final int NONE = 0;
    public static final int STRING = 1;
    public static final int BOOL = 2;
    public static final int INT = 3;
    public static final int DOUBLE = 4;
    public static final int ARRAY = 5;
    public static final int MAP = 6;
    public static final int BYTES = 7;

    private static final byte TEXT = STRING << 3 | WireType.BYTES;

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
    public AnyValueBytes read(byte[] array, int start, int behind) throws MalformedException {
        if (behind - start >= 2 && array[start] == TEXT && array[start + 1] == behind - start - 2) {
            kind = STRING;
            members = 1;
            from = start + 2;
            end = behind;
            bits = 0;
            return this;
        }
        kind = NONE;
        members = 0;
        from = start;
        end = start;
        bits = 0;
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
    public int kind() {
        return kind;
    }

    /** False if there are members that don't count. */
    public boolean isPlain() {
        return members <= 1;
    }

    /** Where the content of a {@link #STRING}, {@link #BYTES}, {@link #ARRAY} or {@link #MAP} begins. */
    public int from() {
        return from;
    }

    public int end() {
        return end;
    }

    public boolean isTrue() {
        return bits != 0;
    }

    public long number() {
        return bits;
    }

    public double decimal() {
        return Double.longBitsToDouble(bits);
    }

    /** Writes the member that counts, without those that don't. */
    public void writeTo(byte[] array, WireWriter out) {
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

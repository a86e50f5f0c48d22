package io.sluice.json;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireType;
import java.util.Arrays;

/**
 * One message on its way out: where it lies, and what one pass over its tags tells of each of its fields: how often it is there, between
 * which bytes, and its last value. With that the fields can be told in any order, repeated ones gathered, and of a oneof only the last member.
 *
 * <p>A message whose field came several times lies in as many parts, which is how protobuf merges. They stay where they are: copies of
 * messages merged within merged ones would fill the heap.
 *
 * <p>Reusable; one thread.
 */
final class MessageScan {

    private static final int KEPT_PARTS = 1 << 10;

    private final WireReader cursor = new WireReader();
    private byte[] array = {};
    private int[] parts = new int[2];
    private int partInts;
    private int[] counts = {};
    private int[] firsts = {};
    private int[] ends = {};
    private int[] starts = {};
    private long[] values = {};

    // The walk over one field's values.
    private int wanted;
    private int nextPart;
    private int fieldFirst;
    private int fieldEnd;

    /** Begins with a message in {@code bytes}, of no part yet. */
    MessageScan begin(byte[] bytes) {
        array = bytes;
        partInts = 0;
        return this;
    }

    /** Adds a part, which lies behind those there are. */
    MessageScan part(int from, int end) {
        if (from < end) {
            if (partInts == parts.length) {
                parts = Arrays.copyOf(parts, 2 * partInts);
            }
            parts[partInts++] = from;
            parts[partInts++] = end;
        }
        return this;
    }

    /** Lets go of the bytes, and of room that an odd message made necessary. */
    void end() {
        array = new byte[0];
        if (parts.length > KEPT_PARTS) {
            parts = new int[2];
        }
    }

    /** The array that all positions are in. */
    byte[] array() {
        return array;
    }

    /** Looks the message over. */
    void scan(MessageType type) throws MalformedException {
        clear(type.size());
        int member = -1;
        for (int i = 0; i < partInts; i += 2) {
            cursor.reset(array, parts[i], parts[i + 1]);
            while (cursor.next()) {
                int position = type.position(cursor.fieldNumber());
                if (position >= 0 && isOf(type.at(position), cursor.wireType())) {
                    if (type.at(position).shape() == Field.Shape.ONEOF) {
                        if (member >= 0 && member != position) {
                            counts[member] = 0;
                        }
                        member = position;
                    }
                    found(position);
                }
            }
        }
    }

    /** Begins a walk over the values of the field at a position; ends any other walk. */
    void walk(Field field, int position) {
        wanted = field.number();
        nextPart = 0;
        fieldFirst = firsts[position];
        fieldEnd = ends[position];
        cursor.reset(array, 0, 0);
    }

    /** Goes to the field's next value; {@link #cursor} then stands on it. */
    boolean nextValue(Field field) throws MalformedException {
        while (true) {
            while (cursor.next()) {
                if (cursor.fieldNumber() == wanted && isOf(field, cursor.wireType())) {
                    return true;
                }
            }
            if (nextPart == partInts) {
                return false;
            }
            int from = Math.max(parts[nextPart], fieldFirst);
            int end = Math.min(parts[nextPart + 1], fieldEnd);
            nextPart += 2;
            cursor.reset(array, from, Math.max(from, end));
        }
    }

    /** Stands on the value that {@link #nextValue} found. */
    WireReader cursor() {
        return cursor;
    }

    /** Whether a field may come with that wire type; one that doesn't is unknown. */
    static boolean isOf(Field field, int wireType) {
        return wireType == field.kind().wireType()
                || (wireType == WireType.BYTES
                        && field.isRepeated()
                        && field.kind().isPackable());
    }

    private void clear(int fields) {
        if (counts.length < fields) {
            counts = new int[fields];
            firsts = new int[fields];
            ends = new int[fields];
            starts = new int[fields];
            values = new long[fields];
        }
        for (int i = 0; i < fields; i++) {
            counts[i] = 0;
        }
    }

    private void found(int position) throws MalformedException {
        if (counts[position]++ == 0) {
            firsts[position] = cursor.fieldStart();
        }
        starts[position] = cursor.valueStart();
        ends[position] = cursor.valueEnd();
        values[position] = switch (cursor.wireType()) {
            case WireType.VARINT -> cursor.varint();
            case WireType.FIXED64 -> cursor.fixed64();
            case WireType.FIXED32 -> cursor.fixed32();
            default -> 0;
        };
    }

    /** How often the field at a position of the type is there; 0 for a oneof's member that another one replaced. */
    int count(int position) {
        return counts[position];
    }

    /** Where the field's last value ends. */
    int end(int position) {
        return ends[position];
    }

    /** Where the field's last value begins, behind its length. */
    int start(int position) {
        return starts[position];
    }

    /** The field's last value, if it is a number. */
    long value(int position) {
        return values[position];
    }
}

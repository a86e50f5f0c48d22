package io.sluice.json;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireType;

/**
 * What one pass over a message's tags tells of each of its fields: how often it is there, between which bytes, and its last value. With that
 * the fields can be told in any order, repeated ones gathered, and of a oneof only the last member. Reusable; one thread.
 */
final class MessageScan {

    private final WireReader cursor = new WireReader();
    private int[] counts = {};
    private int[] firsts = {};
    private int[] ends = {};
    private int[] starts = {};
    private long[] values = {};

    /** The cursor of the pass, free for other use afterwards. */
    WireReader cursor() {
        return cursor;
    }

    /** Looks over the message between {@code from} and {@code end}. */
    void scan(MessageType type, byte[] array, int from, int end) throws MalformedException {
        clear(type.size());
        int member = -1;
        cursor.reset(array, from, end);
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

    /** Where the field's first tag begins. */
    int first(int position) {
        return firsts[position];
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

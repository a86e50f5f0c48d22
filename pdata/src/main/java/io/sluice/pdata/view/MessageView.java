package io.sluice.pdata.view;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Schema;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireType;

/**
 * What all views have in common: one reading over the fields of a message notes, by field number, what the {@link Schema} knows; the
 * accessors of the subclasses only look it up.
 */
public abstract class MessageView {

    /** Bytes of a trace id. */
    static final int TRACE_ID_BYTES = 16;

    /** Bytes of a span id. */
    static final int SPAN_ID_BYTES = 8;

    private final Fields fields = new Fields();
    private final byte[] wireTypes;
    private final int oneOf;

    // By field number: what the last occurrence is - a number's bits, else where its value begins -, where it ends, and
    // the first one's tag.
    private final long[] values = new long[Schema.MAX_FIELD + 1];
    private final int[] ends = new int[Schema.MAX_FIELD + 1];
    private final int[] firsts = new int[Schema.MAX_FIELD + 1];

    // A bit for each field number: those that are there, and those that are there several times.
    private int seen;
    private int several;

    private int member;

    /**
     * @param message one of the messages of {@link Schema}
     * @param members the fields of its oneof
     */
    MessageView(int message, int... members) {
        wireTypes = WireTypes.of(message);
        int bits = 0;
        for (int number : members) {
            bits |= 1 << number;
        }
        oneOf = bits;
    }

    /**
     * Reads the message in {@code array} from {@code from} to {@code end}, its content without tag and length.
     *
     * @throws MalformedException if its fields are not well-formed; the view is of no use until the next reset
     */
    public final void reset(byte[] array, int from, int end) throws MalformedException {
        fields.reset(array, from, end);
        scan();
    }

    /** Reads the message that field {@code number} of {@code parent} is, all its occurrences together. */
    final void resetTo(MessageView parent, int number) throws MalformedException {
        parent.enter(number, fields);
        scan();
    }

    private void scan() throws MalformedException {
        seen = 0;
        several = 0;
        member = 0;
        WireReader field = fields.reader();
        while (fields.next()) {
            int number = field.fieldNumber();
            if (number <= Schema.MAX_FIELD && (wireTypes[number] >>> field.wireType() & 1) != 0) {
                note(number, field);
            }
        }
    }

    private void note(int number, WireReader field) throws MalformedException {
        int bit = 1 << number;
        if ((oneOf & bit) != 0 && member != number) {
            member = number;
            seen &= ~oneOf;
            several &= ~oneOf;
        }
        if ((seen & bit) == 0) {
            seen |= bit;
            firsts[number] = field.fieldStart();
        } else {
            several |= bit;
        }
        ends[number] = field.valueEnd();
        values[number] = switch (field.wireType()) {
            case WireType.VARINT -> field.varint();
            case WireType.FIXED64 -> field.fixed64();
            case WireType.FIXED32 -> field.fixed32();
            default -> field.valueStart();
        };
    }

    private int start(int number) {
        return (int) values[number];
    }

    final boolean has(int number) {
        return (seen >>> number & 1) != 0;
    }

    /** The field of the oneof that counts; 0 if none is there. */
    final int member() {
        return member;
    }

    /** A number's bits; 0 if it is not there. */
    final long number(int number) {
        return has(number) ? values[number] : 0;
    }

    /** A {@code sint32}; 0 if it is not there. */
    final int zigZag(int number) {
        int bits = (int) number(number);
        return bits >>> 1 ^ -(bits & 1);
    }

    final double decimal(int number) {
        return Double.longBitsToDouble(number(number));
    }

    /** A text or bytes; empty if not there. */
    final Slice slice(int number, Slice slice) {
        return has(number) ? slice.set(fields.array(), start(number), ends[number]) : slice.set(fields.array(), 0, 0);
    }

    /** An id of so many bytes; absent if it is not there or of another length. */
    final IdView id(int number, int bytes, IdView id) {
        boolean present = has(number) && ends[number] - start(number) == bytes;
        return id.set(fields.array(), present ? start(number) : -1, bytes);
    }

    /** Leads {@code target} to the message that field {@code number} is; to one without fields if it is not there. */
    final void enter(int number, Fields target) {
        if (!has(number)) {
            target.clear();
        } else if ((several >>> number & 1) == 0) {
            target.reset(fields.array(), start(number), ends[number]);
        } else {
            target.resetToPieces(fields, number, firsts[number]);
        }
    }

    /** Leads {@code target} to where the occurrences of the repeated field {@code number} are, among other fields. */
    final void enterRepeated(int number, Fields target) {
        if (!has(number)) {
            target.clear();
        } else if (fields.isInPieces()) {
            target.reset(fields);
        } else {
            target.reset(fields.array(), firsts[number], ends[number]);
        }
    }
}

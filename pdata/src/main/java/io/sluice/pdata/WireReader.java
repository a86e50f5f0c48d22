package io.sluice.pdata;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A cursor over the fields of one message: {@link #reset}, then {@link #next} until it is false. What it stands on is not copied.
 *
 * <p>Reusable. Threads: one at a time. The bytes must stay as they are while it is in use.
 */
public final class WireReader {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** The least tag there is: field 1 and wire type 0. */
    private static final int MIN_TAG = 1 << 3;

    private byte[] array = {};
    private int end;
    private int next;
    private int fieldStart;
    private int valueStart;
    private int valueEnd;
    private int fieldNumber;
    private int wireType;

    /** Stands before the first field of the message in {@code bytes} from {@code from} to {@code to}. */
    public WireReader reset(byte[] bytes, int from, int to) {
        array = bytes;
        next = from;
        end = to;
        fieldNumber = 0;
        return this;
    }

    /** Stands before the first field of the value that {@code parent} stands on. */
    public WireReader enter(WireReader parent) {
        return reset(parent.array, parent.valueStart, parent.valueEnd);
    }

    /**
     * Goes to the next field.
     *
     * @return false at the message's end
     * @throws MalformedException if the bytes are no field; the cursor is then of no further use
     */
    public boolean next() throws MalformedException {
        int start = next;
        if (start >= end) {
            return false;
        }
        fieldStart = start;
        int tag = array[start];
        // Most fields are length-delimited with a tag of one byte and a length of one or two; to take them straight on
        // saves a fifth of a walk.
        if (tag >= MIN_TAG && (tag & 7) == WireType.BYTES && end - start >= 2) {
            int length = array[start + 1];
            int value = start + 2;
            if (length < 0 && value < end && array[value] >= 0) {
                length = (length & 0x7f) | array[value++] << 7;
            }
            int to = value + length;
            if (length >= 0 && to <= end) {
                fieldNumber = tag >>> 3;
                wireType = WireType.BYTES;
                valueStart = value;
                valueEnd = to;
                next = to;
                return true;
            }
        }
        nextInGeneral();
        return true;
    }

    private void nextInGeneral() throws MalformedException {
        long tag = OtlpBytes.varint(array, next, end);
        int at = OtlpBytes.behindVarint(array, next, end);
        fieldNumber = OtlpBytes.fieldOf(tag, fieldStart);
        wireType = (int) tag & 7;
        if (wireType == WireType.BYTES) {
            valueEnd = OtlpBytes.endOfBytes(array, at, end);
            valueStart = OtlpBytes.behindVarint(array, at, end);
        } else {
            valueStart = at;
            valueEnd = OtlpBytes.skip(tag, array, at, end, fieldStart, OtlpBytes.MAX_DEPTH);
        }
        next = valueEnd;
    }

    /**
     * Goes to the next number of packed ones, which have no tags; {@link #reset} or {@link #enter} led to their first.
     *
     * @param type the wire type of each: {@link WireType#VARINT}, {@link WireType#FIXED64} or {@link WireType#FIXED32}
     * @return false behind the last
     * @throws MalformedException if the last one is not complete
     */
    public boolean nextPacked(int type) throws MalformedException {
        if (next >= end) {
            return false;
        }
        wireType = type;
        valueStart = next;
        valueEnd = OtlpBytes.skip(type, array, next, end, next, OtlpBytes.MAX_DEPTH);
        next = valueEnd;
        return true;
    }

    public int fieldNumber() {
        return fieldNumber;
    }

    /** One of {@link WireType}. */
    public int wireType() {
        return wireType;
    }

    /** True if this is field {@code number} and length-delimited: a message, text or bytes. */
    public boolean isBytes(int number) {
        return fieldNumber == number && wireType == WireType.BYTES;
    }

    public byte[] array() {
        return array;
    }

    /** Index of the field's tag. */
    public int fieldStart() {
        return fieldStart;
    }

    /** Index of the value's first byte; of a length-delimited one, behind its length. */
    public int valueStart() {
        return valueStart;
    }

    /** Index behind the value's last byte, and so behind the field. */
    public int valueEnd() {
        return valueEnd;
    }

    /** Bytes of the value. */
    public int valueLength() {
        return valueEnd - valueStart;
    }

    /** The value of a {@link WireType#VARINT}. */
    public long varint() throws MalformedException {
        return OtlpBytes.varint(array, valueStart, valueEnd);
    }

    /** The value of a {@link WireType#FIXED32}. */
    public int fixed32() {
        return (int) INTS.get(array, valueStart);
    }

    /** The value of a {@link WireType#FIXED64}. */
    public long fixed64() {
        return (long) LONGS.get(array, valueStart);
    }
}

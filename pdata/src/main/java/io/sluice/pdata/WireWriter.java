package io.sluice.pdata;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes messages into an array that grows. Lengths of nested messages are put in when they are closed.
 *
 * <p>A write that would make more than {@link PayloadTooLargeException#MAX_BYTES} bytes throws that exception and changes nothing.
 *
 * <p>Reusable. Threads: one at a time.
 */
public final class WireWriter {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int MAX_LENGTH = PayloadTooLargeException.MAX_BYTES;
    private static final int MAX_VARINT_BYTES = 10;

    private byte[] array;
    private int length;

    /** A writer whose first array has {@code capacity} bytes. */
    public WireWriter(int capacity) {
        array = new byte[Math.max(16, capacity)];
    }

    /** Forgets what was written; keeps the array. */
    public WireWriter reset() {
        length = 0;
        return this;
    }

    /** Forgets what was written, and the array too if it has more than {@code maxBytes}: what was told of it stays as it is. */
    public void reset(int maxBytes) {
        length = 0;
        if (array.length > maxBytes) {
            array = new byte[Math.min(maxBytes, 1024)];
        }
    }

    /** The array that holds what was written, from 0 to {@link #length}; another one after the next write. */
    public byte[] array() {
        return array;
    }

    /** Bytes written. */
    public int length() {
        return length;
    }

    private void reserve(int more) {
        if (array.length - length < more) {
            long wanted = Math.max((long) length + more, 2L * array.length);
            if ((long) length + more > MAX_LENGTH) {
                throw new PayloadTooLargeException((long) length + more);
            }
            array = Arrays.copyOf(array, (int) Math.min(MAX_LENGTH, wanted));
        }
    }

    public WireWriter varint(long value) {
        reserve(MAX_VARINT_BYTES);
        length = putVarint(array, length, value);
        return this;
    }

    private static int putVarint(byte[] to, int at, long value) {
        long rest = value;
        int i = at;
        while ((rest & ~0x7fL) != 0) {
            to[i++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        to[i++] = (byte) rest;
        return i;
    }

    /** Bytes that {@link #varint} writes for {@code value}. */
    public static int varintLength(long value) {
        return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
    }

    /** A field's tag; {@code wireType} is one of {@link WireType}. */
    public WireWriter tag(int field, int wireType) {
        return varint((long) field << 3 | wireType);
    }

    public WireWriter varintField(int field, long value) {
        return tag(field, WireType.VARINT).varint(value);
    }

    public WireWriter fixed64Field(int field, long value) {
        return tag(field, WireType.FIXED64).fixed64(value);
    }

    public WireWriter fixed32Field(int field, int value) {
        tag(field, WireType.FIXED32);
        reserve(Integer.BYTES);
        INTS.set(array, length, value);
        length += Integer.BYTES;
        return this;
    }

    /** Eight bytes without a tag, as in packed fields. */
    public WireWriter fixed64(long value) {
        reserve(Long.BYTES);
        LONGS.set(array, length, value);
        length += Long.BYTES;
        return this;
    }

    public WireWriter bytesField(int field, byte[] from, int offset, int count) {
        return tag(field, WireType.BYTES).varint(count).raw(from, offset, count);
    }

    /** Bytes as they are, without tag and length. */
    public WireWriter raw(byte[] from, int offset, int count) {
        reserve(count);
        System.arraycopy(from, offset, array, length, count);
        length += count;
        return this;
    }

    /**
     * Begins a nested message.
     *
     * @return a mark for {@link #closeMessage}
     */
    public int openMessage(int field) {
        tag(field, WireType.BYTES);
        reserve(1);
        return ++length;
    }

    /** Ends the nested message that {@code mark} was given for; messages within it are closed already. */
    public void closeMessage(int mark) {
        int content = length - mark;
        int extra = varintLength(content) - 1;
        if (extra > 0) {
            reserve(extra);
            System.arraycopy(array, mark, array, mark + extra, content);
            length += extra;
        }
        putVarint(array, mark - 1, content);
    }

    /** Takes back what was written since a length seen earlier, for instance an envelope that stayed empty. */
    public void truncate(int toLength) {
        if (toLength < 0 || toLength > length) {
            throw new IndexOutOfBoundsException("length " + toLength + " of " + length);
        }
        length = toLength;
    }

    /** What was written, as a payload of its own with one owner. */
    public Payload toPayload(BufferPool pool) {
        Payload payload = pool.acquire(length);
        System.arraycopy(array, 0, payload.array(), payload.offset(), length);
        return payload;
    }
}

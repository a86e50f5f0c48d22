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

    /** Arrays double until this is more: of large ones several are alive at once. */
    private static final int MOST_GROWTH = 4 << 20;

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

    /** Starts over in an array that is lent: until it is too small, in which case the writer goes on in one of its own. */
    public void begin(byte[] lent) {
        array = lent;
        length = 0;
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
            long wanted = Math.max((long) length + more, array.length + (long) Math.min(array.length, MOST_GROWTH));
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
        if (value >>> 7 == 0) {
            return 1; // as most are
        }
        return (70 - Long.numberOfLeadingZeros(value)) / 7;
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
     * Makes room for bytes that the caller puts into {@link #array} before the next write.
     *
     * @return where they begin
     */
    public int skip(int count) {
        reserve(count);
        int start = length;
        length += count;
        return start;
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

    /**
     * Begins a nested message whose length is likely to be like an earlier one's: writes {@code count} bytes to hold tag and length.
     * {@link #closeRoom} ends it.
     */
    public void room(int field, int count) {
        int least = varintLength((long) field << 3) + 1;
        reserve(Math.max(count, least));
        length += Math.max(count, least);
    }

    /**
     * Ends a message that {@link #room} began; moves its content if tag and length need more bytes or fewer.
     *
     * @param start where the room begins
     * @param from where the content begins
     */
    public void closeRoom(int field, int start, int from) {
        int content = length - from;
        long tag = (long) field << 3 | WireType.BYTES;
        int head = varintLength(tag) + varintLength(content);
        int move = start + head - from;
        if (move != 0) {
            reserve(Math.max(0, move));
            System.arraycopy(array, from, array, from + move, content);
            length += move;
        }
        putVarint(array, putVarint(array, start, tag), content);
    }

    /** A field that is a {@code KeyValue}: a key and the content of an {@code AnyValue}. */
    public WireWriter keyValueField(
            int field, byte[] key, int keyFrom, int keyLength, byte[] value, int valueFrom, int valueLength) {
        int content = 2 + varintLength(keyLength) + keyLength + varintLength(valueLength) + valueLength;
        reserve(MAX_VARINT_BYTES + content);
        byte[] to = array;
        int at = putVarint(to, length, (long) field << 3 | WireType.BYTES);
        at = putVarint(to, at, content);
        to[at] = 1 << 3 | WireType.BYTES;
        at = putVarint(to, at + 1, keyLength);
        System.arraycopy(key, keyFrom, to, at, keyLength);
        at += keyLength;
        to[at] = 2 << 3 | WireType.BYTES;
        at = putVarint(to, at + 1, valueLength);
        System.arraycopy(value, valueFrom, to, at, valueLength);
        length = at + valueLength;
        return this;
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

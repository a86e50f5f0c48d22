package io.sluice.pdata.view;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A trace id of 16 bytes or a span id of 8, or none. Owned and moved by the view that hands it out. */
public final class IdView {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] array = {};
    private int offset = -1;
    private int length;

    IdView set(byte[] bytes, int at, int size) {
        array = bytes;
        offset = at;
        length = size;
        return this;
    }

    /** False if the message has no id here, or an empty one. */
    public boolean isPresent() {
        return offset >= 0;
    }

    public byte[] array() {
        return array;
    }

    /** Index of the first byte; -1 if there is no id. */
    public int offset() {
        return offset;
    }

    /** The first 8 bytes of a trace id, big-endian; 0 for a span id or none. */
    public long high() {
        return offset < 0 || length == Long.BYTES ? 0 : (long) LONGS.get(array, offset);
    }

    /** The last 8 bytes of a trace id, or all of a span id, big-endian; 0 for none. */
    public long low() {
        return offset < 0 ? 0 : (long) LONGS.get(array, offset + length - Long.BYTES);
    }
}

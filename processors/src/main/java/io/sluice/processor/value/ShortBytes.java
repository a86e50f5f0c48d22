package io.sluice.processor.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Compares a few bytes, such as a key's, in less time than {@link java.util.Arrays#equals} takes to begin. Threads: any. */
public final class ShortBytes {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private ShortBytes() {}

    /** True if {@code length} bytes are the same. */
    public static boolean equal(byte[] one, int from, byte[] other, int otherFrom, int length) {
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            if ((long) LONGS.get(one, from + i) != (long) LONGS.get(other, otherFrom + i)) {
                return false;
            }
        }
        if (i < length && length >= Long.BYTES) {
            i = length - Long.BYTES;
            return (long) LONGS.get(one, from + i) == (long) LONGS.get(other, otherFrom + i);
        }
        for (; i < length; i++) {
            if (one[from + i] != other[otherFrom + i]) {
                return false;
            }
        }
        return true;
    }
}

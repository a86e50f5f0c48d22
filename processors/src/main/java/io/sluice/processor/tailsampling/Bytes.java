package io.sluice.processor.tailsampling;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads numbers at any place of an array. Threads: any. */
final class Bytes {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Bytes() {}

    /** Eight bytes, the first the most significant, as ids are written. */
    static long longAt(byte[] array, int at) {
        return (long) LONGS.get(array, at);
    }
}

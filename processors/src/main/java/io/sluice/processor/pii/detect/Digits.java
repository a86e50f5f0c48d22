package io.sluice.processor.pii.detect;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for digits of ASCII, eight bytes at once. */
final class Digits {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOWER = 0x0f0f0f0f0f0f0f0fL;
    private static final long CARRY = 0x1010101010101010L;
    private static final long ZEROS = 0x3030303030303030L;
    private static final long SIX = 0x0606060606060606L;

    private Digits() {}

    /** The index of the first digit from an index on; {@code end} if there is none. */
    static int next(byte[] array, int from, int end) {
        int at = from;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            long digits = of((long) LONGS.get(array, at));
            if (digits != 0) {
                return at + Long.numberOfTrailingZeros(digits) / Byte.SIZE;
            }
        }
        while (at < end && !Bytes.isDigit(array[at])) {
            at++;
        }
        return at;
    }

    /** The bit 4 of each byte that is a digit. */
    private static long of(long bytes) {
        long apart = bytes ^ ZEROS;
        // Of a digit the upper half is 0 now, and 6 can be added to the lower one without a carry.
        long not = (apart | ((apart & LOWER) + SIX)) >>> 4 & LOWER;
        return ~(not + LOWER) & CARRY;
    }
}

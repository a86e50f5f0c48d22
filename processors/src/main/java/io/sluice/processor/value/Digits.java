package io.sluice.processor.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Tells digits of ASCII among bytes, eight at once. Threads: any. */
public final class Digits {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOWER = 0x0f0f0f0f0f0f0f0fL;
    private static final long CARRY = 0x1010101010101010L;
    private static final long ZEROS = 0x3030303030303030L;
    private static final long SIX = 0x0606060606060606L;
    private static final long LOWER_SEVEN = 0x7f7f7f7f7f7f7f7fL;

    private Digits() {}

    /** The index of the first digit from an index on; {@code end} if there is none. */
    public static int next(byte[] array, int from, int end) {
        int at = from;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            long digits = of((long) LONGS.get(array, at));
            if (digits != 0) {
                return at + Long.numberOfTrailingZeros(digits) / Byte.SIZE;
            }
        }
        while (at < end && of(array[at] & 0xffL) == 0) {
            at++;
        }
        return at;
    }

    /** True if each of {@code length} bytes is the same, or both are digits. */
    public static boolean equalButForDigits(byte[] one, int from, byte[] other, int otherFrom, int length) {
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            if (!equalButForDigits((long) LONGS.get(one, from + i), (long) LONGS.get(other, otherFrom + i))) {
                return false;
            }
        }
        if (i < length && length >= Long.BYTES) {
            i = length - Long.BYTES;
            return equalButForDigits((long) LONGS.get(one, from + i), (long) LONGS.get(other, otherFrom + i));
        }
        for (; i < length; i++) {
            if (!equalButForDigits(one[from + i] & 0xffL, other[otherFrom + i] & 0xffL)) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalButForDigits(long one, long other) {
        long difference = one ^ other;
        long differing = (((difference & LOWER_SEVEN) + LOWER_SEVEN) | difference) >>> 3 & CARRY;
        return (differing & ~(of(one) & of(other))) == 0;
    }

    /** The bit 4 of each byte that is a digit. */
    private static long of(long bytes) {
        long apart = bytes ^ ZEROS;
        // Of a digit the upper half is 0 now, and 6 can be added to the lower one without a carry.
        long not = (apart | ((apart & LOWER) + SIX)) >>> 4 & LOWER;
        return ~(not + LOWER) & CARRY;
    }
}

package io.sluice.pdata;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Checks text without decoding it. */
final class Utf8 {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /**
     * True if the bytes are well-formed UTF-8 (Unicode 16, table 3-7): no overlong forms, no surrogates, nothing above U+10FFFF.
     */
    static boolean isValid(byte[] array, int from, int end) {
        int length = end - from;
        if (length >= Long.BYTES) {
            int last = end - Long.BYTES;
            long bits = (long) LONGS.get(array, last);
            for (int at = from; at < last; at += Long.BYTES) {
                bits |= (long) LONGS.get(array, at);
            }
            return (bits & HIGH_BITS) == 0 || isValidSlowly(array, from, end);
        }
        if (length > 0 && end >= Long.BYTES) {
            // One load that ends with the text; what stands before it is shifted out.
            long bits = (long) LONGS.get(array, end - Long.BYTES) >>> (Long.SIZE - Byte.SIZE * length);
            return (bits & HIGH_BITS) == 0 || isValidSlowly(array, from, end);
        }
        return isValidSlowly(array, from, end);
    }

    private static boolean isValidSlowly(byte[] array, int from, int end) {
        int at = from;
        while (at < end) {
            int first = array[at++];
            if (first >= 0) {
                continue;
            }
            int lead = first & 0xff;
            if (lead < 0xc2 || lead > 0xf4) {
                return false;
            }
            int more = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
            if (end - at < more) {
                return false;
            }
            int second = array[at] & 0xff;
            int least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
            int most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
            if (second < least || second > most) {
                return false;
            }
            for (int i = 1; i < more; i++) {
                if ((array[at + i] & 0xc0) != 0x80) {
                    return false;
                }
            }
            at += more;
        }
        return true;
    }
}

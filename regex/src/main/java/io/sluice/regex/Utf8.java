package io.sluice.regex;

/**
 * Reads code points. A byte that is part of no valid sequence is U+FFFD, one byte wide. Valid sequences never overlap, so a text falls into
 * the same code points whichever way it is read.
 */
final class Utf8 {

    static final int BAD = 0xFFFD;

    private Utf8() {}

    /** The code point at a place, shifted left by 3, and its width in bytes below that. */
    static int decode(byte[] array, int at, int end) {
        int first = array[at];
        if (first >= 0) {
            return first << 3 | 1;
        }
        if (first < (byte) 0xE0) {
            if (first >= (byte) 0xC2 && at + 1 < end && isContinuation(array[at + 1])) {
                return ((first & 0x1F) << 6 | (array[at + 1] & 0x3F)) << 3 | 2;
            }
        } else if (first < (byte) 0xF0) {
            if (at + 2 < end && isContinuation(array[at + 1]) && isContinuation(array[at + 2])) {
                int c = (first & 0xF) << 12 | (array[at + 1] & 0x3F) << 6 | (array[at + 2] & 0x3F);
                if (c >= 0x800 && (c & 0xF800) != 0xD800) {
                    return c << 3 | 3;
                }
            }
        } else if (at + 3 < end
                && first <= (byte) 0xF4
                && isContinuation(array[at + 1])
                && isContinuation(array[at + 2])
                && isContinuation(array[at + 3])) {
            int c = (first & 7) << 18
                    | (array[at + 1] & 0x3F) << 12
                    | (array[at + 2] & 0x3F) << 6
                    | (array[at + 3] & 0x3F);
            if (c >= 0x10000 && c <= CharSet.MAX) {
                return c << 3 | 4;
            }
        }
        return BAD << 3 | 1;
    }

    /** The code point that ends at a place, as {@link #decode} gives it. */
    static int decodeBefore(byte[] array, int from, int at) {
        int last = array[at - 1];
        if (last >= 0) {
            return last << 3 | 1;
        }
        int lowest = Math.max(from, at - 4);
        int start = at - 1;
        while (start > lowest && isContinuation(array[start])) {
            start--;
        }
        int decoded = decode(array, start, at);
        return (decoded & 7) == at - start ? decoded : BAD << 3 | 1;
    }

    static boolean isContinuation(byte b) {
        return b < (byte) 0xC0;
    }

    /** How many bytes a code point takes. */
    static int width(int c) {
        return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }
}

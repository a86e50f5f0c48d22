package io.sluice.processor.sampling;

/** Hexadecimal digits of up to 56 bits: read in either case, written in lower case. */
final class HexDigits {

    /** Digits of 56 bits. */
    static final int COUNT = 14;

    private static final int BITS = 4;

    private HexDigits() {}

    /** The number that at most {@value #COUNT} digits are; -1 if one of them is none. */
    static long parse(byte[] array, int from, int end) {
        long value = 0;
        for (int at = from; at < end; at++) {
            int digit = Character.digit(array[at], 16);
            if (digit < 0) {
                return -1;
            }
            value = (value << BITS) | digit;
        }
        return value;
    }

    /** Writes all {@value #COUNT} digits of a number of 56 bits. */
    static void write(long value, byte[] to, int at) {
        long rest = value;
        for (int i = at + COUNT - 1; i >= at; i--) {
            to[i] = (byte) Character.forDigit((int) (rest & 15), 16);
            rest >>>= BITS;
        }
    }
}

package io.sluice.processor.pii.action;

/** Base 32 of RFC 4648, section 6, in lower case and without padding. */
final class Base32 {

    private static final int BITS = 5;

    private Base32() {}

    /** Writes the first {@code 5 * count} bits of {@code bytes} as {@code count} characters. */
    static void write(byte[] bytes, byte[] to, int at, int count) {
        int buffer = 0;
        int available = 0;
        int next = 0;
        for (int i = 0; i < count; i++) {
            if (available < BITS) {
                buffer = ((buffer & 0x1f) << 8) | (bytes[next++] & 0xff);
                available += 8;
            }
            available -= BITS;
            int digit = (buffer >>> available) & 0x1f;
            to[at + i] = (byte) (digit < 26 ? 'a' + digit : '2' + digit - 26);
        }
    }

    static boolean isDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '2' && c <= '7');
    }
}

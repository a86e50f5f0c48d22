package io.sluice.json;

import java.util.Arrays;

/**
 * Turns the text of a JSON string into bytes: UTF-8, base64 or hexadecimal. The result is in {@link #array} from 0 to the length returned,
 * until the next call. One thread.
 */
final class TextBytes {

    /** What is not base64 or not hexadecimal. */
    static final int INVALID = -1;

    private static final int INITIAL_BYTES = 1024;
    private static final int REPLACEMENT = 0xFFFD;
    private static final byte[] SIXTETS = sixtets();

    private byte[] bytes = new byte[INITIAL_BYTES];

    byte[] array() {
        return bytes;
    }

    private byte[] room(long length) {
        if (bytes.length < length) {
            bytes = new byte[Math.toIntExact(Math.max(length, Math.min(2L * bytes.length, 1 << 20)))];
        }
        return bytes;
    }

    /** Encodes as UTF-8. A surrogate without its partner, which UTF-8 cannot carry, becomes U+FFFD. */
    int utf8(char[] text, int from, int length) {
        byte[] out = room(utf8Length(text, from, length));
        int n = 0;
        int end = from + length;
        for (int at = from; at < end; at++) {
            int c = text[at];
            if (c < 0x80) {
                out[n++] = (byte) c;
            } else if (c < 0x800) {
                out[n++] = (byte) (0xC0 | (c >> 6));
                out[n++] = (byte) (0x80 | (c & 0x3F));
            } else if (isPair(text, at, end)) {
                int point = Character.toCodePoint(text[at], text[++at]);
                out[n++] = (byte) (0xF0 | (point >> 18));
                out[n++] = (byte) (0x80 | ((point >> 12) & 0x3F));
                out[n++] = (byte) (0x80 | ((point >> 6) & 0x3F));
                out[n++] = (byte) (0x80 | (point & 0x3F));
            } else {
                int point = Character.isSurrogate(text[at]) ? REPLACEMENT : c;
                out[n++] = (byte) (0xE0 | (point >> 12));
                out[n++] = (byte) (0x80 | ((point >> 6) & 0x3F));
                out[n++] = (byte) (0x80 | (point & 0x3F));
            }
        }
        return n;
    }

    private static long utf8Length(char[] text, int from, int length) {
        long n = length;
        int end = from + length;
        for (int at = from; at < end; at++) {
            int c = text[at];
            if (c >= 0x80) {
                if (c < 0x800) {
                    n += 1;
                } else if (isPair(text, at, end)) {
                    n += 2;
                    at++;
                } else {
                    n += 2;
                }
            }
        }
        return n;
    }

    private static boolean isPair(char[] text, int at, int end) {
        return Character.isHighSurrogate(text[at]) && at + 1 < end && Character.isLowSurrogate(text[at + 1]);
    }

    /** Decodes hexadecimal digits of either case. */
    int hex(char[] text, int from, int length) {
        if (length % 2 != 0) {
            return INVALID;
        }
        byte[] out = room(length / 2);
        for (int i = 0; i < length; i += 2) {
            int high = nibble(text[from + i]);
            int low = nibble(text[from + i + 1]);
            if ((high | low) < 0) {
                return INVALID;
            }
            out[i / 2] = (byte) ((high << 4) | low);
        }
        return length / 2;
    }

    private static int nibble(char c) {
        // Character.digit also takes digits of other scripts.
        return c < 0x80 ? Character.digit(c, 16) : INVALID;
    }

    /** Decodes base64 of either alphabet, padded or not. */
    int base64(char[] text, int from, int length) {
        int end = from + length;
        int padding = 0;
        while (padding < 2 && end > from && text[end - 1] == '=') {
            end--;
            padding++;
        }
        int digits = end - from;
        int rest = digits % 4;
        if (rest == 1 || (padding != 0 && (digits + padding) % 4 != 0)) {
            return INVALID;
        }
        byte[] out = room(3L * (digits / 4) + 3);
        int n = 0;
        int bits = 0;
        for (int i = 0; i < digits; i++) {
            char c = text[from + i];
            int sixtet = c < SIXTETS.length ? SIXTETS[c] : INVALID;
            if (sixtet < 0) {
                return INVALID;
            }
            bits = (bits << 6) | sixtet;
            if (i % 4 == 3) {
                out[n++] = (byte) (bits >> 16);
                out[n++] = (byte) (bits >> 8);
                out[n++] = (byte) bits;
            }
        }
        if (rest == 2) {
            out[n++] = (byte) (bits >> 4);
        } else if (rest == 3) {
            out[n++] = (byte) (bits >> 10);
            out[n++] = (byte) (bits >> 2);
        }
        return n;
    }

    private static byte[] sixtets() {
        byte[] table = new byte[128];
        Arrays.fill(table, (byte) INVALID);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            table[alphabet.charAt(i)] = (byte) i;
        }
        table['-'] = table['+'];
        table['_'] = table['/'];
        return table;
    }
}

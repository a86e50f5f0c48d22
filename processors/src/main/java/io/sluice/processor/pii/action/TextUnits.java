package io.sluice.processor.pii.action;

/**
 * Reads a text character by character, the way whoever decodes it will: {@code %E7%94%B0}, {@code \}{@code u7530} and the three bytes of 田
 * are one character each, and full-width forms are told as ASCII. Reusable. Threads: one at a time.
 */
final class TextUnits {

    /** The character that shows nothing: zero-width spaces and joiners, soft hyphens, marks of direction. */
    static final int INVISIBLE = -1;

    /** Added to a byte that is no UTF-8; these code points stand for no character. */
    private static final int STRAY = 0xdc00;

    private static final byte[] NOTHING = {};
    private static final int ESCAPE_LENGTH = 6;

    private byte[] array = NOTHING;
    private int end;
    private int start;
    private int next;
    private int codePoint;
    private int behindByte;

    TextUnits set(byte[] textArray, int textFrom, int textEnd) {
        array = textArray;
        end = textEnd;
        start = textFrom;
        next = textFrom;
        return this;
    }

    /** Goes to the next character; false at the end. */
    boolean next() {
        if (next >= end) {
            return false;
        }
        start = next;
        codePoint = fold(array[start] == '\\' ? backslash() : encoded());
        return true;
    }

    /** Where the character begins in the array. */
    int start() {
        return start;
    }

    /** Behind the character's last byte. */
    int end() {
        return next;
    }

    /** The character, or {@link #INVISIBLE}. */
    int codePoint() {
        return codePoint;
    }

    private int backslash() {
        int at = start + 1;
        int unit = utf16(start);
        if (unit >= 0) {
            next = start + ESCAPE_LENGTH;
            int low = Character.isHighSurrogate((char) unit) ? utf16(next) : -1;
            if (low < 0 || !Character.isLowSurrogate((char) low)) {
                return unit;
            }
            next += ESCAPE_LENGTH;
            return Character.toCodePoint((char) unit, (char) low);
        }
        int plain = at < end ? escaped(array[at]) : -1;
        next = plain < 0 ? at : at + 1;
        return plain < 0 ? '\\' : plain;
    }

    /** The UTF-16 unit of an escape of six characters, or -1. */
    private int utf16(int at) {
        if (at + ESCAPE_LENGTH > end || array[at] != '\\' || array[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + ESCAPE_LENGTH; i++) {
            int digit = Character.digit(array[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = (unit << 4) | digit;
        }
        return unit;
    }

    private static int escaped(int letter) {
        return switch (letter) {
            case '"', '\\', '/', '\'' -> letter;
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> -1;
        };
    }

    /** A character in UTF-8, each of its bytes plain or as a percent sign and two digits. */
    private int encoded() {
        int first = byteAt(start);
        next = behindByte;
        int more = first < 0xc2 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf5 ? 3 : 0;
        if (more == 0) {
            return first < 0x80 ? first : STRAY | first;
        }
        int value = first & (0x3f >> more);
        int at = next;
        for (int i = 0; i < more; i++) {
            int continuation = at < end ? byteAt(at) : 0;
            if ((continuation & 0xc0) != 0x80) {
                return STRAY | first;
            }
            value = (value << 6) | (continuation & 0x3f);
            at = behindByte;
        }
        next = at;
        return value;
    }

    private int byteAt(int at) {
        if (array[at] == '%' && at + 2 < end) {
            int high = Character.digit(array[at + 1], 16);
            int low = Character.digit(array[at + 2], 16);
            if (high >= 0 && low >= 0) {
                behindByte = at + 3;
                return (high << 4) | low;
            }
        }
        behindByte = at + 1;
        return array[at] & 0xff;
    }

    private static int fold(int c) {
        if (c < 0x80) {
            return c;
        }
        if (c >= 0xff01 && c <= 0xff5e) {
            return c - 0xfee0;
        }
        return switch (c) {
            case 0xad, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2060, 0xfeff -> INVISIBLE;
            case 0x3000 -> ' ';
            default -> c;
        };
    }
}

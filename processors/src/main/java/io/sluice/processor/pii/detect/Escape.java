package io.sluice.processor.pii.detect;

/** Reads one character that may be escaped. Reusable. */
final class Escape {

    private static final int MAX_ENTITY = 10;
    private static final int REPLACEMENT = 0xfffd;
    private static final int ZERO_WIDTH = 0x200b;
    private static final byte ESCAPE = 0x1b;
    private static final int MAX_CONTROL = 24;

    /** Names without ampersand and semicolon, and what each stands for. */
    private static final String[] NAMES = {
        "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ", "commat", "@", "period", ".", "colon",
        ":", "hyphen", "-", "dash", "-", "lowbar", "_", "num", "#", "sol", "/", "equals", "=", "percnt", "%", "plus",
        "+", "semi", ";", "comma", ",", "shy", "\u00ad", "zwnj", "\u200c", "zwj", "\u200d"
    };

    private byte[] array = {};
    private int end;
    private int code;
    private int length;
    private boolean escaped;
    private boolean single;

    /** The character; of {@link #isByte} one, the byte. */
    int code() {
        return code;
    }

    /** How many bytes it takes in the text. */
    int length() {
        return length;
    }

    /** False if the character stands there as it is. */
    boolean isEscape() {
        return escaped;
    }

    /** True for an escaped byte that is no part of well-formed UTF-8. */
    boolean isByte() {
        return single;
    }

    /** Reads what stands at an index; false if that is neither an escape nor a character outside ASCII that could be folded. */
    boolean read(byte[] text, int at, int behind) {
        array = text;
        end = behind;
        escaped = true;
        single = false;
        length = 1;
        return switch (array[at]) {
            case '%' -> isText(byteAt(at)) ? bytes(at) : at(at + 1) == 'u' && take(hex(at + 2, 4), 6);
            case '\\' -> backslash(at);
            case '&' -> entity(at);
            case ESCAPE -> at(at + 1) == '[' && control(at);
            default -> array[at] < 0 && plain(at);
        };
    }

    /** True if a percent sign and two hexadecimal digits are at an index. */
    static boolean isPercent(byte[] text, int at, int behind) {
        return at + 2 < behind && text[at] == '%' && Bytes.hex(text[at + 1]) >= 0 && Bytes.hex(text[at + 2]) >= 0;
    }

    private int at(int index) {
        return index < end ? array[index] : 0;
    }

    private boolean take(int c, int taken) {
        if (c < 0) {
            length = 1;
            return false;
        }
        code = c;
        length = taken;
        return true;
    }

    /** Only leads of sequences that hold something to fold are read. */
    private boolean plain(int at) {
        escaped = false;
        int lead = array[at] & 0xff;
        if (lead == 0xc2) {
            return isTail(at + 1) && take(array[at + 1] & 0xff, 2);
        }
        if (lead != 0xe2 && lead != 0xe3 && lead != 0xef) {
            return false;
        }
        return isTail(at + 1)
                && isTail(at + 2)
                && take((lead & 0xf) << 12 | (array[at + 1] & 0x3f) << 6 | (array[at + 2] & 0x3f), 3);
    }

    private boolean isTail(int index) {
        return index < end && (array[index] & 0xc0) == 0x80;
    }

    private int hex(int from, int digits) {
        if (end - from < digits) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = Bytes.hex(array[i]);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /** The byte of {@code %40} or {@code \x40}; -1 if neither is at an index. */
    private int byteAt(int at) {
        if (at(at) == '%') {
            return hex(at + 1, 2);
        }
        return at(at) == '\\' && at(at + 1) == 'x' ? hex(at + 2, 2) : -1;
    }

    /** False for a control character: where nobody has a reason to escape one, the percent sign is itself. */
    private static boolean isText(int b) {
        return b >= ' ' ? b != 0x7f : b == '\n' || b == '\r' || b == '\t' || b == ESCAPE;
    }

    /** Several escaped bytes may be one character. */
    private boolean bytes(int at) {
        int width = array[at] == '%' ? 3 : 4;
        int first = byteAt(at);
        int tails = first < 0xc2 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf5 ? 3 : 0;
        int c = tails == 0 ? first : first & 0x3f >> tails;
        for (int i = 1; i <= tails; i++) {
            int tail = byteAt(at + i * width);
            if (tail < 0x80 || tail > 0xbf) {
                single = true;
                return take(first, width);
            }
            c = c << 6 | (tail & 0x3f);
        }
        single = tails == 0 && first >= 0x80;
        return take(c, width * (tails + 1));
    }

    private boolean backslash(int at) {
        return switch (at(at + 1)) {
            case 'n' -> take('\n', 2);
            case 't' -> take('\t', 2);
            case 'r' -> take('\r', 2);
            case 'b' -> take('\b', 2);
            case 'f' -> take('\f', 2);
            case '"', '\'', '\\', '/', '@', '.', '-', ':', '=', '+', '(', ')' -> take(at(at + 1), 2);
            case 'x' -> byteAt(at) >= 0 && bytes(at);
            case 'u' -> unit(at);
            default -> false;
        };
    }

    /** One unit of UTF-16, or two that belong together. */
    private boolean unit(int at) {
        int first = hex(at + 2, 4);
        if (first >= Character.MIN_HIGH_SURROGATE && first <= Character.MAX_LOW_SURROGATE) {
            int second = at(at + 6) == '\\' && at(at + 7) == 'u' ? hex(at + 8, 4) : -1;
            boolean pair = first <= Character.MAX_HIGH_SURROGATE
                    && second >= Character.MIN_LOW_SURROGATE
                    && second <= Character.MAX_LOW_SURROGATE;
            return pair ? take(Character.toCodePoint((char) first, (char) second), 12) : take(REPLACEMENT, 6);
        }
        return take(first, 6);
    }

    /** What sets colours on a terminal shows nothing by itself; ECMA-48, 5.4: {@code ESC [ 1;31m}. */
    private boolean control(int at) {
        int limit = Math.min(end, at + MAX_CONTROL);
        int last = at + 2;
        while (last < limit && array[last] >= ' ' && array[last] < '@') {
            last++;
        }
        return last < limit && array[last] >= '@' && array[last] < 0x7f && take(ZERO_WIDTH, last + 1 - at);
    }

    private boolean entity(int at) {
        int limit = Math.min(end, at + MAX_ENTITY);
        int semicolon = at + 1;
        while (semicolon < limit && (Bytes.isAlnum(array[semicolon]) || array[semicolon] == '#')) {
            semicolon++;
        }
        if (semicolon >= limit || array[semicolon] != ';') {
            return false;
        }
        int c = at(at + 1) == '#' ? number(at + 2, semicolon) : named(at + 1, semicolon);
        return take(c, semicolon + 1 - at);
    }

    private int number(int from, int semicolon) {
        boolean hexadecimal = Bytes.lower(at(from)) == 'x';
        int value = 0;
        int start = hexadecimal ? from + 1 : from;
        for (int i = start; i < semicolon; i++) {
            int digit = Bytes.hex(array[i]);
            if (digit < 0 || (digit > 9 && !hexadecimal)) {
                return -1;
            }
            value = value * (hexadecimal ? 16 : 10) + digit;
        }
        boolean character = value <= Character.MAX_CODE_POINT && (value < 0xd800 || value > 0xdfff);
        return start < semicolon && character ? value : -1;
    }

    private int named(int from, int semicolon) {
        for (int i = 0; i < NAMES.length; i += 2) {
            String name = NAMES[i];
            if (name.length() == semicolon - from && isName(from, name)) {
                return NAMES[i + 1].charAt(0);
            }
        }
        return -1;
    }

    private boolean isName(int from, String name) {
        for (int i = 0; i < name.length(); i++) {
            if (array[from + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}

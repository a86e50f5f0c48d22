package io.sluice.processor.pii.detect;

import org.jspecify.annotations.Nullable;

/**
 * Names that stand in a field of their own before the value's: {@code {"name":"DB_PASSWORD","value":"x"}}, {@code <property
 * name="db.password" value="x"/>}, {@code <entry key="password">x</entry>}. Allocates nothing; bounded work per question. Threads: any.
 */
final class NamedPair {

    private static final int MAX_NAME = 64;
    private static final int MAX_BETWEEN = 32;
    private static final int MAX_DIGITS = 9;
    private static final byte[][] NAMES = Bytes.words("name key");
    private static final byte[][] VALUES = Bytes.words("value");

    private NamedPair() {}

    /** What the name before a field says of the field if that is called value; null if nothing. */
    static @Nullable Detector before(ScanText text, int keyEnd) {
        int value = wordStart(text, keyEnd, VALUES);
        return value < 0 ? null : named(text, behindKey(text, value, ','));
    }

    /** What the attribute that ends before the sign of an opening tag says of the element; null if nothing. */
    static @Nullable Detector ofElement(ScanText text, int close) {
        return Bytes.is(text.at(close - 1), Bytes.QUOTE) ? named(text, close - 1) : null;
    }

    /** What the string before says of that whose length ends before a colon in {@code s:8:"password";s:1:"x"}; null if nothing. */
    static @Nullable Detector ofSerialized(ScanText text, int colon) {
        if (text.at(colon + 1) != '"' || !Bytes.isDigit(text.at(colon - 1))) {
            return null;
        }
        int at = colon;
        while (colon - at < MAX_DIGITS && Bytes.isDigit(text.at(at - 1))) {
            at--;
        }
        boolean behindString = text.at(at - 1) == ':'
                && text.at(at - 2) == 's'
                && text.at(at - 3) == ';'
                && text.at(at - 4) == '"'
                && text.at(at - 5) != ']';
        int end = at - 4;
        return behindString ? KeyDictionary.find(text.array(), Math.max(text.from(), end - MAX_NAME), end) : null;
    }

    private static @Nullable Detector named(ScanText text, int end) {
        int limit = Math.max(text.from(), end - MAX_NAME);
        int start = end;
        while (start > limit && isNameByte(text.at(start - 1))) {
            start--;
        }
        int sign = behindKey(text, start, 0) - 1;
        boolean assigned = start < end && (text.at(sign) == ':' || text.at(sign) == '=');
        return assigned && wordStart(text, behindKey(text, sign, 0), NAMES) >= 0
                ? KeyDictionary.find(text.array(), start, end)
                : null;
    }

    private static boolean isNameByte(int b) {
        return b < 0 || Bytes.is(b, Bytes.TOKEN) || b == '.';
    }

    /** Behind what stands before quotes, blanks and, if wanted, commas. */
    private static int behindKey(ScanText text, int end, int comma) {
        int limit = Math.max(text.from(), end - MAX_BETWEEN);
        int at = end;
        while (at > limit && isBetween(text.at(at - 1), comma)) {
            at--;
        }
        return at;
    }

    private static boolean isBetween(int b, int comma) {
        return Bytes.is(b, Bytes.BLANK | Bytes.QUOTE) || b == '\\' || b == comma;
    }

    /** Where the word of some begins that ends at an index; -1 if none does. */
    private static int wordStart(ScanText text, int end, byte[][] words) {
        for (byte[] word : words) {
            int start = end - word.length;
            if (start >= text.from()
                    && !Bytes.isAlnum(text.at(start - 1))
                    && Bytes.startsWithAnyCase(text.array(), start, end, word)) {
                return start;
            }
        }
        return -1;
    }
}

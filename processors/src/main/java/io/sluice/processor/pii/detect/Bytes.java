package io.sluice.processor.pii.detect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Kinds of bytes. A byte of a character outside ASCII is none of them, so that a kanji directly beside a token ends it as a space does.
 */
final class Bytes {

    static final int DIGIT = 1;
    static final int LOWER = 1 << 1;
    static final int UPPER = 1 << 2;
    static final int HEX = 1 << 3;
    /** {@code _} and {@code -}. */
    static final int DASH = 1 << 4;
    /** {@code .} and {@code ~}. */
    static final int DOT = 1 << 5;
    /** {@code +}, {@code /} and {@code =}. */
    static final int BASE64 = 1 << 6;
    /** Space, tab, line feed, carriage return and other control characters. */
    static final int BLANK = 1 << 7;

    static final int QUOTE = 1 << 8;

    static final int LETTER = LOWER | UPPER;
    static final int ALNUM = LETTER | DIGIT;
    /** What base64 for URLs has. */
    static final int TOKEN = ALNUM | DASH;
    /** What RFC 9110 calls token68. */
    static final int TOKEN68 = TOKEN | DOT | BASE64;

    private static final short[] KINDS = kinds();

    private Bytes() {}

    private static short[] kinds() {
        short[] kinds = new short[256];
        for (int c = 0; c < 128; c++) {
            int kind = 0;
            kind |= c >= '0' && c <= '9' ? DIGIT | HEX : 0;
            kind |= c >= 'a' && c <= 'z' ? LOWER : 0;
            kind |= c >= 'A' && c <= 'Z' ? UPPER : 0;
            kind |= (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') ? HEX : 0;
            kind |= c == '_' || c == '-' ? DASH : 0;
            kind |= c == '.' || c == '~' ? DOT : 0;
            kind |= c == '+' || c == '/' || c == '=' ? BASE64 : 0;
            kind |= c <= ' ' || c == 127 ? BLANK : 0;
            kind |= c == '"' || c == '\'' || c == '`' ? QUOTE : 0;
            kinds[c] = (short) kind;
        }
        return kinds;
    }

    /** True if a byte is of one of the kinds. */
    static boolean is(int b, int kinds) {
        return (KINDS[b & 0xff] & kinds) != 0;
    }

    static boolean isDigit(int b) {
        return b >= '0' && b <= '9';
    }

    static boolean isLetter(int b) {
        return is(b, LETTER);
    }

    static boolean isAlnum(int b) {
        return is(b, ALNUM);
    }

    /** The value of a hexadecimal digit, or -1. */
    static int hex(int b) {
        if (isDigit(b)) {
            return b - '0';
        }
        int low = lower(b);
        return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
    }

    /** A letter of ASCII in lower case, any other byte as it is. */
    static int lower(int b) {
        return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
    }

    /** True if a text begins with a word of ASCII at an index. */
    static boolean startsWith(ScanText text, int at, String word) {
        int length = word.length();
        if (at < text.from() || text.end() - at < length) {
            return false;
        }
        byte[] array = text.array();
        for (int i = 0; i < length; i++) {
            if (array[at + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The same for a word in lower case, whatever the case of the text. */
    static boolean startsWithAnyCase(byte[] array, int at, int end, byte[] word) {
        if (end - at < word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (lower(array[at + i]) != word[i]) {
                return false;
            }
        }
        return true;
    }

    /** True if {@code array[at, end)} begins with one of some words in lower case, whatever the case of the text. */
    static boolean startsWithAny(byte[] array, int at, int end, byte[][] words) {
        for (byte[] word : words) {
            if (startsWithAnyCase(array, at, end, word)) {
                return true;
            }
        }
        return false;
    }

    /** True if {@code array[from, end)} ends with a word in lower case, whatever the case of the text. */
    static boolean endsWithAnyCase(byte[] array, int from, int end, byte[] word) {
        int start = end - word.length;
        return start >= from && startsWithAnyCase(array, start, end, word);
    }

    /** True if {@code array[from, end)} is one of some words in lower case, whatever the case of the text. */
    static boolean isOne(byte[] array, int from, int end, byte[][] words) {
        for (byte[] word : words) {
            if (word.length == end - from && startsWithAnyCase(array, from, end, word)) {
                return true;
            }
        }
        return false;
    }

    /** The first index from {@code at} whose byte is of none of the kinds, at most {@code end}. */
    static int skip(byte[] array, int at, int end, int kinds) {
        int i = at;
        while (i < end && is(array[i], kinds)) {
            i++;
        }
        return i;
    }

    /** The words of a list, with one blank between two. */
    static byte[][] words(String list) {
        return Arrays.stream(list.split(" ", -1))
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }
}

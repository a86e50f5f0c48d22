package io.sluice.processor.pii.detect;

/** Characters that stand for one of ASCII, or for nothing. */
final class Folding {

    /** What a character that has no width becomes. */
    static final int NOTHING = -2;

    private static final int TO_ASCII = 0xff01 - '!';

    private Folding() {}

    /**
     * What a character becomes; itself, most of them.
     *
     * @param digitBefore true between digits: then the mark of long vowels is a hyphen
     * @param digitBehind both must be true
     */
    static int of(int c, boolean digitBefore, boolean digitBehind) {
        if (c < 0xa0) {
            return c;
        }
        if (c >= 0xff01 && c <= 0xff5e) {
            return c - TO_ASCII;
        }
        if (isNothing(c)) {
            return NOTHING;
        }
        if (isHyphen(c)) {
            return '-';
        }
        if (c == 0x30fc || c == 0xff70) {
            return digitBefore && digitBehind ? '-' : c;
        }
        return isSpace(c) ? ' ' : c == 0xfe6b ? '@' : c;
    }

    private static boolean isSpace(int c) {
        return c == 0x3000 || c == 0xa0 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x205f;
    }

    private static boolean isHyphen(int c) {
        return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xfe63 || c == 0xfe58;
    }

    /** No width, soft hyphen, marks of direction, joiners. */
    private static boolean isNothing(int c) {
        return (c >= 0x200b && c <= 0x200f)
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2060 && c <= 0x2069)
                || c == 0xfeff
                || c == 0xad;
    }
}

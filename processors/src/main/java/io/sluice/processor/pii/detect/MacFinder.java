package io.sluice.processor.pii.detect;

import java.nio.charset.StandardCharsets;

/**
 * {@link Detector#MAC}: six pairs of hexadecimal digits with colons or hyphens between them, or three groups of four with dots; twelve digits
 * alone only if they are the whole text, and its key says so. Longer chains are fingerprints; all zeros and all F stand for no device.
 */
final class MacFinder implements Finder {

    /** Hexadecimal digits of an address. */
    static final int DIGITS = 12;

    /** So many backslashes may a quote have with it. */
    private static final int MAX_QUOTE = 8;

    private static final byte[] WORD = "mac".getBytes(StandardCharsets.US_ASCII);
    private static final int WORD_REACH = 16;
    private static final int PAIRS = 6;
    private static final int QUADS = 3;

    @Override
    public void find(ScanText text, Hits hits) {
        byte[] array = text.array();
        if (text.end() - text.from() == DIGITS
                && isNamed(text.key(), text.keyFrom(), text.keyEnd())
                && isBare(text, text.from())) {
            hits.add(text.from(), text.end(), Detector.MAC, Confidence.STRONG);
            return;
        }
        for (int at = text.from(); at < text.end(); at++) {
            int separator = array[at];
            if (separator != ':' && separator != '-' && separator != '.') {
                continue;
            }
            boolean dotted = separator == '.';
            int width = dotted ? 4 : 2;
            int groups = dotted ? QUADS : PAIRS;
            int start = at - width;
            int behind = start + groups * (width + 1) - 1;
            if (start >= text.from()
                    && behind <= text.end()
                    && isChain(text, start, behind, width, separator)
                    && isAlone(text, start, behind, width, separator)
                    && isDevice(text, start, behind, dotted)) {
                hits.add(start, behind, Detector.MAC, Confidence.STRONG);
                at = behind - 1;
            }
        }
    }

    /** True if a key says that its value is an address. */
    static boolean isNamed(byte[] key, int from, int end) {
        return KeyDictionary.findOrMac(key, from, end) == Detector.MAC;
    }

    /** Adds the twelve digits that begin at an index, perhaps with a quote, behind a key that says so; where they end, or -1. */
    static int addBare(ScanText text, int start, Hits hits) {
        int from = start;
        while (from - start < MAX_QUOTE && (text.at(from) == '\\' || Bytes.is(text.at(from), Bytes.QUOTE))) {
            from++;
        }
        if (!isBare(text, from)) {
            return -1;
        }
        hits.add(from, from + DIGITS, Detector.MAC, Confidence.STRONG);
        return from + DIGITS;
    }

    /** True if twelve digits and no more begin at an index, and are those of a device. */
    private static boolean isBare(ScanText text, int from) {
        return text.end() - from >= DIGITS
                && Bytes.skip(text.array(), from, from + DIGITS, Bytes.HEX) == from + DIGITS
                && !Bytes.isAlnum(text.at(from + DIGITS))
                && !Bytes.is(text.at(from + DIGITS), Bytes.DASH)
                && isDevice(text, from, from + DIGITS);
    }

    private static boolean isChain(ScanText text, int start, int behind, int width, int separator) {
        for (int i = start; i < behind; i++) {
            boolean between = (i - start) % (width + 1) == width;
            int b = text.at(i);
            if (between ? b != separator : !Bytes.is(b, Bytes.HEX)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAlone(ScanText text, int start, int behind, int width, int separator) {
        int before = text.at(start - 1);
        int after = text.at(behind);
        if (Bytes.isAlnum(before) || before == '_' || Bytes.isAlnum(after) || after == '_') {
            return false;
        }
        return !(before == separator && isGroup(text, start - 1 - width, width))
                && !(after == separator && isGroup(text, behind + 1, width));
    }

    private static boolean isGroup(ScanText text, int from, int width) {
        for (int i = from; i < from + width; i++) {
            if (!Bytes.is(text.at(i), Bytes.HEX)) {
                return false;
            }
        }
        return !Bytes.isAlnum(text.at(from - 1)) && !Bytes.isAlnum(text.at(from + width));
    }

    /** False for all zeros and all F. */
    private static boolean isDevice(ScanText text, int start, int behind) {
        boolean zeros = true;
        boolean ones = true;
        for (int i = start; i < behind; i++) {
            int b = text.at(i);
            if (Bytes.is(b, Bytes.HEX)) {
                zeros &= b == '0';
                ones &= Bytes.lower(b) == 'f';
            }
        }
        return !zeros && !ones;
    }

    private static boolean isDevice(ScanText text, int start, int behind, boolean dotted) {
        if (!isDevice(text, start, behind)) {
            return false;
        }
        for (int i = start; i < behind; i++) {
            if (Bytes.is(text.at(i), Bytes.HEX) && !Bytes.isDigit(text.at(i))) {
                return true;
            }
        }
        return dotted ? isNamed(text, start) : !isTime(text, start);
    }

    /** True for digits that are year, month, day, hour, minute and second. */
    private static boolean isTime(ScanText text, int start) {
        return isBetween(text, start + 3, 1, 12)
                && isBetween(text, start + 6, 1, 31)
                && isBetween(text, start + 9, 0, 23)
                && isBetween(text, start + 12, 0, 59)
                && isBetween(text, start + 15, 0, 60);
    }

    private static boolean isBetween(ScanText text, int at, int min, int max) {
        int value = (text.at(at) - '0') * 10 + text.at(at + 1) - '0';
        return value >= min && value <= max;
    }

    /** Four digits thrice are much else; the word must stand before them or in the key. */
    private static boolean isNamed(ScanText text, int start) {
        return holdsWord(text.array(), Math.max(text.from(), start - WORD_REACH), start)
                || holdsWord(text.key(), text.keyFrom(), text.keyEnd());
    }

    private static boolean holdsWord(byte[] array, int from, int end) {
        for (int i = from; i < end; i++) {
            if (Bytes.startsWithAnyCase(array, i, end, WORD)) {
                return true;
            }
        }
        return false;
    }
}

package io.sluice.processor.pii.detect;

import java.nio.charset.StandardCharsets;

/**
 * {@link Detector#MAC}: six pairs of hexadecimal digits with colons or hyphens between them, or three groups of four with dots. Longer chains
 * are fingerprints; all zeros and all F stand for no device.
 */
final class MacFinder implements Finder {

    private static final byte[] WORD = "mac".getBytes(StandardCharsets.US_ASCII);
    private static final int WORD_REACH = 16;
    private static final int PAIRS = 6;
    private static final int QUADS = 3;

    @Override
    public void find(ScanText text, Hits hits) {
        byte[] array = text.array();
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

    private static boolean isDevice(ScanText text, int start, int behind, boolean dotted) {
        boolean zeros = true;
        boolean ones = true;
        boolean letters = false;
        for (int i = start; i < behind; i++) {
            int b = text.at(i);
            if (Bytes.is(b, Bytes.HEX)) {
                zeros &= b == '0';
                ones &= Bytes.lower(b) == 'f';
                letters |= !Bytes.isDigit(b);
            }
        }
        if (zeros || ones) {
            return false;
        }
        return letters || (dotted ? isNamed(text, start) : !isTime(text, start));
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

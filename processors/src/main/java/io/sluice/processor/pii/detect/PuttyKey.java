package io.sluice.processor.pii.detect;

import java.nio.charset.StandardCharsets;

/**
 * The private part of a key of PuTTY: so many lines of base64 as are announced, and what authenticates them.
 *
 * <pre>
 *   PuTTY-User-Key-File-2: ssh-rsa
 *   ...
 *   Private-Lines: 8
 *   AAAAgQC...
 *   Private-MAC: 0123...
 * </pre>
 *
 * <p>Allocates nothing. Threads: any.
 */
final class PuttyKey {

    private static final int MAX_LINES = 999;
    private static final byte[] LINES = "private-lines".getBytes(StandardCharsets.US_ASCII);
    private static final String MAC = "Private-MAC:";

    private PuttyKey() {}

    /** Adds the lines that what is before a colon announces; where they end, or -1. */
    static int add(ScanText text, int colon, Hits hits) {
        int start = start(text, colon);
        if (start < 0) {
            return -1;
        }
        int end = end(text, start);
        hits.add(start, end, Detector.PRIVATE_KEY, Confidence.STRONG);
        return end;
    }

    /** Where the first line is, if what is before a colon announces it; -1 if nothing does. */
    private static int start(ScanText text, int colon) {
        byte[] array = text.array();
        int key = colon - LINES.length;
        if (key < text.from() || !Bytes.startsWithAnyCase(array, key, colon, LINES)) {
            return -1;
        }
        int number = Bytes.skip(array, colon + 1, text.end(), Bytes.BLANK);
        int numberEnd = Bytes.skip(array, number, text.end(), Bytes.DIGIT);
        int start = Bytes.skip(array, numberEnd, text.end(), Bytes.BLANK);
        return numberEnd > number && start > numberEnd && lineEnd(text, start) > start ? start : -1;
    }

    /** Behind the line of base64 that is at an index; that index if none is. */
    private static int lineEnd(ScanText text, int from) {
        int end = Bytes.skip(text.array(), from, text.end(), Bytes.ALNUM | Bytes.BASE64);
        boolean line =
                (end - from) % 4 == 0 && (end == text.end() || Bytes.is(text.at(end), Bytes.BLANK | Bytes.QUOTE));
        return line ? end : from;
    }

    /** Behind the last of the lines that begin at an index. */
    private static int end(ScanText text, int start) {
        byte[] array = text.array();
        int rest = announced(text, start);
        int end = start;
        int next = start;
        while (rest > 0 && lineEnd(text, next) > next) {
            end = lineEnd(text, next);
            next = Bytes.skip(array, end, text.end(), Bytes.BLANK);
            rest--;
        }
        if (Bytes.startsWith(text, next, MAC)) {
            int digits = Bytes.skip(array, next + MAC.length(), text.end(), Bytes.BLANK);
            end = Bytes.skip(array, digits, text.end(), Bytes.HEX);
        }
        return end;
    }

    private static int announced(ScanText text, int start) {
        int at = start;
        while (Bytes.is(text.at(at - 1), Bytes.BLANK)) {
            at--;
        }
        int lines = 0;
        for (int unit = 1; Bytes.isDigit(text.at(at - 1)) && unit <= MAX_LINES; unit *= 10) {
            lines += unit * (text.at(--at) - '0');
        }
        return lines;
    }
}

package io.sluice.processor.pii.detect;

import java.util.Set;

/**
 * Numbers that begin with two letters: IBANs, passports and residence cards of Japan; and the second line of a machine readable passport,
 * with the first if it stands before it. Threads: one at a time.
 */
final class LetteredNumbers {

    private static final int PASSPORT_DIGITS = 7;
    private static final int RESIDENCE_DIGITS = 8;
    private static final int PASSPORT_LINE = 44;
    private static final int VISA_LINE = 36;

    private final Set<Detector> enabled;

    LetteredNumbers(Set<Detector> enabled) {
        this.enabled = enabled;
    }

    /** Adds what begins at a token's first letter, before its first digit; its end, or -1. */
    int find(ScanText text, int start, int digit, Hits hits) {
        if (digit - start != 2) {
            return -1;
        }
        int behind = enabled.contains(Detector.IBAN) ? iban(text, start, hits) : -1;
        return behind > 0 ? behind : document(text, start, digit, hits);
    }

    private static int iban(ScanText text, int start, Hits hits) {
        int length = IbanCountries.length(text.at(start), text.at(start + 1));
        if (length == 0 || !Bytes.isDigit(text.at(start + 3))) {
            return -1;
        }
        int end = ibanEnd(text, start, length);
        if (end < 0 || Bytes.isAlnum(text.at(end)) || !Checksums.iban(text.array(), start, end)) {
            return -1;
        }
        hits.add(start, end, Detector.IBAN, Confidence.STRONG);
        return end;
    }

    /** Behind as many letters and digits; the same sign may be between each four, a blank also as the plus of a query. */
    private static int ibanEnd(ScanText text, int start, int length) {
        int separator = blankForPlus(text.at(start + 4));
        int digitsEnd = 4 + IbanCountries.leadingDigits(text.at(start), text.at(start + 1));
        boolean separated = separator == ' ' || separator == '-';
        int at = start;
        for (int count = 0; count < length; count++) {
            if (separated && count > 0 && count % 4 == 0) {
                if (blankForPlus(text.at(at)) != separator) {
                    return -1;
                }
                at++;
            }
            boolean digit = count >= 4 && count < digitsEnd;
            if (!Bytes.is(text.at(at), digit ? Bytes.DIGIT : Bytes.ALNUM)) {
                return -1;
            }
            at++;
        }
        return at;
    }

    private static int blankForPlus(int b) {
        return b == '+' ? ' ' : b;
    }

    private int document(ScanText text, int start, int digit, Hits hits) {
        int behind = digit;
        while (behind - digit <= RESIDENCE_DIGITS && Bytes.isDigit(text.at(behind))) {
            behind++;
        }
        boolean passport = behind - digit == PASSPORT_DIGITS && !Bytes.isAlnum(text.at(behind));
        if (passport && enabled.contains(Detector.PASSPORT)) {
            return named(text, start, behind, Topics.PASSPORT, Detector.PASSPORT, hits);
        }
        boolean residence = behind - digit == RESIDENCE_DIGITS
                && Bytes.isLetter(text.at(behind))
                && Bytes.isLetter(text.at(behind + 1))
                && !Bytes.isAlnum(text.at(behind + 2));
        return residence && enabled.contains(Detector.RESIDENCE_CARD)
                ? named(text, start, behind + 2, Topics.RESIDENCE, Detector.RESIDENCE_CARD, hits)
                : -1;
    }

    private static int named(ScanText text, int start, int end, int topic, Detector detector, Hits hits) {
        if (!Keywords.mayMention(text.letters(), topic) || (KeywordContext.near(text, start, end) & topic) == 0) {
            return -1;
        }
        hits.add(start, end, detector, Confidence.CONTEXT);
        return end;
    }

    /**
     * Adds the machine readable line that begins at an index, and the one before it; its end, or -1. ICAO Doc 9303, parts 4 and 6:
     *
     * <pre>
     *   P&lt;UTOERIKSSON&lt;&lt;ANNA&lt;MARIA&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;
     *   L898902C36UTO7408122F1204159ZE184226B&lt;&lt;&lt;&lt;&lt;10
     *   0        9   13     20     27             number, nation, birth, sex, expiry
     * </pre>
     */
    int findLine(ScanText text, int start, Hits hits) {
        if (!enabled.contains(Detector.PASSPORT)) {
            return -1;
        }
        int end = lineEnd(text, start);
        int length = end - start;
        if ((length != PASSPORT_LINE && length != VISA_LINE) || !isSecondLine(text.array(), start)) {
            return -1;
        }
        int first = firstLine(text, start, length);
        hits.add(first, end, Detector.PASSPORT, Confidence.STRONG);
        return end;
    }

    private static int lineEnd(ScanText text, int start) {
        int limit = Math.min(text.end(), start + PASSPORT_LINE + 1);
        int at = start;
        while (at < limit && isLineByte(text.at(at))) {
            at++;
        }
        boolean element = at > start && text.at(at - 1) == '<' && text.at(at) == '/';
        return element ? at - 1 : at;
    }

    private static boolean isLineByte(int b) {
        return b == '<' || Bytes.is(b, Bytes.UPPER | Bytes.DIGIT);
    }

    private static boolean isSecondLine(byte[] array, int start) {
        return !Bytes.isDigit(array[start + 10])
                && Checksums.machineReadable(array, start, start + 9)
                && Checksums.machineReadable(array, start + 13, start + 19)
                && Checksums.machineReadable(array, start + 21, start + 27);
    }

    /** Where the line before begins; {@code start} if there is none of the same length. */
    private static int firstLine(ScanText text, int start, int length) {
        int end = start;
        while (end > text.from() && start - end < 2 && Bytes.is(text.at(end - 1), Bytes.BLANK)) {
            end--;
        }
        int first = end - length;
        if (end == start || first < text.from() || isLineByte(text.at(first - 1))) {
            return start;
        }
        for (int i = first; i < end; i++) {
            if (text.at(i) != '<' && !Bytes.is(text.at(i), Bytes.UPPER)) {
                return start;
            }
        }
        return first;
    }
}

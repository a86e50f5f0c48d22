package io.sluice.processor.pii.detect;

/**
 * What card readers read, ISO/IEC 7813: a card's number with a name, expiry and what else the stripe holds. The whole of it is the finding.
 *
 * <pre>
 *   %B4111111111111111^YAMADA/TARO^27121010000012345678?    track 1
 *   ;4111111111111111=27121010000012345678?                 track 2
 *                     YYMMSSS                               expiry, service code
 * </pre>
 *
 * <p>The signs at both ends may be missing. Bounded work per question. Reusable. Threads: one at a time.
 */
final class MagneticTrack {

    private static final int MAX_NAME = 64;
    private static final int MAX_DATA = 80;
    private static final int EXPIRY = 4;
    /** Expiry and service code. */
    private static final int MIN_DATA = 7;

    private final byte[] digits = new byte[CardRanges.MAX_LENGTH];

    /** Adds the first track whose number has its first digit at an index, behind a letter; where it ends, or -1. */
    int first(ScanText text, int number, Hits hits) {
        int code = number - 1;
        int behind = numberEnd(text, number);
        if (Bytes.lower(text.at(code)) != 'b' || text.at(behind) != '^' || Bytes.isAlnum(text.at(code - 1))) {
            return -1;
        }
        int name = behind + 1;
        int data = name;
        int limit = Math.min(text.end(), name + MAX_NAME);
        while (data < limit && text.at(data) != '^' && isPrintable(text.at(data))) {
            data++;
        }
        if (text.at(data) != '^' || data == name || !isExpiry(text, data + 1) || !isCard(text, number, behind, true)) {
            return -1;
        }
        int end = Bytes.skip(text.array(), data + 1, Math.min(text.end(), data + MAX_DATA), Bytes.ALNUM);
        int close = end;
        while (close - data < MAX_DATA && isTrackByte(text.at(close))) {
            close++;
        }
        end = text.at(close) == '?' ? close + 1 : end;
        hits.add(text.at(code - 1) == '%' ? code - 1 : code, end, Detector.CARD, Confidence.STRONG);
        return end;
    }

    /** Adds the second track whose number is from an index to another; where it ends, or -1. */
    int second(ScanText text, int number, int behind, Hits hits) {
        if (text.at(behind) != '=' || behind - number > CardRanges.MAX_LENGTH || !isExpiry(text, behind + 1)) {
            return -1;
        }
        int data = behind + 1;
        int end = Bytes.skip(text.array(), data, Math.min(text.end(), data + MAX_DATA), Bytes.DIGIT);
        boolean opened = text.at(number - 1) == ';';
        boolean closed = text.at(end) == '?';
        boolean whole = end - data >= MIN_DATA || (opened && closed);
        if (!whole || Bytes.isAlnum(text.at(end)) || !isCard(text, number, behind, opened)) {
            return -1;
        }
        end += closed ? 1 : 0;
        hits.add(opened ? number - 1 : number, end, Detector.CARD, Confidence.STRONG);
        return end;
    }

    private static int numberEnd(ScanText text, int from) {
        return Bytes.skip(text.array(), from, Math.min(text.end(), from + CardRanges.MAX_LENGTH + 1), Bytes.DIGIT);
    }

    private static boolean isPrintable(int b) {
        return b < 0 || b >= ' ';
    }

    /** What else track 1 has: no small letters. */
    private static boolean isTrackByte(int b) {
        return b >= ' ' && b < 0x60 && b != '?' && b != '"' && b != '%' && b != ';';
    }

    private static boolean isExpiry(ScanText text, int at) {
        int end = Math.min(text.end(), at + EXPIRY);
        int month = (text.at(at + 2) - '0') * 10 + text.at(at + 3) - '0';
        return Bytes.skip(text.array(), at, end, Bytes.DIGIT) == at + EXPIRY && month >= 1 && month <= 12;
    }

    /** @param certain true if the form alone says that it is one */
    private boolean isCard(ScanText text, int from, int end, boolean certain) {
        int length = end - from;
        if (length < CardRanges.MIN_LENGTH || length > CardRanges.MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            digits[i] = (byte) (text.at(from + i) - '0');
        }
        return CardRanges.isCard(digits, 0, length) || (certain && CardRanges.isUnionPay(digits, 0, length));
    }
}

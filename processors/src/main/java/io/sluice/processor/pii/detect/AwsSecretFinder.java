package io.sluice.processor.pii.detect;

import java.nio.charset.StandardCharsets;

/** {@link Detector#AWS_KEY}: 40 characters of base64 that look random, with "secret" or "aws" shortly before or in the key. */
final class AwsSecretFinder implements Finder {

    private static final byte[] SECRET = "secret".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AWS = "aws".getBytes(StandardCharsets.US_ASCII);
    private static final int LENGTH = 40;
    private static final int REACH = 50;
    private static final double BITS = 4.2;
    /** One secret of a thousand has no digit; words have more of the same letters. */
    private static final double BITS_WITHOUT_DIGIT = 4.5;

    private final Entropy entropy = new Entropy();

    @Override
    public void find(ScanText text, Hits hits) {
        byte[] array = text.array();
        int at = text.from();
        while (at < text.end()) {
            int behind = runEnd(array, at, text.end());
            if (behind - at == LENGTH && isRandom(array, at, behind) && isNamed(text, at)) {
                hits.add(at, behind, Detector.AWS_KEY, Confidence.STRONG);
            }
            at = behind + 1;
        }
    }

    private static int runEnd(byte[] array, int from, int end) {
        int at = from;
        while (at < end && (Bytes.isAlnum(array[at]) || array[at] == '+' || array[at] == '/')) {
            at++;
        }
        return at;
    }

    private boolean isRandom(byte[] array, int start, int end) {
        boolean digit = false;
        boolean upper = false;
        boolean lower = false;
        for (int i = start; i < end; i++) {
            digit |= Bytes.isDigit(array[i]);
            upper |= Bytes.is(array[i], Bytes.UPPER);
            lower |= Bytes.is(array[i], Bytes.LOWER);
        }
        return upper && lower && entropy.isAtLeast(digit ? BITS : BITS_WITHOUT_DIGIT, array, start, end);
    }

    private static boolean isNamed(ScanText text, int start) {
        return isNamed(text.array(), Math.max(text.from(), start - REACH), start)
                || isNamed(text.key(), text.keyFrom(), text.keyEnd());
    }

    /** True if one of the words is in a range. */
    static boolean isNamed(byte[] array, int from, int end) {
        for (int i = from; i < end; i++) {
            if (Bytes.startsWithAnyCase(array, i, end, SECRET) || Bytes.startsWithAnyCase(array, i, end, AWS)) {
                return true;
            }
        }
        return false;
    }
}

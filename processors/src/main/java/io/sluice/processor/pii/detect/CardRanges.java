package io.sluice.processor.pii.detect;

/** Which numbers payment cards have: by their first digits and their length, as issuers publish them, and by the check digit. */
final class CardRanges {

    static final int MIN_LENGTH = 13;
    static final int MAX_LENGTH = 19;

    private CardRanges() {}

    /** True if the digits are, check digit included, a number that a card may have. */
    static boolean isCard(byte[] digits, int from, int length) {
        return isIssued(digits, from, length)
                && !isUniform(digits, from, length)
                && Checksums.luhn(digits, from, length);
    }

    /** True for a number of UnionPay, whose check digit is not always right. */
    static boolean isUnionPay(byte[] digits, int from, int length) {
        return length >= 16 && digits[from] == 6 && digits[from + 1] == 2 && !isUniform(digits, from, length);
    }

    private static boolean isIssued(byte[] digits, int from, int length) {
        if (length < MIN_LENGTH || length > MAX_LENGTH) {
            return false;
        }
        int four = digits[from] * 1000 + digits[from + 1] * 100 + digits[from + 2] * 10 + digits[from + 3];
        return switch (digits[from]) {
            case 2 -> length == 16 && four >= 2221 && four <= 2720;
            case 3 -> three(four, length);
            case 4 -> length == 13 || length == 16 || length == 19;
            case 5 -> five(four / 100, length);
            // Discover, UnionPay and Maestro fill it.
            case 6 -> true;
            default -> false;
        };
    }

    /** American Express, Diners Club, JCB. */
    private static boolean three(int four, int length) {
        int two = four / 100;
        if (two == 34 || two == 37) {
            return length == 15;
        }
        if (four >= 3528 && four <= 3589) {
            return length >= 16;
        }
        boolean diners = (four >= 3000 && four <= 3059) || four == 3095 || two == 36 || two == 38 || two == 39;
        return diners && length >= 14;
    }

    /** Mastercard, Maestro. */
    private static boolean five(int two, int length) {
        if (two >= 51 && two <= 55) {
            return length == 16;
        }
        return two == 50 || two >= 56;
    }

    static boolean isUniform(byte[] digits, int from, int length) {
        for (int i = 1; i < length; i++) {
            if (digits[from + i] != digits[from]) {
                return false;
            }
        }
        return true;
    }
}

package io.sluice.json;

import java.math.BigDecimal;

/**
 * Reads JSON numbers, bare or as text, without an object for those of ordinary shape. Reusable; one thread.
 *
 * <p>An integer may have any of JSON's number forms as long as its value is integral: {@code 5}, {@code 5.0}, {@code 5e3}.
 */
final class JsonNumber {

    /** Longer texts cannot be a number of 64 bits that anybody wrote down in earnest; conversion of long ones costs more than linear time. */
    static final int MAX_LENGTH = 1000;

    private static final int MAX_INTEGER_DIGITS = 20;

    /** Every integer of so many digits is a double. */
    private static final int EXACT_DIGITS = 15;

    private static final long LAST_BEFORE_OVERFLOW = Long.divideUnsigned(-1L, 10);

    private boolean negative;
    private long magnitude;
    private double real;

    /**
     * Reads an integer of up to 64 unsigned bits and a sign.
     *
     * @return false if the text is none
     */
    boolean parseInteger(char[] text, int from, int length) {
        negative = length > 0 && text[from] == '-';
        magnitude = 0;
        int at = negative ? from + 1 : from;
        int end = from + length;
        if (at == end || !isDigit(text[at])) {
            return false;
        }
        for (; at < end; at++) {
            int digit = text[at] - '0';
            long next = magnitude * 10 + digit;
            if (!isDigit(text[at])
                    || Long.compareUnsigned(magnitude, LAST_BEFORE_OVERFLOW) > 0
                    || Long.compareUnsigned(next, digit) < 0) {
                return parseDecimal(text, from, length);
            }
            magnitude = next;
        }
        return true;
    }

    private boolean parseDecimal(char[] text, int from, int length) {
        if (!isNumber(text, from, length)) {
            return false;
        }
        BigDecimal value;
        try {
            value = new BigDecimal(text, from, length);
        } catch (NumberFormatException _) {
            return false; // the exponent is beyond 32 bits
        }
        negative = value.signum() < 0;
        magnitude = 0;
        if (value.signum() == 0) {
            return true;
        }
        // Digits before the point. Looked at first, because the conversion of 1e999999999 would fill the heap.
        long integerDigits = (long) value.precision() - value.scale();
        if (integerDigits < 1
                || integerDigits > MAX_INTEGER_DIGITS
                || value.stripTrailingZeros().scale() > 0) {
            return false;
        }
        var integer = value.toBigInteger().abs();
        magnitude = integer.longValue();
        return integer.bitLength() <= Long.SIZE;
    }

    /** Whether the integer read fits a signed number of that many bits, 32 or 64. */
    boolean fitsSigned(int bits) {
        long limit = 1L << (bits - 1);
        return Long.compareUnsigned(magnitude, negative ? limit : limit - 1) <= 0;
    }

    /** Whether the integer read fits an unsigned number of that many bits, 32 or 64. */
    boolean fitsUnsigned(int bits) {
        return negative ? magnitude == 0 : (bits == Long.SIZE || magnitude >>> bits == 0);
    }

    /** The integer read, in two's complement. */
    long integer() {
        return negative ? -magnitude : magnitude;
    }

    /**
     * Reads a number.
     *
     * @return false if the text is none, or beyond the range of a double
     */
    boolean parseDouble(char[] text, int from, int length) {
        if (length <= EXACT_DIGITS && digits(text, from, from + length) == length && length > 0) {
            parseInteger(text, from, length);
            real = magnitude;
            return true;
        }
        if (!isNumber(text, from, length)) {
            return false;
        }
        real = Double.parseDouble(new String(text, from, length));
        return Double.isFinite(real);
    }

    /** The number read by {@link #parseDouble}. */
    double real() {
        return real;
    }

    /** Only what a JSON number is made of: the JDK's parsers also take {@code 0x1p3}, {@code 1d} and digits of other scripts. */
    private static boolean isNumber(char[] text, int from, int length) {
        if (length == 0 || length > MAX_LENGTH) {
            return false;
        }
        int at = text[from] == '-' ? from + 1 : from;
        int end = from + length;
        int digits = digits(text, at, end);
        if (digits == 0) {
            return false;
        }
        at += digits;
        if (at < end && text[at] == '.') {
            int fraction = digits(text, at + 1, end);
            if (fraction == 0) {
                return false;
            }
            at += 1 + fraction;
        }
        if (at < end && (text[at] == 'e' || text[at] == 'E')) {
            at++;
            if (at < end && (text[at] == '+' || text[at] == '-')) {
                at++;
            }
            int exponent = digits(text, at, end);
            if (exponent == 0) {
                return false;
            }
            at += exponent;
        }
        return at == end;
    }

    private static int digits(char[] text, int from, int end) {
        int at = from;
        while (at < end && isDigit(text[at])) {
            at++;
        }
        return at - from;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}

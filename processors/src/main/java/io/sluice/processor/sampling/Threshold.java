package io.sluice.processor.sampling;

import java.nio.charset.StandardCharsets;

/**
 * T: what an item's {@link Randomness} must reach for the item to be kept, a {@code long} from {@link #ALWAYS} to {@link #NEVER}. Of all
 * items (2^56 - T) / 2^56 do. As {@code th} it is written with 1 to 14 hexadecimal digits, without the zeros at the end.
 */
public final class Threshold {

    /** Keeps everything: {@code th:0}. */
    public static final long ALWAYS = 0;

    /** Keeps nothing; has no {@code th}. */
    public static final long NEVER = 1L << 56;

    /** No threshold: none that is known, or none that there could be. */
    public static final long NONE = -1;

    /** The most digits of a {@code th}. */
    public static final int MAX_DIGITS = HexDigits.COUNT;

    /** The lowest probability that has a threshold: 2^-56. */
    public static final double MIN_PROBABILITY = 0x1p-56;

    private static final int BITS_OF_DIGIT = 4;

    private Threshold() {}

    /**
     * The threshold of a probability, rounded to a number of digits. Digits that say nothing - zeros at the beginning where the probability
     * is close to 1, {@code f} where it is close to 0 - are not counted, so that the error stays in proportion.
     *
     * @param probability from {@link #MIN_PROBABILITY} to 1
     * @param precision significant digits, from 1 to {@link #MAX_DIGITS}
     * @return {@link #NONE} for any other probability, NaN too
     */
    public static long of(double probability, int precision) {
        if (!(probability >= MIN_PROBABILITY && probability <= 1)) {
            return NONE;
        }
        if (probability == 1) {
            return ALWAYS;
        }
        int idle = Math.max(idleDigits(probability), idleDigits(1 - probability));
        int digits = Math.min(MAX_DIGITS, precision + idle);
        long threshold = NEVER - Math.round(probability * NEVER);
        int shift = BITS_OF_DIGIT * (MAX_DIGITS - digits);
        if (shift == 0) {
            return threshold;
        }
        long half = 1L << (shift - 1);
        return (threshold + half) >> shift << shift;
    }

    /** How many hexadecimal digits of a fraction are zero before the first that may be another. */
    private static int idleDigits(double fraction) {
        return -(Math.getExponent(fraction) + 1) / BITS_OF_DIGIT;
    }

    /** The share of items that it keeps, from 0 to 1. */
    public static double probability(long threshold) {
        return (double) (NEVER - threshold) / NEVER;
    }

    /** How many items one that was kept stands for, at least 1; 0 for {@link #NEVER} and for {@link #NONE}, of which it isn't known. */
    public static double adjustedCount(long threshold) {
        return threshold == NEVER || threshold == NONE ? 0 : 1 / probability(threshold);
    }

    /** True if an item of that randomness is kept. */
    public static boolean keeps(long threshold, long randomness) {
        return threshold <= randomness;
    }

    /** Reads a {@code th}: 1 to {@value #MAX_DIGITS} hexadecimal digits, of either case; {@link #NONE} if it is none. */
    public static long parse(byte[] array, int from, int end) {
        int digits = end - from;
        if (digits < 1 || digits > MAX_DIGITS) {
            return NONE;
        }
        long value = HexDigits.parse(array, from, end);
        return value < 0 ? NONE : value << (BITS_OF_DIGIT * (MAX_DIGITS - digits));
    }

    /**
     * Writes a {@code th} to {@code to} from {@code at} on; there must be room for {@value #MAX_DIGITS} digits.
     *
     * @param threshold less than {@link #NEVER}
     * @return index behind the last digit
     */
    public static int encode(long threshold, byte[] to, int at) {
        HexDigits.write(threshold, to, at);
        int end = at + MAX_DIGITS;
        while (end > at + 1 && to[end - 1] == '0') {
            end--;
        }
        return end;
    }

    /** The {@code th} as text; empty for {@link #NEVER} and {@link #NONE}. */
    public static String text(long threshold) {
        if (threshold == NEVER || threshold == NONE) {
            return "";
        }
        byte[] digits = new byte[MAX_DIGITS];
        return new String(digits, 0, encode(threshold, digits, 0), StandardCharsets.US_ASCII);
    }
}

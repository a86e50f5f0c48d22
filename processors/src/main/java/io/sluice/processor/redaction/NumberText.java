package io.sluice.processor.redaction;

import io.sluice.pdata.WireWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as the Collector writes them as text: those of JSON, as ECMAScript does. Allocates for decimals only. Threads: one at a time.
 */
final class NumberText {

    private static final double LOWEST_PLAIN = 1e-6;
    private static final double LOWEST_EXPONENT = 1e21;
    private static final MathContext ONE_DIGIT = new MathContext(1, RoundingMode.HALF_UP);

    private final byte[] digits = new byte[20];

    /** Writes an integer in decimal. */
    void append(long value, WireWriter out) {
        int at = digits.length;
        long rest = value;
        do {
            digits[--at] = (byte) ('0' + Math.abs((int) (rest % 10)));
            rest /= 10;
        } while (rest != 0);
        if (value < 0) {
            out.raw(Ascii.MINUS, 0, 1);
        }
        out.raw(digits, at, digits.length - at);
    }

    /** Writes a number with as few digits as tell it from its neighbours. */
    void append(double value, WireWriter out) {
        Ascii.append(Double.isFinite(value) ? text(value) : Double.toString(value), out);
    }

    private static String text(double value) {
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal exact = shortest(value);
        double size = Math.abs(value);
        if (size >= LOWEST_PLAIN && size < LOWEST_EXPONENT) {
            return exact.toPlainString();
        }
        String all = exact.unscaledValue().abs().toString();
        int exponent = all.length() - 1 - exact.scale();
        String rest = all.length() > 1 ? "." + all.substring(1) : "";
        return (value < 0 ? "-" : "") + all.charAt(0) + rest + (exponent < 0 ? "e" : "e+") + exponent;
    }

    /** Java writes at least two digits, and so may take two where one tells as much. */
    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        BigDecimal one = exact.precision() == 2 ? exact.round(ONE_DIGIT) : exact;
        return one.doubleValue() == value ? one.stripTrailingZeros() : exact;
    }
}

package io.sluice.processor.value;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts that are numbers to the Collector, which is written in Go. */
public final class GoNumbers {

    private static final int MOST_DIGITS = 19;
    private static final int MOST_CHARACTERS = 400;
    private static final Set<String> INFINITIES = Set.of("inf", "infinity");

    private static final Pattern DECIMAL = Pattern.compile(
            "[+-]?(?:\\d++(?:_\\d++)*+(?:\\.(?:\\d++(?:_\\d++)*+)?)?|\\.\\d++(?:_\\d++)*+)(?:[eE][+-]?\\d++(?:_\\d++)*+)?");
    private static final Pattern HEX = Pattern.compile(
            "[+-]?0[xX](?:_?\\p{XDigit}++(?:_\\p{XDigit}++)*+\\.?(?:\\p{XDigit}++(?:_\\p{XDigit}++)*+)?|\\.\\p{XDigit}++(?:_\\p{XDigit}++)*+)"
                + "[pP][+-]?\\d++(?:_\\d++)*+");

    private GoNumbers() {}

    /** True if a text is an integer of 64 bits in decimal digits. */
    public static boolean isInt(byte[] array, int from, int end) {
        boolean negative = from < end && array[from] == '-';
        int at = negative || (from < end && array[from] == '+') ? from + 1 : from;
        if (at == end) {
            return false;
        }
        while (at < end - 1 && array[at] == '0') {
            at++;
        }
        if (end - at > MOST_DIGITS) {
            return false;
        }
        long least = 0; // as a negative number, of which there is one more
        for (int i = at; i < end; i++) {
            int digit = array[i] - '0';
            if (digit < 0 || digit > 9 || least < (Long.MIN_VALUE + digit) / 10) {
                return false;
            }
            least = least * 10 - digit;
        }
        return negative || least != Long.MIN_VALUE;
    }

    /** The number that a text is; null if it is none, or too large for one. */
    public static @Nullable Double parseDouble(String text) {
        if (text.length() > MOST_CHARACTERS) {
            return null;
        }
        String word = text.toLowerCase(Locale.ROOT);
        if (word.equals("nan")) {
            return Double.NaN;
        }
        boolean signed = word.startsWith("+") || word.startsWith("-");
        if (INFINITIES.contains(signed ? word.substring(1) : word)) {
            return word.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (!DECIMAL.matcher(text).matches() && !HEX.matcher(text).matches()) {
            return null;
        }
        double number = Double.parseDouble(text.replace("_", ""));
        return Double.isInfinite(number) ? null : number;
    }
}

package io.sluice.config;

import io.sluice.config.Value.Kind;
import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What plain scalars mean, by the rules of the Collector's parser (go-yaml 3): {@code yes} is text, {@code 0x1F}, {@code 017}, {@code 1_000} are numbers. */
final class Scalars {

    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> TRUES = Set.of("true", "True", "TRUE");
    private static final Set<String> FALSES = Set.of("false", "False", "FALSE");
    private static final Pattern INTEGER =
            Pattern.compile("[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)");
    private static final Pattern REAL = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern SPECIAL = Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
    private static final int MAX_DIGITS = 400;

    private Scalars() {}

    /** What unquoted text is. */
    static Kind resolve(String plain) {
        if (NULLS.contains(plain)) {
            return Kind.NULL;
        }
        if (TRUES.contains(plain) || FALSES.contains(plain)) {
            return Kind.BOOL;
        }
        if (plain.length() > MAX_DIGITS) {
            return Kind.STRING;
        }
        char first = plain.charAt(0);
        if (first != '-' && first != '+' && first != '.' && (first < '0' || first > '9')) {
            return Kind.STRING;
        }
        String digits = plain.replace("_", "");
        if (INTEGER.matcher(digits).matches()) {
            return Kind.INT;
        }
        return REAL.matcher(digits).matches() || SPECIAL.matcher(plain).matches() ? Kind.FLOAT : Kind.STRING;
    }

    static boolean bool(String text) {
        return TRUES.contains(text);
    }

    /** The number that text of {@link Kind#INT} means, or null if it is none. */
    static @Nullable BigInteger integer(String text) {
        String digits = text.replace("_", "");
        if (!INTEGER.matcher(digits).matches()) {
            return null;
        }
        boolean negative = digits.startsWith("-");
        String bare = negative || digits.startsWith("+") ? digits.substring(1) : digits;
        int radix = 10;
        if (bare.length() > 1 && bare.charAt(0) == '0') {
            char prefix = Character.toLowerCase(bare.charAt(1));
            radix = prefix == 'x' ? 16 : prefix == 'b' ? 2 : 8;
            bare = bare.substring(Character.isDigit(prefix) ? 1 : 2);
        }
        BigInteger number = new BigInteger(bare, radix);
        return negative ? number.negate() : number;
    }

    /** The number that text of {@link Kind#INT} or {@link Kind#FLOAT} means, or null if it is none. */
    static @Nullable Double real(String text) {
        BigInteger integer = integer(text);
        if (integer != null) {
            return integer.doubleValue();
        }
        if (SPECIAL.matcher(text).matches()) {
            return text.endsWith("n") || text.endsWith("N")
                    ? Double.NaN
                    : text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        String digits = text.replace("_", "");
        return REAL.matcher(digits).matches() ? Double.valueOf(digits) : null;
    }
}

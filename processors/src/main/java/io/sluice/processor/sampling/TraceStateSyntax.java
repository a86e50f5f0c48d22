package io.sluice.processor.sampling;

/**
 * Which bytes may stand where in a tracestate.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/#tracestate-header">W3C Trace Context, tracestate</a>
 */
final class TraceStateSyntax {

    private static final int MAX_KEY = 256;
    private static final int MAX_TENANT = 241;
    private static final int MAX_SYSTEM = 14;
    private static final int MAX_VALUE = 256;
    private static final int FIRST_GRAPHIC = 0x21;
    private static final int LAST_GRAPHIC = 0x7e;

    private TraceStateSyntax() {}

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    /** A key, simple or {@code tenant@system}. */
    static boolean isKey(byte[] array, int from, int end) {
        if (end - from > MAX_KEY) {
            return false;
        }
        int at = from;
        while (at < end && array[at] != '@') {
            at++;
        }
        if (at == end) {
            return from < end && isLetter(array[from]) && areKeyBytes(array, from, end);
        }
        return isPart(array, from, at, MAX_TENANT) && isPart(array, at + 1, end, MAX_SYSTEM) && isLetter(array[at + 1]);
    }

    private static boolean isPart(byte[] array, int from, int end, int max) {
        return from < end
                && end - from <= max
                && (isLetter(array[from]) || isDigit(array[from]))
                && areKeyBytes(array, from, end);
    }

    private static boolean areKeyBytes(byte[] array, int from, int end) {
        for (int at = from; at < end; at++) {
            byte b = array[at];
            if (!isLetter(b) && !isDigit(b) && b != '_' && b != '-' && b != '*' && b != '/') {
                return false;
            }
        }
        return true;
    }

    /** A value: not empty, no blank at its end. */
    static boolean isValue(byte[] array, int from, int end) {
        if (from == end || end - from > MAX_VALUE || array[end - 1] == ' ') {
            return false;
        }
        for (int at = from; at < end; at++) {
            byte b = array[at];
            boolean graphic = b >= FIRST_GRAPHIC && b <= LAST_GRAPHIC && b != ',' && b != '=';
            if (!graphic && b != ' ') {
                return false;
            }
        }
        return true;
    }

    /** A key within the value of {@code ot}. */
    static boolean isOtKey(byte[] array, int from, int end) {
        if (from == end || !isLetter(array[from])) {
            return false;
        }
        for (int at = from; at < end; at++) {
            if (!isLetter(array[at]) && !isDigit(array[at])) {
                return false;
            }
        }
        return true;
    }

    /** A value there; may be empty. */
    static boolean isOtValue(byte[] array, int from, int end) {
        for (int at = from; at < end; at++) {
            byte b = array[at];
            if (!isLetter(b) && !isDigit(b) && !(b >= 'A' && b <= 'Z') && b != '.' && b != '_' && b != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(byte b) {
        return b >= 'a' && b <= 'z';
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}

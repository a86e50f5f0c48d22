package io.sluice.pdata;

/**
 * Recognises attributes in the form in which encoders write almost all of them: a key, then a string, integer, boolean or double, short
 * lengths, nothing else.
 *
 * <pre>
 *   0A len key   12 len   0A len text | 18 varint | 10 varint | 21 eight bytes
 * </pre>
 *
 * <p>Attributes are most of a payload's messages; to check this form straight on costs a third of what the general way does. Threads: any.
 */
final class UsualAttribute {

    private static final byte KEY = 1 << 3 | WireType.BYTES;
    private static final byte VALUE = 2 << 3 | WireType.BYTES;
    private static final byte STRING = 1 << 3 | WireType.BYTES;
    private static final byte BOOL = 2 << 3 | WireType.VARINT;
    private static final byte INT = 3 << 3 | WireType.VARINT;
    private static final byte DOUBLE = 4 << 3 | WireType.FIXED64;

    /** Tag and length. */
    private static final int HEAD = 2;

    private UsualAttribute() {}

    /** True if the {@code KeyValue} in {@code array} from {@code from} to {@code end} is valid and of that form; false says nothing. */
    static boolean isValid(byte[] array, int from, int end) {
        if (end - from < HEAD || array[from] != KEY || array[from + 1] < 0) {
            return false;
        }
        int value = from + HEAD + array[from + 1];
        if (end - value < HEAD || array[value] != VALUE || array[value + 1] != end - value - HEAD) {
            return false;
        }
        return Utf8.isValid(array, from + HEAD, value) && isValidValue(array, value + HEAD, end);
    }

    private static boolean isValidValue(byte[] array, int from, int end) {
        if (end - from < HEAD) {
            return false;
        }
        return switch (array[from]) {
            case STRING -> array[from + 1] == end - from - HEAD && Utf8.isValid(array, from + HEAD, end);
            case BOOL, INT -> isVarint(array, from + 1, end);
            case DOUBLE -> end - from == 1 + Long.BYTES;
            default -> false;
        };
    }

    /** True if a varint begins at {@code from} and ends at {@code end}. */
    private static boolean isVarint(byte[] array, int from, int end) {
        if (end - from > 10) {
            return false;
        }
        for (int i = from; i < end - 1; i++) {
            if (array[i] >= 0) {
                return false;
            }
        }
        return array[end - 1] >= 0;
    }
}

package io.sluice.processor.pii.action;

/**
 * The form of tokens and pseudonyms: {@code [LABEL:key:} and then a hash and its tag, 26 characters, or an address, a colon and a tag; and
 * {@code ]}. Reusable. Threads: one at a time.
 */
final class Brackets {

    static final int HASH_LENGTH = 20;

    private final Address address = new Address();
    private int idStart;
    private int idEnd;

    int idStart() {
        return idStart;
    }

    int idEnd() {
        return idEnd;
    }

    /** True if {@code array[from, end)} has the form as a whole. */
    boolean matches(byte[] array, int from, int end) {
        int last = end - 1;
        if (last - from < Signer.TAG_LENGTH || array[from] != '[' || array[last] != ']') {
            return false;
        }
        int at = from + 1;
        while (at < last && isLabelByte(array[at])) {
            at++;
        }
        idStart = at + 1;
        idEnd = idStart;
        while (idEnd < last && KeyConfig.isIdByte(array[idEnd])) {
            idEnd++;
        }
        return at > from + 1
                && array[at] == ':'
                && idEnd > idStart
                && idEnd - idStart <= KeyConfig.MAX_ID_LENGTH
                && array[idEnd] == ':'
                && isContent(array, idEnd + 1, last);
    }

    private static boolean isLabelByte(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }

    private boolean isContent(byte[] array, int from, int end) {
        int tag = end - Signer.TAG_LENGTH;
        if (tag <= from || !isBase32(array, tag, end)) {
            return false;
        }
        return (tag - from == HASH_LENGTH && isBase32(array, from, tag))
                || (array[tag - 1] == ':' && isAddress(array, from, tag - 1));
    }

    /** An address as it is written by us: in lower case, without a zone. */
    private boolean isAddress(byte[] array, int from, int end) {
        for (int i = from; i < end; i++) {
            int c = array[i];
            if ((c < '0' || c > ':') && (c < 'a' || c > 'f') && c != '.') {
                return false;
            }
        }
        return address.parse(array, from, end);
    }

    private static boolean isBase32(byte[] array, int from, int end) {
        for (int i = from; i < end; i++) {
            if (!Base32.isDigit(array[i])) {
                return false;
            }
        }
        return true;
    }
}

package io.sluice.processor.tailsampling;

import java.util.Arrays;
import java.util.List;

/**
 * The members of a W3C tracestate, for policies that look for one. A text that breaks the list's rules has none, as in the Collector: a key or
 * value of wrong characters or length, a key twice, more than 32 members.
 *
 * <p>Reusable, allocates nothing. Threads: one at a time.
 */
final class TraceStateMembers {

    private static final int MAX_MEMBERS = 32;
    private static final int MAX_KEY = 256;
    private static final int MAX_TENANT = 241;
    private static final int MAX_SYSTEM = 14;
    private static final int MAX_VALUE = 256;

    private byte[] array = {};
    private final int[] keyFrom = new int[MAX_MEMBERS];
    private final int[] keyEnd = new int[MAX_MEMBERS];
    private final int[] valueEnd = new int[MAX_MEMBERS];
    private int count;

    /** Reads a tracestate; there are no members if it is none. */
    TraceStateMembers read(byte[] bytes, int from, int end) {
        array = bytes;
        count = 0;
        int at = from;
        while (at < end) {
            int comma = indexOf(',', at, end);
            if (comma > at && !addMember(at, comma)) {
                count = 0;
                return this;
            }
            at = comma + 1;
        }
        return this;
    }

    private boolean addMember(int from, int end) {
        int equals = indexOf('=', from, end);
        if (equals == end || count == MAX_MEMBERS) {
            return false;
        }
        int start = from;
        while (start < equals && isBlank(array[start])) {
            start++;
        }
        int stop = end;
        while (stop > equals + 1 && isBlank(array[stop - 1])) {
            stop--;
        }
        if (!isKey(start, equals) || !isValue(equals + 1, stop) || indexOfKey(start, equals) >= 0) {
            return false;
        }
        keyFrom[count] = start;
        keyEnd[count] = equals;
        valueEnd[count++] = stop;
        return true;
    }

    private int indexOfKey(int from, int end) {
        for (int i = 0; i < count; i++) {
            if (Arrays.equals(array, keyFrom[i], keyEnd[i], array, from, end)) {
                return i;
            }
        }
        return -1;
    }

    /** True if the member of that key is there and has one of these values. */
    boolean hasAny(Text key, List<Text> values) {
        for (int i = 0; i < count; i++) {
            if (key.isSame(array, keyFrom[i], keyEnd[i])) {
                for (int j = 0; j < values.size(); j++) {
                    if (values.get(j).isSame(array, keyEnd[i] + 1, valueEnd[i])) {
                        return true;
                    }
                }
                return false;
            }
        }
        return false;
    }

    private int indexOf(char wanted, int from, int end) {
        int at = from;
        while (at < end && array[at] != wanted) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private boolean isKey(int from, int end) {
        int at = indexOf('@', from, end);
        if (at == end) {
            return isLetter(from, end) && isKeyPart(from, end, MAX_KEY);
        }
        return isKeyPart(from, at, MAX_TENANT)
                && (isLetter(from, at) || isDigit(array[from]))
                && isLetter(at + 1, end)
                && isKeyPart(at + 1, end, MAX_SYSTEM);
    }

    private boolean isLetter(int at, int end) {
        return at < end && array[at] >= 'a' && array[at] <= 'z';
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private boolean isKeyPart(int from, int end, int most) {
        if (from >= end || end - from > most) {
            return false;
        }
        for (int i = from; i < end; i++) {
            byte b = array[i];
            if (!((b >= 'a' && b <= 'z') || isDigit(b) || b == '_' || b == '-' || b == '*' || b == '/')) {
                return false;
            }
        }
        return true;
    }

    private boolean isValue(int from, int end) {
        if (from >= end || end - from > MAX_VALUE) {
            return false;
        }
        for (int i = from; i < end; i++) {
            byte b = array[i];
            if (b < ' ' || b > '~' || b == '=') {
                return false;
            }
        }
        return true;
    }
}

package io.sluice.regex;

import java.util.List;

/**
 * Bytes that every match holds, one behind the other, and what comes before them in the match.
 *
 * @param sets what each byte is one of
 * @param fewest bytes before them at least
 * @param most bytes before them at most, {@link Extent#UNBOUNDED} if there is no bound
 * @param before the bytes that can come there
 */
record Factor(List<ByteSet> sets, int fewest, int most, ByteSet before) {

    private static final int LONGEST_TAIL = 3; // of a character

    /** The first place from {@code at} on where a match may begin whose bytes of this kind are at {@code found} or behind. */
    int begin(byte[] array, int at, int found) {
        int place = found - fewest;
        if (most < Extent.UNBOUNDED) {
            return boundary(array, at, Math.max(at, found - most));
        }
        while (place > at && before.contains(array[place - 1])) {
            place--;
        }
        return place;
    }

    /** Goes back to where a character begins. */
    private static int boundary(byte[] array, int at, int place) {
        for (int back = 0; back <= LONGEST_TAIL; back++) {
            if (place - back == at || !Utf8.isContinuation(array[place - back])) {
                return place - back;
            }
        }
        return place;
    }

    /** Whether such bytes are at a place; all of them must be within the text. */
    boolean isAt(byte[] array, int place) {
        for (int i = 0; i < sets.size(); i++) {
            if (!sets.get(i).contains(array[place + i])) {
                return false;
            }
        }
        return true;
    }
}

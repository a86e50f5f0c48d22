package io.sluice.regex;

import java.util.List;

/**
 * Finds a factor by looking at its last byte first: a byte that is nowhere in the factor lets all of its length be skipped, and whatever is seen
 * moves the window to the next place where it can be part of the factor.
 */
final class WindowFinder implements Finder {

    private static final int BYTES = 256;

    private final Factor factor;
    private final int length;
    private final byte[] shifts; // by place in the factor and byte; 0 if it fits

    WindowFinder(Factor factor) {
        this.factor = factor;
        length = factor.sets().size();
        shifts = new byte[length * BYTES];
        for (int place = 0; place < length; place++) {
            for (int value = 0; value < BYTES; value++) {
                shifts[place * BYTES + value] = (byte) shift(factor.sets(), place, value);
            }
        }
    }

    /** How far the window must move for a byte at a place in it to fit; beyond the place if it fits nowhere before. */
    private static int shift(List<ByteSet> sets, int place, int value) {
        int shift = 0;
        while (shift <= place && !sets.get(place - shift).contains(value)) {
            shift++;
        }
        return shift;
    }

    /** What it costs at every byte of a text to find a factor. */
    static double cost(Factor factor) {
        List<ByteSet> sets = factor.sets();
        int last = sets.size() - 1;
        double shift = 0;
        for (int value = 0; value < BYTES; value++) {
            shift += Frequencies.of(value) * Math.max(1, shift(sets, last, value));
        }
        double hits = 1;
        for (ByteSet set : sets) {
            hits *= Frequencies.of(set);
        }
        return 1.5 / shift + 2 * Frequencies.of(sets.get(last)) + 30 * hits;
    }

    @Override
    public Factor factor() {
        return factor;
    }

    @Override
    public int find(byte[] array, int at, int end) {
        int last = at + factor.fewest() + length - 1;
        int lastRow = (length - 1) * BYTES;
        while (last < end) {
            int shift = shifts[lastRow + (array[last] & 0xFF)];
            if (shift == 0) {
                shift = shiftBefore(array, last);
                if (shift == 0) {
                    return last - length + 1;
                }
            }
            last += shift;
        }
        return -1;
    }

    private int shiftBefore(byte[] array, int last) {
        for (int place = length - 2; place >= 0; place--) {
            int shift = shifts[place * BYTES + (array[last - length + 1 + place] & 0xFF)];
            if (shift != 0) {
                return shift;
            }
        }
        return 0;
    }
}

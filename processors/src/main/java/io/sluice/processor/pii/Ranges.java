package io.sluice.processor.pii;

import java.util.Arrays;

/**
 * Where one rule found something in a text and its normal forms, so that what is found in several is known for the same. Reusable; allocates only
 * while it grows. Threads: one worker's.
 */
final class Ranges {

    private static final int FIRST_CAPACITY = 16;

    /** So many are noted; more may be counted several times. */
    private static final int MAX_SIZE = Findings.MAX_SIZE;

    /** Start in the upper half, end in the lower; no two overlap. */
    private long[] ranges = new long[FIRST_CAPACITY];

    private int size;
    private int sorted;
    private int next;

    /** Begins with a text. */
    void clear() {
        size = 0;
        beginForm();
    }

    /** Begins with another form of the text, of which the ranges ascend. */
    void beginForm() {
        Arrays.sort(ranges, 0, size);
        sorted = size;
        next = 0;
    }

    /** Adds a range; false if it overlaps one of an earlier form. */
    boolean add(int start, int end) {
        while (next < sorted && (int) ranges[next] <= start) {
            next++;
        }
        if (next < sorted && (int) (ranges[next] >>> Integer.SIZE) < end) {
            return false;
        }
        if (size == MAX_SIZE) {
            return true;
        }
        if (size == ranges.length) {
            ranges = Arrays.copyOf(ranges, size * 2);
        }
        ranges[size++] = (long) start << Integer.SIZE | end;
        return true;
    }
}

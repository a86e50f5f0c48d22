package io.sluice.api;

import java.util.Arrays;

/** An immutable, ascending set of item positions in a batch; 0 is the batch's first item in wire order. */
public final class ItemSet {

    private final int[] positions;

    private ItemSet(int[] positions) {
        this.positions = positions;
    }

    /** The set of {@code positions}, in any order; repeated ones count once. */
    public static ItemSet of(int... positions) {
        int[] sorted = positions.clone();
        Arrays.sort(sorted);
        int n = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (sorted[i] < 0) {
                throw new IllegalArgumentException("position " + sorted[i]);
            }
            if (n == 0 || sorted[n - 1] != sorted[i]) {
                sorted[n++] = sorted[i];
            }
        }
        return new ItemSet(Arrays.copyOf(sorted, n));
    }

    /** All of both sets. */
    public static ItemSet union(ItemSet a, ItemSet b) {
        int[] all = Arrays.copyOf(a.positions, a.positions.length + b.positions.length);
        System.arraycopy(b.positions, 0, all, a.positions.length, b.positions.length);
        return of(all);
    }

    /** The number of items. */
    public int size() {
        return positions.length;
    }

    /** The {@code i}-th smallest position. */
    public int get(int i) {
        return positions[i];
    }

    /** The members from {@code from} up to, not including, {@code to}, counted from {@code from}. */
    public ItemSet slice(int from, int to) {
        int first = firstAtLeast(from);
        int last = firstAtLeast(to);
        int[] part = Arrays.copyOfRange(positions, first, last);
        for (int i = 0; i < part.length; i++) {
            part[i] -= from;
        }
        return new ItemSet(part);
    }

    /** The same members moved up by {@code by}. */
    public ItemSet shifted(int by) {
        int[] moved = positions.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += by;
        }
        return new ItemSet(moved);
    }

    private int firstAtLeast(int position) {
        int i = Arrays.binarySearch(positions, position);
        return i >= 0 ? i : -i - 1;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof ItemSet other && Arrays.equals(positions, other.positions);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(positions);
    }

    @Override
    public String toString() {
        return Arrays.toString(positions);
    }
}

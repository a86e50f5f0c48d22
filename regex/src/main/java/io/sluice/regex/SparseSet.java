package io.sluice.regex;

/** A set of small numbers that keeps the order in which they came and is emptied at no cost. */
final class SparseSet {

    private final int[] dense;
    private final int[] sparse;
    private int size;

    /** @param bound above all members */
    SparseSet(int bound) {
        dense = new int[bound];
        sparse = new int[bound];
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    int get(int rank) {
        return dense[rank];
    }

    /** The members in their order; valid up to {@link #size}. */
    int[] members() {
        return dense;
    }

    /** Adds a member; false if it was there. */
    boolean add(int member) {
        int rank = sparse[member];
        if (rank < size && dense[rank] == member) {
            return false;
        }
        sparse[member] = size;
        dense[size++] = member;
        return true;
    }
}

package io.sluice.pdata;

import java.util.Arrays;

/**
 * Edits of a payload's bytes, in parallel arrays that grow and are kept. An edit's place is the index at which the content of a
 * length-delimited field begins: no two fields have the same one, and what encloses a field has a smaller one.
 *
 * <p>After {@link #sort} edits are addressed by rank: by place, those of one place as they were added. Threads: one at a time.
 */
final class EditList {

    /** Takes the field away. */
    static final int DROP = 0;

    /** Puts bytes in place of the field's content. */
    static final int REPLACE = 1;

    /** In the message that is the field's content, takes all fields of a number away. */
    static final int CLEAR = 2;

    /** As {@link #CLEAR}, and puts one field, of text or bytes, in their place. */
    static final int SET_TEXT = 3;

    /** As {@link #CLEAR}, and puts one field, an {@code AnyValue}, in their place. */
    static final int SET_VALUE = 4;

    /** Puts a {@code KeyValue} field at the message's end. */
    static final int APPEND = 5;

    /** As {@link #APPEND}, but into a new message, the field of this number, at the message's end. */
    static final int CREATE = 6;

    private static final int KIND_BITS = 3;
    private static final int FIRST_CAPACITY = 64;

    private long[] order = new long[FIRST_CAPACITY]; // place above, index in the arrays below
    private long[] spare = {};
    private int[] operations = new int[FIRST_CAPACITY]; // field number above, kind below
    private int[] insertFrom = new int[FIRST_CAPACITY];
    private int[] insertLength = new int[FIRST_CAPACITY];
    private int size;
    private boolean sorted = true;

    void clear() {
        size = 0;
        sorted = true;
    }

    int size() {
        return size;
    }

    /** Entries that fit without another allocation. */
    int capacity() {
        return order.length;
    }

    /**
     * @param field the number that the kind speaks of, or 0
     * @param from index of the first inserted byte among all that are inserted
     */
    void add(int place, int kind, int field, int from, int length) {
        if (size == order.length) {
            grow();
        }
        long key = (long) place << Integer.SIZE | size;
        sorted &= size == 0 || order[size - 1] < key;
        order[size] = key;
        operations[size] = field << KIND_BITS | kind;
        insertFrom[size] = from;
        insertLength[size] = length;
        size++;
    }

    private void grow() {
        int capacity = size * 2;
        order = Arrays.copyOf(order, capacity);
        operations = Arrays.copyOf(operations, capacity);
        insertFrom = Arrays.copyOf(insertFrom, capacity);
        insertLength = Arrays.copyOf(insertLength, capacity);
    }

    int place(int rank) {
        return (int) (order[rank] >>> Integer.SIZE);
    }

    int kind(int rank) {
        return operations[(int) order[rank]] & (1 << KIND_BITS) - 1;
    }

    int field(int rank) {
        return operations[(int) order[rank]] >>> KIND_BITS;
    }

    int insertFrom(int rank) {
        return insertFrom[(int) order[rank]];
    }

    int insertLength(int rank) {
        return insertLength[(int) order[rank]];
    }

    /** What an edit inserts is in; it goes on taking away. */
    void inserted(int rank) {
        insertLength[(int) order[rank]] = 0;
    }

    /** The last of the edits from {@code first} on and before {@code behind} that is of {@code kind}; -1 if there is none. */
    int lastOfKind(int kind, int first, int behind) {
        for (int rank = behind - 1; rank >= first; rank--) {
            if (kind(rank) == kind) {
                return rank;
            }
        }
        return -1;
    }

    /** The last of those edits that takes all fields of a number away; -1 if there is none. */
    int lastOfField(int field, int first, int behind) {
        for (int rank = behind - 1; rank >= first; rank--) {
            if (field(rank) == field && takesFieldsAway(operations[(int) order[rank]])) {
                return rank;
            }
        }
        return -1;
    }

    /** True if one of those edits takes all fields of a number away. */
    boolean takesFieldsAway(int first, int behind) {
        for (int rank = first; rank < behind; rank++) {
            if (takesFieldsAway(operations[(int) order[rank]])) {
                return true;
            }
        }
        return false;
    }

    private static boolean takesFieldsAway(int operation) {
        int kind = operation & (1 << KIND_BITS) - 1;
        return kind >= CLEAR && kind <= SET_VALUE;
    }

    /** Sorts, by merging: edits come nearly in order, and nothing is allocated once the arrays are large enough. */
    void sort() {
        if (sorted) {
            return;
        }
        if (spare.length < size) {
            spare = new long[order.length];
        }
        for (int width = 1; width < size && width > 0; width *= 2) {
            for (int from = 0; from < size - width; from += 2 * width) {
                merge(from, from + width, Math.min(size, from + 2 * width));
            }
        }
        sorted = true;
    }

    private void merge(int from, int middle, int end) {
        if (order[middle - 1] < order[middle]) {
            return;
        }
        int left = middle - from;
        System.arraycopy(order, from, spare, 0, left);
        int i = 0;
        int right = middle;
        int to = from;
        while (i < left) {
            order[to++] = right < end && order[right] < spare[i] ? order[right++] : spare[i++];
        }
    }
}

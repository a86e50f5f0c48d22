package io.sluice.processor.tailsampling;

import java.util.Arrays;

/** Numbers in a row. Keeps its array when cleared. Threads: one at a time. */
final class IntList {

    private int[] array = new int[16];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    /** Takes the last one out. */
    int removeLast() {
        return array[--size];
    }

    int size() {
        return size;
    }

    int get(int i) {
        return array[i];
    }

    void set(int i, int value) {
        array[i] = value;
    }

    void add(int value) {
        if (size == array.length) {
            array = Arrays.copyOf(array, 2 * size);
        }
        array[size++] = value;
    }

    /** Where a number stands first, or -1. */
    int indexOf(int value) {
        for (int i = 0; i < size; i++) {
            if (array[i] == value) {
                return i;
            }
        }
        return -1;
    }

    void clear() {
        size = 0;
    }
}

package io.sluice.regex;

import java.util.Arrays;

/**
 * The states that an {@link Automaton} has made so far. A state is a list of instructions that wait for text, with the kind of the code point
 * that led here and whether a match ended before it. Bounded: when it is full, all states are forgotten, and are made anew as they are needed.
 *
 * <p>A state is named by where its row begins in {@link #rows}. A row holds, by class of code points, the state that follows: 0 if that is not
 * known yet, and with the sign bit set if the state needs a look at its {@link #flags}.
 */
final class StateTable {

    static final int MATCH = 1; // a match ended before the last code point
    static final int DEAD = 2; // no match ends behind it
    static final int IDLE = 4; // nothing has begun to match

    static final int NEEDS_LOOK = Integer.MIN_VALUE;
    static final int NAME = Integer.MAX_VALUE;

    /** How many cells all rows may have by default, and how many instructions all lists: half a megabyte each. */
    static final int MOST = 1 << 17;

    private final int shift; // of a state's number to its name
    private final int mostStates;
    private final int mostInstructions;

    private int[] rows;
    private byte[] flags = new byte[8];
    private byte[] kinds = new byte[8];
    private int[] hashes = new int[8];
    private int[] listEnds = new int[8]; // by number: where the state's list ends, and the next one's begins
    private int[] lists = new int[64];
    private int[] numbers = new int[32]; // open hashing
    private int states = 1; // number 0 means none
    private int flushes;

    /**
     * A table without states.
     *
     * @param symbols how many classes there are, with the end of the text
     * @param longest how many instructions a state can hold
     * @param most cells, and instructions; a few states are always held
     */
    StateTable(int symbols, int longest, int most) {
        shift = 32 - Integer.numberOfLeadingZeros(symbols - 1);
        mostStates = Math.max(8, most >> shift);
        mostInstructions = Math.max(most, 4 * longest);
        rows = new int[8 << shift];
    }

    int[] rows() {
        return rows;
    }

    int flags(int state) {
        return flags[state >> shift];
    }

    int kind(int state) {
        return kinds[state >> shift];
    }

    int listFrom(int state) {
        return listEnds[(state >> shift) - 1];
    }

    int listEnd(int state) {
        return listEnds[state >> shift];
    }

    int[] lists() {
        return lists;
    }

    /** How often all states were forgotten. */
    int flushes() {
        return flushes;
    }

    /** The name of a state, which is made if it isn't there; with {@link #NEEDS_LOOK}. All others may be forgotten. */
    int intern(int[] list, int length, int kind, int flag) {
        int hash = 31 * kind + flag;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + list[i];
        }
        hash ^= hash >>> 15;
        int mask = numbers.length - 1;
        int slot = hash & mask;
        for (int number; (number = numbers[slot]) != 0; slot = (slot + 1) & mask) {
            if (hashes[number] == hash && isState(number, list, length, kind, flag)) {
                return name(number);
            }
        }
        if (states == mostStates || listEnds[states - 1] + length > mostInstructions) {
            forget();
            slot = hash & (numbers.length - 1);
        }
        return add(list, length, kind, flag, hash, slot);
    }

    private int name(int number) {
        return number << shift | (flags[number] == 0 ? 0 : NEEDS_LOOK);
    }

    private boolean isState(int number, int[] list, int length, int kind, int flag) {
        return kinds[number] == kind
                && flags[number] == flag
                && Arrays.equals(lists, listEnds[number - 1], listEnds[number], list, 0, length);
    }

    private int add(int[] list, int length, int kind, int flag, int hash, int slot) {
        grow(length);
        int number = states++;
        kinds[number] = (byte) kind;
        flags[number] = (byte) flag;
        hashes[number] = hash;
        System.arraycopy(list, 0, lists, listEnds[number - 1], length);
        listEnds[number] = listEnds[number - 1] + length;
        numbers[slot] = number;
        if (2 * states > numbers.length) {
            rehash();
        }
        return name(number);
    }

    private void grow(int length) {
        if (states == flags.length) {
            int capacity = Math.min(mostStates, 2 * states);
            rows = Arrays.copyOf(rows, capacity << shift);
            flags = Arrays.copyOf(flags, capacity);
            kinds = Arrays.copyOf(kinds, capacity);
            hashes = Arrays.copyOf(hashes, capacity);
            listEnds = Arrays.copyOf(listEnds, capacity);
        }
        int needed = listEnds[states - 1] + length;
        if (needed > lists.length) {
            lists = Arrays.copyOf(lists, Math.min(mostInstructions, Math.max(2 * lists.length, needed)));
        }
    }

    private void rehash() {
        numbers = new int[2 * numbers.length];
        int mask = numbers.length - 1;
        for (int number = 1; number < states; number++) {
            int slot = hashes[number] & mask;
            while (numbers[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            numbers[slot] = number;
        }
    }

    private void forget() {
        Arrays.fill(rows, 0, states << shift, 0);
        Arrays.fill(numbers, 0);
        states = 1;
        flushes++;
    }
}

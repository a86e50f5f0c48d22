package io.sluice.regex;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the places of groups by following all ways through a program at once, each with its own notes of places. Slow, but its time is bounded
 * by the text times the program. One thread.
 */
final class Pike {

    private final Program program;
    private final Alphabet alphabet;
    private final Members members;
    private final Budget budget;
    private final int slots;
    private Threads current;
    private Threads next;
    private final int[] stack;
    private final int[] scratch;
    private final int[] found;

    Pike(Program program, Alphabet alphabet, Members members, int groups, Budget budget) {
        this.budget = budget;
        this.program = program;
        this.alphabet = alphabet;
        this.members = members;
        slots = 2 * (groups + 1);
        current = new Threads(program.size(), slots);
        next = new Threads(program.size(), slots);
        stack = new int[3 * program.size() + 3];
        scratch = new int[slots];
        found = new int[slots];
    }

    /** Threads in the order of their preference, and what each has noted. */
    private static final class Threads {
        final int[] dense;
        final int[] sparse;
        final int[] notes;
        int size;

        Threads(int most, int slots) {
            dense = new int[most];
            sparse = new int[most];
            notes = new int[most * slots];
        }

        boolean add(int instruction) {
            int rank = sparse[instruction];
            if (rank < size && dense[rank] == instruction) {
                return false;
            }
            sparse[instruction] = size;
            dense[size++] = instruction;
            return true;
        }
    }

    /**
     * Follows a text from where a match begins.
     *
     * @return the places of the match and its groups, valid until the next search; null if there is no match
     */
    int @Nullable [] search(byte[] array, int from, int end, int at) {
        boolean matched = false;
        current.size = 0;
        int place = at;
        int before = at == from ? Look.EDGE : Look.kindOf(array[at - 1]);
        while (true) {
            int decoded = place < end ? Utf8.decode(array, place, end) : 0;
            int behind = place < end ? Look.kindOf(decoded >> 3) : Look.EDGE;
            if (place == at) {
                Arrays.fill(scratch, -1);
                scratch[0] = place;
                follow(current, program.start, place, before, behind);
            }
            if (current.size == 0) {
                break;
            }
            budget.spend(current.size);
            matched |= step(decoded >> 3, place, place < end);
            if (place == end) {
                break;
            }
            place += decoded & 7;
            before = behind;
            int following = place < end ? Look.kindOf(Utf8.decode(array, place, end) >> 3) : Look.EDGE;
            close(place, before, following);
        }
        return matched ? found : null;
    }

    /** Lets all threads take a code point; those behind one that matched are given up. */
    private boolean step(int c, int place, boolean more) {
        int symbol = more ? alphabet.classOf(c) : -1;
        next.size = 0;
        for (int rank = 0; rank < current.size; rank++) {
            int instruction = current.dense[rank];
            if (program.operations[instruction] == Program.MATCH) {
                System.arraycopy(current.notes, rank * slots, found, 0, slots);
                found[1] = place;
                return true;
            }
            if (more
                    && program.operations[instruction] == Program.CHARS
                    && members.contains(program.arguments[instruction], symbol)
                    && next.add(instruction)) {
                System.arraycopy(current.notes, rank * slots, next.notes, (next.size - 1) * slots, slots);
            }
        }
        return false;
    }

    /** From the instructions that took text to those that want some. */
    private void close(int place, int before, int behind) {
        Threads taken = next;
        next = current;
        current = taken;
        next.size = 0;
        for (int rank = 0; rank < taken.size; rank++) {
            System.arraycopy(taken.notes, rank * slots, scratch, 0, slots);
            follow(next, program.outs[taken.dense[rank]], place, before, behind);
        }
        current = next;
        next = taken;
    }

    private void follow(Threads threads, int first, int place, int before, int behind) {
        int depth = 0;
        stack[depth++] = first;
        while (depth > 0) {
            int instruction = stack[--depth];
            if (instruction < 0) { // a note to take back
                scratch[~instruction] = stack[--depth];
                continue;
            }
            if (!threads.add(instruction)) {
                continue;
            }
            switch (program.operations[instruction]) {
                case Program.FORK -> {
                    stack[depth++] = program.others[instruction];
                    stack[depth++] = program.outs[instruction];
                }
                case Program.SAVE -> {
                    int slot = program.arguments[instruction];
                    stack[depth++] = scratch[slot];
                    stack[depth++] = ~slot;
                    stack[depth++] = program.outs[instruction];
                    scratch[slot] = place;
                }
                case Program.LOOK -> {
                    if (program.look(instruction).holds(before, behind)) {
                        stack[depth++] = program.outs[instruction];
                    }
                }
                default -> System.arraycopy(scratch, 0, threads.notes, (threads.size - 1) * slots, slots);
            }
        }
    }
}

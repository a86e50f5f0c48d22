package io.sluice.regex;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the places of groups by trying one way through a program after the other, never from the same instruction and place twice. Faster than
 * {@link Pike} where these are few. One thread.
 */
final class Backtracker {

    private static final int MOST_BITS = 1 << 18;

    private final Program program;
    private final Alphabet alphabet;
    private final Members members;
    private final Budget budget;
    private final int[] found;
    private long[] tried = new long[16];
    private int[] stack =
            new int[64]; // pairs: an instruction and a place, or the complement of a slot and what it held
    private int depth;

    Backtracker(Program program, Alphabet alphabet, Members members, int groups, Budget budget) {
        this.program = program;
        this.alphabet = alphabet;
        this.members = members;
        this.budget = budget;
        found = new int[2 * (groups + 1)];
    }

    boolean takes(int length) {
        return (length + 1L) * program.size() <= MOST_BITS;
    }

    /**
     * Finds the groups of a match whose place is known.
     *
     * @return the places, valid until the next search; null if there is no match there
     */
    int @Nullable [] search(byte[] array, int from, int end, int start, int behind) {
        int words = ((behind - start + 1) * program.size() + 63) >> 6;
        if (words > tried.length) {
            tried = new long[words];
        } else {
            Arrays.fill(tried, 0, words, 0);
        }
        Arrays.fill(found, -1);
        found[0] = start;
        found[1] = behind;
        depth = 0;
        push(program.start, start);
        int visits = 0;
        while (depth > 0) {
            int place = stack[--depth];
            int instruction = stack[--depth];
            if (instruction < 0) {
                found[~instruction] = place;
                continue;
            }
            while (instruction >= 0 && isNew(instruction, place - start)) {
                visits++;
                int out = program.outs[instruction];
                switch (program.operations[instruction]) {
                    case Program.FORK -> push(program.others[instruction], place);
                    case Program.SAVE -> {
                        int slot = program.arguments[instruction];
                        push(~slot, found[slot]);
                        found[slot] = place;
                    }
                    case Program.LOOK -> out = holds(instruction, array, from, end, place) ? out : -1;
                    case Program.CHARS -> {
                        int width = place < behind ? width(instruction, array, place, end) : 0;
                        out = width == 0 ? -1 : out;
                        place += width;
                    }
                    default -> {
                        if (place == behind) {
                            budget.spend(visits);
                            return found;
                        }
                        out = -1;
                    }
                }
                instruction = place > behind ? -1 : out;
            }
        }
        budget.spend(visits);
        return null;
    }

    private boolean isNew(int instruction, int offset) {
        int bit = offset * program.size() + instruction;
        long word = tried[bit >> 6];
        tried[bit >> 6] = word | 1L << bit;
        return (word >>> bit & 1) == 0;
    }

    private void push(int instruction, int place) {
        if (depth + 2 > stack.length) {
            stack = Arrays.copyOf(stack, 2 * stack.length);
        }
        stack[depth++] = instruction;
        stack[depth++] = place;
    }

    private boolean holds(int instruction, byte[] array, int from, int end, int place) {
        int before = place == from ? Look.EDGE : Look.kindOf(array[place - 1]);
        return program.look(instruction).holds(before, place == end ? Look.EDGE : Look.kindOf(array[place]));
    }

    /** How many bytes an instruction takes, 0 if it doesn't fit. */
    private int width(int instruction, byte[] array, int place, int end) {
        int decoded = Utf8.decode(array, place, end);
        int symbol = alphabet.classOf(decoded >> 3);
        return members.contains(program.arguments[instruction], symbol) ? decoded & 7 : 0;
    }
}

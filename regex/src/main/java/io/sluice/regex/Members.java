package io.sluice.regex;

import java.util.Arrays;

/** Which classes of an {@link Alphabet} belong to which sets of a {@link Program}. Immutable. */
final class Members {

    private final long[] bits;
    private final int words; // of a set

    Members(Program program, Alphabet alphabet) {
        words = (alphabet.size() + 63) >> 6;
        bits = new long[words * program.sets.size()];
        long[] order = new long[alphabet.size()]; // symbols by their samples
        for (int symbol = 0; symbol < order.length; symbol++) {
            order[symbol] = (long) alphabet.sample(symbol) << 32 | symbol;
        }
        Arrays.sort(order);
        for (int set = 0; set < program.sets.size(); set++) {
            add(set, program.sets.get(set), order);
        }
    }

    private void add(int number, CharSet set, long[] order) {
        for (int range = 0; range < set.ranges(); range++) {
            int place = Arrays.binarySearch(order, (long) set.low(range) << 32);
            for (int i = place < 0 ? ~place : place; i < order.length && order[i] >>> 32 <= set.high(range); i++) {
                int symbol = (int) order[i];
                bits[number * words + (symbol >> 6)] |= 1L << symbol;
            }
        }
    }

    boolean contains(int set, int symbol) {
        return (bits[set * words + (symbol >> 6)] >>> symbol & 1) != 0;
    }
}

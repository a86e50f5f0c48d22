package io.sluice.regex;

/** Which classes of an {@link Alphabet} belong to which sets of a {@link Program}. Immutable. */
final class Members {

    private final long[] bits;
    private final int words; // of a set

    Members(Program program, Alphabet alphabet) {
        words = (alphabet.size() + 63) >> 6;
        bits = new long[words * program.sets.size()];
        for (int set = 0; set < program.sets.size(); set++) {
            for (int symbol = 0; symbol < alphabet.size(); symbol++) {
                if (program.sets.get(set).contains(alphabet.sample(symbol))) {
                    bits[set * words + (symbol >> 6)] |= 1L << symbol;
                }
            }
        }
    }

    boolean contains(int set, int symbol) {
        return (bits[set * words + (symbol >> 6)] >>> symbol & 1) != 0;
    }
}

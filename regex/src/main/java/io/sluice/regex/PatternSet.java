package io.sluice.regex;

import java.util.ArrayList;
import java.util.List;

/**
 * Several patterns, to tell with one look at a text which of them need one of their own: a text that lacks a byte that every match of a pattern
 * holds has no match. Most short texts lack one for every pattern.
 *
 * <p>Immutable; may be shared.
 */
public final class PatternSet {

    /** How many patterns a set can hold. */
    public static final int MOST = 64;

    private static final double RARE = 0.3; // sets of bytes that are more frequent tell nothing

    private final long[] seenBy = new long[256]; // by byte: the wanted sets that it is a member of
    private final long[] wanted; // by pattern
    private final int[] shortest; // by pattern

    private PatternSet(List<Pattern> patterns) {
        List<ByteSet> sets = new ArrayList<>();
        wanted = new long[patterns.size()];
        shortest = new int[patterns.size()];
        for (int i = 0; i < wanted.length; i++) {
            shortest[i] = patterns.get(i).extent().fewest();
            for (ByteSet set : patterns.get(i).required()) {
                int number = sets.indexOf(set);
                if (number < 0 && sets.size() < Long.SIZE && Frequencies.of(set) < RARE) {
                    number = sets.size();
                    sets.add(set);
                }
                wanted[i] |= number < 0 ? 0 : 1L << number;
            }
        }
        for (int value = 0; value < 256; value++) {
            for (int number = 0; number < sets.size(); number++) {
                seenBy[value] |= sets.get(number).contains(value) ? 1L << number : 0;
            }
        }
    }

    /**
     * A set of patterns.
     *
     * @throws IllegalArgumentException if there are more than {@link #MOST}
     */
    public static PatternSet of(List<Pattern> patterns) {
        if (patterns.size() > MOST) {
            throw new IllegalArgumentException("more than " + MOST + " patterns");
        }
        return new PatternSet(patterns);
    }

    /** The patterns that may have a match in a text: a bit for each, the lowest for the first. The others have none. */
    public long mayMatch(byte[] array, int from, int end) {
        long seen = 0;
        for (int i = from; i < end; i++) {
            seen |= seenBy[array[i] & 0xFF];
        }
        long may = 0;
        for (int i = 0; i < wanted.length; i++) {
            if ((wanted[i] & ~seen) == 0 && end - from >= shortest[i]) {
                may |= 1L << i;
            }
        }
        return may;
    }
}

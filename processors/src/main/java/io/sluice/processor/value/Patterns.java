package io.sluice.processor.value;

import io.sluice.api.config.Problems;
import io.sluice.regex.Matcher;
import io.sluice.regex.Pattern;
import io.sluice.regex.PatternException;
import java.util.Collection;

/** Regular expressions of a configuration. */
public final class Patterns {

    /** Most characters that are shown on each side of what is wrong. */
    private static final int SHOWN = 60;

    /** What a pattern takes besides its instructions, of 100 bytes or so each. */
    private static final int OWN_SIZE = 40;

    /** Most that patterns of one component may take together: some 5 MB. */
    private static final int MOST_SIZE = 50_000;

    /** Cells of the tables of all matchers of a thread together. */
    private static final int MOST_CELLS = 1 << 20;

    private static final int LEAST_CELLS = 1 << 10;

    private Patterns() {}

    private static String before(String pattern, int index) {
        return index <= SHOWN ? pattern.substring(0, index) : "..." + pattern.substring(index - SHOWN, index);
    }

    private static String behind(String pattern, int index) {
        return pattern.length() - index <= SHOWN
                ? pattern.substring(index)
                : pattern.substring(index, index + SHOWN) + "...";
    }

    /** Reports what is wrong with an expression; true if nothing is. */
    public static boolean check(Problems problems, String key, String pattern) {
        try {
            Pattern.compile(pattern);
            return true;
        } catch (PatternException e) {
            int index = Math.min(Math.max(e.index(), 0), pattern.length());
            String marked = before(pattern, index) + " >>> " + behind(pattern, index);
            problems.error(
                    key,
                    "is no pattern: " + e.getMessage() + ", at character " + index + ": " + marked,
                    "Write it in the syntax of RE2, which is Go's.");
            return false;
        }
    }

    /**
     * Reports if patterns are too large together.
     *
     * @param patterns those that are wrong count nothing, as they are reported by {@link #check}
     */
    public static void checkSize(Problems problems, String key, Collection<String> patterns) {
        long size = 0;
        for (String pattern : patterns) {
            size += OWN_SIZE + size(pattern);
            if (size > MOST_SIZE) {
                problems.error(
                        key,
                        "has patterns that are too large together: " + patterns.size() + " patterns, "
                                + MOST_SIZE / OWN_SIZE + " small ones are the most",
                        "Join some of them, or name texts instead of patterns.");
                return;
            }
        }
    }

    private static int size(String pattern) {
        try {
            return Pattern.compile(pattern).size();
        } catch (PatternException _) {
            return 0;
        }
    }

    /**
     * A matcher of one pattern of several, for one thread; all of them together take a bounded memory.
     *
     * @param ofHowMany of a component
     * @throws IllegalArgumentException if {@link #check} finds the pattern wrong
     */
    public static Matcher matcher(String pattern, int ofHowMany) {
        return compile(pattern).matcher(Math.max(LEAST_CELLS, MOST_CELLS / Math.max(1, ofHowMany)));
    }

    /**
     * Compiles an expression.
     *
     * @throws IllegalArgumentException if {@link #check} finds it wrong
     */
    public static Pattern compile(String pattern) {
        try {
            return Pattern.compile(pattern);
        } catch (PatternException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

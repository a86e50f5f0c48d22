package io.sluice.processor.value;

import io.sluice.api.config.Problems;
import io.sluice.regex.Pattern;
import io.sluice.regex.PatternException;

/** Regular expressions of a configuration. */
public final class Patterns {

    private Patterns() {}

    /** Reports what is wrong with an expression; true if nothing is. */
    public static boolean check(Problems problems, String key, String pattern) {
        try {
            Pattern.compile(pattern);
            return true;
        } catch (PatternException e) {
            int index = Math.min(Math.max(e.index(), 0), pattern.length());
            String marked = pattern.substring(0, index) + " >>> " + pattern.substring(index);
            problems.error(
                    key,
                    "is no pattern: " + e.getMessage() + ", at character " + index + ": " + marked,
                    "Write it in the syntax of RE2, which is Go's.");
            return false;
        }
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

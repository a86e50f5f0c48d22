package io.sluice.processor.pii;

import io.sluice.regex.PatternException;

/** Errors in regular expressions, as a user wants to see them. */
final class Patterns {

    private static final int CONTEXT = 24;

    private Patterns() {}

    /** What is wrong, and where. */
    static String describe(String pattern, PatternException e) {
        int index = Math.clamp(e.index(), 0, pattern.length());
        String before = pattern.substring(Math.max(0, index - CONTEXT), index);
        return "bad pattern: " + e.getMessage() + " at character " + (index + 1)
                + (before.isEmpty() ? "" : ", behind " + before);
    }
}

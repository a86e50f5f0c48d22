package io.sluice.regex;

import org.jspecify.annotations.Nullable;

/** An expression while it is read. */
final class Source {

    private final String text;
    private int at;

    Source(String text) throws PatternException {
        this.text = text;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                throw new PatternException("half a surrogate pair is no character", i);
            }
        }
    }

    boolean isAtEnd() {
        return at == text.length();
    }

    int at() {
        return at;
    }

    void back(int place) {
        at = place;
    }

    /** The next code point, -1 at the end. */
    int peek() {
        return isAtEnd() ? -1 : text.codePointAt(at);
    }

    int next() {
        int c = text.codePointAt(at);
        at += Character.charCount(c);
        return c;
    }

    boolean startsWith(String prefix) {
        return text.startsWith(prefix, at);
    }

    /** Goes past a prefix if it is there. */
    boolean take(String prefix) {
        boolean there = startsWith(prefix);
        at += there ? prefix.length() : 0;
        return there;
    }

    /** Takes what comes before a delimiter, and the delimiter; null if there is none. */
    @Nullable
    String takeUntil(String delimiter) {
        int end = text.indexOf(delimiter, at);
        if (end < 0) {
            return null;
        }
        String taken = text.substring(at, end);
        at = end + delimiter.length();
        return taken;
    }

    /** What is wrong with what lies between a place and here. */
    PatternException wrong(String message, int from) {
        return new PatternException(message + " " + text.substring(from, at), from);
    }
}

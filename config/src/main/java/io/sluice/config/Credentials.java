package io.sluice.config;

import java.util.regex.Pattern;

/**
 * User names and passwords inside other text: {@code https://user:password@host}. Keys that take such text are no secrets, but what
 * stands before the {@code @} is. Rather hides too much.
 */
final class Credentials {

    private static final String SCHEME_END = "://";
    private static final String MASK = "***";
    private static final Pattern WITHOUT_SCHEME = Pattern.compile("[^\\s\"]*:[^\\s\"]*@");

    private Credentials() {}

    /** The text without them. */
    static String masked(String text) {
        int at = text.lastIndexOf('@');
        if (at < 0) {
            return text;
        }
        int scheme = text.indexOf(SCHEME_END);
        return scheme >= 0 && scheme < at
                ? text.substring(0, scheme + SCHEME_END.length()) + MASK + text.substring(at)
                : WITHOUT_SCHEME.matcher(text).replaceAll(MASK + "@");
    }

    /** Whether there are any. */
    static boolean areIn(String text) {
        return !masked(text).equals(text);
    }
}

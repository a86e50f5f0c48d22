package io.sluice.config;

import io.sluice.config.Value.Scalar;

/** Finds {@code $NAME}, which older Collectors replaced and present ones don't. */
final class Bare {

    private Bare() {}

    /** Warns of the first one. Its name is told only if it is all of the value: amid other text it might be a piece of a password. */
    static void warn(Scalar scalar, String path, Reporter reporter) {
        String text = scalar.text();
        int begin = find(text);
        if (begin < 0) {
            return;
        }
        int end = begin;
        while (end < text.length() && isNamePart(text.charAt(end))) {
            end++;
        }
        String name = begin == 1 && end == text.length() ? text.substring(begin) : "NAME";
        reporter.warning(
                scalar.place(),
                path,
                "$" + name + " is taken as text",
                "Write ${env:" + name + "} for the environment variable, or $$ for a dollar.");
    }

    /** Where the first name behind a single dollar, or an odd number of them, begins; -1 if there is none. */
    private static int find(String text) {
        int dollars = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (dollars % 2 == 1 && isNamePart(c) && !Character.isDigit(c)) {
                return i;
            }
            dollars = c == '$' ? dollars + 1 : 0;
        }
        return -1;
    }

    private static boolean isNamePart(char c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || c == '_');
    }
}

package io.sluice.config;

import io.sluice.config.Value.Scalar;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds {@code $NAME}, which older Collectors replaced and present ones don't. */
final class Bare {

    private static final Pattern NAME = Pattern.compile("(?<!\\$)(?:\\$\\$)*\\$([A-Za-z_][A-Za-z0-9_]*)");

    private Bare() {}

    /** Warns of the first one. Its name is told only if it is all of the value: amid other text it might be a piece of a password. */
    static void warn(Scalar scalar, String path, Reporter reporter) {
        Matcher matcher = NAME.matcher(scalar.text());
        if (!matcher.find()) {
            return;
        }
        String name = matcher.start() == 0 && matcher.end() == scalar.text().length() ? matcher.group(1) : "NAME";
        reporter.warning(
                scalar.place(),
                path,
                "$" + name + " is taken as text",
                "Write ${env:" + name + "} for the environment variable, or $$ for a dollar.");
    }
}

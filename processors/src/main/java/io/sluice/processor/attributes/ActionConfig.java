package io.sluice.processor.attributes;

import io.sluice.api.config.Checked;
import io.sluice.api.config.Default;
import io.sluice.api.config.Problems;
import io.sluice.processor.value.Patterns;
import io.sluice.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One thing to do with attributes.
 *
 * @param key key of the attribute that it is about; {@code delete} and {@code hash} can do with a {@code pattern}
 * @param action what to do
 * @param value the value to write, of any type
 * @param fromAttribute key of the attribute whose value to write; without that attribute nothing is done
 * @param fromContext what to write of the request: {@code metadata.NAME}, the values of a header, joined by {@code ;} (the receiver needs
 *     {@code include_metadata}); {@code client.address}; {@code auth.subject}, the name in the client's certificate; anything else is a
 *     header. Without that nothing is done
 * @param defaultValue the value to write where the one that {@code value}, {@code from_attribute} or {@code from_context} names is not there
 * @param pattern for {@code delete} and {@code hash}: what matches anywhere in a key; for {@code extract}: what is looked for in the value,
 *     all of whose groups have names. RE2, as in Go
 * @param convertedType for {@code convert}: the type to make of the value
 */
public record ActionConfig(
        @Default("\"\"") String key,
        Action action,
        @Nullable Object value,
        @Default("\"\"") String fromAttribute,
        @Default("\"\"") String fromContext,
        @Nullable Object defaultValue,
        @Default("\"\"") String pattern,
        @Nullable ConvertedType convertedType)
        implements Checked {

    /** What to do. */
    public enum Action {
        /** Writes an attribute unless it is there. */
        INSERT,
        /** Writes an attribute if it is there. */
        UPDATE,
        /** Writes an attribute. */
        UPSERT,
        /** Takes attributes away. */
        DELETE,
        /** Puts the SHA-256 of a value in its place, in hexadecimal digits. */
        HASH,
        /** Writes an attribute for each group of a pattern. */
        EXTRACT,
        /** Changes the type of a value if that is possible. */
        CONVERT
    }

    /** The type to make of a value. */
    public enum ConvertedType {
        /** Text. */
        STRING,
        /** A whole number. */
        INT,
        /** A number. */
        DOUBLE
    }

    private static final String REMOVE = "Remove it.";

    @Override
    public void check(Problems problems) {
        boolean byPattern = action == Action.DELETE || action == Action.HASH;
        if (key.isEmpty() && !(byPattern && !pattern.isEmpty())) {
            problems.error(
                    "",
                    "the action has no key" + (byPattern ? " and no pattern" : ""),
                    byPattern ? "Set key, pattern or both." : "Set key.");
        }
        switch (action) {
            case INSERT, UPDATE, UPSERT -> checkSources(problems);
            case DELETE, HASH -> checkHasNone(problems);
            case EXTRACT -> {
                checkHasNone(problems);
                if (pattern.isEmpty()) {
                    problems.error("", "extract needs a pattern", "Set pattern, with a name for each group.");
                }
            }
            case CONVERT -> {
                checkHasNone(problems);
                if (convertedType == null) {
                    problems.error("", "convert needs a type", "Set converted_type to string, int or double.");
                }
            }
        }
        checkPattern(problems);
        if (convertedType != null && action != Action.CONVERT) {
            problems.error("converted_type", "is for convert, not for " + name(), REMOVE);
        }
    }

    private String name() {
        return action.name().toLowerCase(java.util.Locale.ROOT);
    }

    private int sources() {
        return (value != null ? 1 : 0) + (fromAttribute.isEmpty() ? 0 : 1) + (fromContext.isEmpty() ? 0 : 1);
    }

    private void checkSources(Problems problems) {
        if (sources() == 0 && defaultValue == null) {
            problems.error(
                    "", name() + " has nothing to write", "Set value, from_attribute, from_context or default_value.");
        } else if (sources() > 1) {
            problems.error(
                    "", name() + " has several values to write", "Set one of value, from_attribute and from_context.");
        }
    }

    private void checkHasNone(Problems problems) {
        if (value != null) {
            problems.error("value", "is not for " + name(), REMOVE);
        }
        if (!fromAttribute.isEmpty()) {
            problems.error("from_attribute", "is not for " + name(), REMOVE);
        }
        if (!fromContext.isEmpty()) {
            if (action == Action.EXTRACT || action == Action.CONVERT) {
                problems.error("from_context", "is not for " + name(), REMOVE);
            } else {
                problems.warning("from_context", "has no effect on " + name(), REMOVE);
            }
        }
        if (defaultValue != null) {
            problems.warning("default_value", "has no effect on " + name(), REMOVE);
        }
    }

    private void checkPattern(Problems problems) {
        if (pattern.isEmpty()) {
            return;
        }
        boolean used = action == Action.DELETE || action == Action.HASH || action == Action.EXTRACT;
        if (!used) {
            problems.error("pattern", "is not for " + name(), REMOVE);
        } else if (Patterns.check(problems, "pattern", pattern) && action == Action.EXTRACT) {
            checkGroups(Patterns.compile(pattern), problems);
        }
    }

    private static void checkGroups(Pattern compiled, Problems problems) {
        if (compiled.groupCount() == 0) {
            problems.error("pattern", "has no group to extract", "Name what to extract: (?P<name>...).");
        }
        for (int group = 1; group <= compiled.groupCount(); group++) {
            if (compiled.groupNames().get(group - 1) == null) {
                problems.error(
                        "pattern", "has a group without a name, the " + group + ".", "Write (?P<name>...) or (?:...).");
                return;
            }
        }
    }
}

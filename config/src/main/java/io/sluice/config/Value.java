package io.sluice.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node of the configuration that knows where it was written. Immutable. */
sealed interface Value {

    /** Where it was written; for what a reference stood for, the reference. */
    Place place();

    /** The text that it was made from, if it came wholly from a {@code ${...}}: what a target of text takes. Else null. */
    @Nullable
    String original();

    /** What a scalar is by the rules of YAML. */
    enum Kind {
        NULL("nothing"),
        BOOL("a boolean"),
        INT("a whole number"),
        FLOAT("a number"),
        STRING("text");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /**
     * A scalar.
     *
     * @param text its text, quotes and escapes undone
     * @param arrived true if some of it came from a variable or file, so that it must not be shown
     */
    record Scalar(
            Place place, Kind kind, String text, @Nullable String original, boolean arrived) implements Value {}

    /** A list. */
    record Sequence(
            Place place, List<Value> items, @Nullable String original) implements Value {}

    /** A map, in the order written. */
    record Mapping(
            Place place,
            Map<String, Entry> entries,
            @Nullable String original) implements Value {

        /** The value of a key, or null. */
        @Nullable
        Value get(String key) {
            Entry entry = entries.get(key);
            return entry == null ? null : entry.value();
        }
    }

    /** A key's place and its value. */
    record Entry(Place keyPlace, Value value) {}

    /** True if nothing stands there. */
    default boolean isNull() {
        return this instanceof Scalar scalar && scalar.kind() == Kind.NULL;
    }

    /** What it is, for messages. */
    default String label() {
        return switch (this) {
            case Scalar scalar -> scalar.kind().label();
            case Sequence _ -> "a list";
            case Mapping _ -> "a map";
        };
    }
}

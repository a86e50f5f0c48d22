package io.sluice.config;

import io.sluice.api.Catalog;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.Factory;
import io.sluice.config.Value.Entry;
import io.sluice.config.Value.Kind;
import io.sluice.config.Value.Mapping;
import io.sluice.config.Value.Scalar;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Components that the Collector no longer has and that files in the field still name: {@code logging}, now {@code debug}. */
final class OldForms {

    private static final String OLD_LEVEL = "loglevel";
    private static final String NEW_LEVEL = "verbosity";

    private OldForms() {}

    /** The factory of what took an old type's place, or null. */
    static @Nullable Factory<?> replacement(ComponentKind kind, ComponentId id, Catalog catalog) {
        boolean old = kind == ComponentKind.EXPORTER && id.type().equals("logging");
        return old ? catalog.find(kind, "debug") : null;
    }

    /** The value as the replacement takes it; warns. */
    static Value current(Value value, Place place, String path, Factory<?> factory, Reporter reporter) {
        reporter.warning(
                place,
                path,
                "the Collector has removed the type; " + factory.type() + " is used",
                "Write " + factory.type() + ".");
        if (!(value instanceof Mapping mapping) || mapping.get(OLD_LEVEL) == null) {
            return value;
        }
        Map<String, Entry> entries = new LinkedHashMap<>(mapping.entries());
        Entry level = entries.remove(OLD_LEVEL);
        if (level != null && level.value() instanceof Scalar scalar) {
            String verbosity = scalar.text().equals("debug") ? "detailed" : "basic";
            Scalar replaced = new Scalar(scalar.place(), Kind.STRING, verbosity, null, false);
            entries.putIfAbsent(NEW_LEVEL, new Entry(level.keyPlace(), replaced));
        }
        return new Mapping(mapping.place(), Collections.unmodifiableMap(entries), null);
    }
}

package io.sluice.config;

import io.sluice.api.config.Problems;
import io.sluice.config.Value.Entry;
import io.sluice.config.Value.Mapping;
import io.sluice.config.Value.Sequence;
import org.jspecify.annotations.Nullable;

/** Finds the place of what a record complains about. */
final class PlacedProblems implements Problems {

    private final Reporter reporter;
    private final @Nullable Value value;
    private final Place place;
    private final String path;

    /**
     * @param value what the user wrote there, or null if nothing
     * @param place where to point if it is nothing
     */
    PlacedProblems(Reporter reporter, @Nullable Value value, Place place, String path) {
        this.reporter = reporter;
        this.value = value;
        this.place = place;
        this.path = path;
    }

    @Override
    public void error(String key, String what, String remedy) {
        PlacedProblems there = below(key);
        reporter.error(there.place, there.path, what, remedy);
    }

    @Override
    public void warning(String key, String what, String remedy) {
        PlacedProblems there = below(key);
        reporter.warning(there.place, there.path, what, remedy);
    }

    @Override
    public Problems at(String key) {
        return below(key);
    }

    @Override
    public boolean isSet(String key) {
        return below(key).value != null;
    }

    private PlacedProblems below(String key) {
        PlacedProblems there = this;
        for (String step : key.split(Nesting.SEPARATOR, -1)) {
            there = step.isEmpty() ? there : there.step(step);
        }
        return there;
    }

    private PlacedProblems step(String key) {
        String below = Nesting.join(path, key);
        if (value instanceof Mapping mapping) {
            Entry entry = mapping.entries().get(key);
            if (entry != null) {
                return new PlacedProblems(reporter, entry.value(), pointAt(entry), below);
            }
        } else if (value instanceof Sequence sequence) {
            int index = index(key);
            if (index >= 0 && index < sequence.items().size()) {
                Value item = sequence.items().get(index);
                return new PlacedProblems(reporter, item, item.place(), below);
            }
        }
        return new PlacedProblems(reporter, null, place, below);
    }

    private static int index(String key) {
        return key.length() <= 9 && key.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.parseInt(key) : -1;
    }

    /** A scalar itself; for what has several lines, its key. */
    static Place pointAt(Entry entry) {
        boolean inPlace = entry.value() instanceof Value.Scalar
                && !entry.value().isNull()
                && entry.value().place().line() > 0;
        return inPlace ? entry.value().place() : entry.keyPlace();
    }
}

package io.sluice.processor.pii;

import io.sluice.pdata.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where the walk is, as {@code log.body.user.email}, and whether that place is searched. Does nothing if everything is. Threads: one
 * worker's.
 */
final class PlacePath {

    private static final byte[] DOT = {'.'};

    private final boolean everywhere;
    private final PathPattern[] include;
    private final PathPattern[] exclude;
    private final Map<Place, byte[]> names = new EnumMap<>(Place.class);
    private final WireWriter path = new WireWriter(256);

    PlacePath(PiiConfig.Paths config) {
        everywhere = config.isEverywhere();
        include = patterns(config.include());
        exclude = patterns(config.exclude());
        for (Place place : Place.values()) {
            names.put(place, place.path().getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static PathPattern[] patterns(List<String> entries) {
        return entries.stream().map(PathPattern::new).toArray(PathPattern[]::new);
    }

    /** Goes to a place of its own. */
    void set(Place place) {
        if (!everywhere) {
            byte[] name = Objects.requireNonNull(names.get(place));
            path.reset().raw(name, 0, name.length);
        }
    }

    /**
     * Goes down to the value of a key.
     *
     * @return a mark for {@link #leave}
     */
    int enter(byte[] key, int from, int end) {
        if (everywhere) {
            return 0;
        }
        int mark = path.length();
        path.raw(DOT, 0, 1).raw(key, from, end - from);
        return mark;
    }

    void leave(int mark) {
        if (!everywhere) {
            path.truncate(mark);
        }
    }

    /** True if what is here is searched. */
    boolean isSearched() {
        return isSearched(path.array(), 0, path.length());
    }

    /** True if what is at a place is searched. */
    boolean isSearched(byte[] place, int from, int end) {
        return everywhere
                || ((include.length == 0 || matchesAny(include, place, from, end))
                        && !matchesAny(exclude, place, from, end));
    }

    private static boolean matchesAny(PathPattern[] patterns, byte[] place, int from, int end) {
        for (PathPattern pattern : patterns) {
            if (pattern.matches(place, from, end)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return new String(path.array(), 0, path.length(), StandardCharsets.UTF_8);
    }
}

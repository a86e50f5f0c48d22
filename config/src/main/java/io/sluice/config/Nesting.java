package io.sluice.config;

import io.sluice.config.Value.Entry;
import io.sluice.config.Value.Mapping;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Keys that stand for several levels, {@code a::b: 1}, and the merging of maps that they and several files make necessary. */
final class Nesting {

    /** Stands between the keys of a path. */
    static final String SEPARATOR = "::";

    /** Most levels: everything that goes down a configuration is recursive. */
    static final int MAX_DEPTH = 100;

    private Nesting() {}

    /** How many levels a key stands for beyond its own. */
    static int levels(String key) {
        int levels = 0;
        for (int at = key.indexOf(SEPARATOR); at >= 0; at = key.indexOf(SEPARATOR, at + SEPARATOR.length())) {
            levels++;
        }
        return levels;
    }

    /** A path one level further down. */
    static String join(String path, String key) {
        return path.isEmpty() ? key : key.isEmpty() ? path : path + SEPARATOR + key;
    }

    /**
     * Puts a value under a key that may hold separators.
     *
     * @param duplicate told the key and the first place of something that is there already
     */
    static void put(Map<String, Entry> entries, String key, Entry entry, BiConsumer<String, Place> duplicate) {
        int cut = key.indexOf(SEPARATOR);
        Entry added = entry;
        String head = key;
        if (cut > 0 && cut + SEPARATOR.length() < key.length()) {
            head = key.substring(0, cut);
            Map<String, Entry> below = new LinkedHashMap<>();
            put(below, key.substring(cut + SEPARATOR.length()), entry, duplicate);
            added = new Entry(
                    entry.keyPlace(), new Mapping(entry.keyPlace(), Collections.unmodifiableMap(below), null));
        }
        Entry present = entries.get(head);
        if (present == null) {
            entries.put(head, added);
        } else if (head.length() < key.length()
                && present.value() instanceof Mapping one
                && added.value() instanceof Mapping two
                && Collections.disjoint(one.entries().keySet(), two.entries().keySet())) {
            entries.put(head, new Entry(present.keyPlace(), merge(one, two)));
        } else {
            duplicate.accept(key, present.keyPlace());
        }
    }

    /** One map over another: maps are merged, everything else is replaced by the later, also by nothing. */
    static Mapping merge(Mapping earlier, Mapping later) {
        Map<String, Entry> entries = new LinkedHashMap<>(earlier.entries());
        later.entries().forEach((key, entry) -> {
            Entry present = entries.get(key);
            if (present != null && present.value() instanceof Mapping one && entry.value() instanceof Mapping two) {
                entries.put(key, new Entry(entry.keyPlace(), merge(one, two)));
            } else {
                entries.put(key, entry);
            }
        });
        return new Mapping(later.place(), Collections.unmodifiableMap(entries), null);
    }
}

package io.sluice.processor.attributes;

import io.sluice.processor.edit.AttributeKey;
import io.sluice.processor.edit.AttributeTable;
import io.sluice.processor.value.Patterns;
import io.sluice.regex.Matcher;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The attributes that an action is about: those of a key, and those whose key a pattern matches. Threads: one worker's. */
final class KeyMatch {

    private final AttributeKey key;
    private final @Nullable Matcher pattern;

    KeyMatch(ActionConfig config) {
        key = new AttributeKey(config.key());
        pattern = config.pattern().isEmpty()
                ? null
                : Patterns.compile(config.pattern()).matcher();
    }

    /** The key if it alone decides; null if there is a pattern. */
    @Nullable
    List<AttributeKey> keys() {
        return pattern == null ? List.of(key) : null;
    }

    /** The first one of the key from index {@code from} on; -1 if there is none. */
    int named(AttributeTable table, int from) {
        return table.find(from, key);
    }

    /** The first one that the pattern matches from index {@code from} on; -1 if there is none. */
    int matched(AttributeTable table, int from) {
        if (pattern == null) {
            return -1;
        }
        for (int i = from; i < table.size(); i++) {
            if (!table.isDeleted(i) && pattern.contains(table.keyArray(i), table.keyFrom(i), table.keyEnd(i))) {
                return i;
            }
        }
        return -1;
    }
}

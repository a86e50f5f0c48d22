package io.sluice.engine;

import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What instances of one component share, by component and type. Threads: any. */
final class SharedObjects {

    private record Key(ComponentKind kind, ComponentId id, Class<?> type) {}

    private final Map<Key, Object> objects = new ConcurrentHashMap<>();

    /** The object of that component and type; the first that asks makes it. */
    <T> T get(ComponentKind kind, ComponentId id, Class<T> type, Supplier<T> first) {
        return type.cast(objects.computeIfAbsent(new Key(kind, id, type), _ -> first.get()));
    }
}

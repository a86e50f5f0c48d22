package io.sluice.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The component types that a product knows. Listed by hand: no class path scanning, no service loading. */
public final class Catalog {

    private final List<Factory<?>> factories;
    private final Map<ComponentKind, Map<String, Factory<?>>> byType = new LinkedHashMap<>();

    public Catalog(List<Factory<?>> factories) {
        this.factories = List.copyOf(factories);
        for (ComponentKind kind : ComponentKind.values()) {
            byType.put(kind, new LinkedHashMap<>());
        }
        for (Factory<?> factory : factories) {
            put(factory, factory.type());
            factory.aliases().forEach(alias -> put(factory, alias));
        }
    }

    private void put(Factory<?> factory, String type) {
        Map<String, Factory<?>> types = byType.get(factory.kind());
        if (types == null || types.put(type, factory) != null) {
            throw new IllegalArgumentException(
                    "two factories of " + factory.kind().label() + " " + type);
        }
    }

    /** All factories, in the order listed. */
    public List<Factory<?>> factories() {
        return factories;
    }

    /** The factory of a type or alias, or null. */
    public @Nullable Factory<?> find(ComponentKind kind, String type) {
        Map<String, Factory<?>> types = byType.get(kind);
        return types == null ? null : types.get(type);
    }

    /** All type names of a kind, without aliases, in the order listed. */
    public List<String> types(ComponentKind kind) {
        List<String> types = new ArrayList<>();
        for (Factory<?> factory : factories) {
            if (factory.kind() == kind) {
                types.add(factory.type());
            }
        }
        return types;
    }
}

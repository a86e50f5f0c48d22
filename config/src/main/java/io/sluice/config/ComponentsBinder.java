package io.sluice.config;

import io.sluice.api.Catalog;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.Factory;
import io.sluice.config.Value.Entry;
import io.sluice.config.Value.Mapping;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Binds the components of one section, used or not. */
final class ComponentsBinder {

    private final Catalog catalog;
    private final Binder binder;
    private final Reporter reporter;

    ComponentsBinder(Catalog catalog, Binder binder, Reporter reporter) {
        this.catalog = catalog;
        this.binder = binder;
        this.reporter = reporter;
    }

    /**
     * A component that the user wrote.
     *
     * @param value what the user wrote
     * @param factory null if the type is unknown, which was reported
     * @param bound null if its configuration is wrong, which was reported
     */
    record Member(
            ComponentId id,
            Place place,
            Value value,
            @Nullable Factory<?> factory,
            @Nullable BoundComponent<?> bound) {}

    /** All of one kind, in the order written. */
    record Section(ComponentKind kind, List<Member> members) {

        boolean isEmpty() {
            return members.isEmpty();
        }

        /** The member with an id, or null. */
        @Nullable
        Member find(ComponentId id) {
            for (Member member : members) {
                if (member.id().equals(id)) {
                    return member;
                }
            }
            return null;
        }

        List<String> ids() {
            return members.stream().map(member -> member.id().toString()).toList();
        }

        /** Those that could be bound. */
        Map<ComponentId, BoundComponent<?>> bound() {
            Map<ComponentId, BoundComponent<?>> all = new LinkedHashMap<>();
            for (Member member : members) {
                BoundComponent<?> component = member.bound();
                if (component != null) {
                    all.put(member.id(), component);
                }
            }
            return Collections.unmodifiableMap(all);
        }
    }

    /** Binds a section; {@code value} is null if it is not there. */
    Section bind(ComponentKind kind, @Nullable Value value) {
        List<Member> members = new ArrayList<>();
        if (value instanceof Mapping mapping) {
            Map<ComponentId, Place> seen = new LinkedHashMap<>();
            mapping.entries().forEach((key, entry) -> {
                Member member = member(kind, key, entry, seen);
                if (member != null) {
                    members.add(member);
                }
            });
        } else if (value != null && !value.isNull()) {
            reporter.error(value.place(), kind.section(), "takes a map, not " + value.label(), "");
        }
        return new Section(kind, List.copyOf(members));
    }

    private @Nullable Member member(ComponentKind kind, String key, Entry entry, Map<ComponentId, Place> seen) {
        String path = Nesting.join(kind.section(), key);
        ComponentId id;
        try {
            id = Ids.component(key);
        } catch (Ids.InvalidIdException e) {
            reporter.error(entry.keyPlace(), path, e.what(), e.remedy());
            return null;
        }
        Place first = seen.putIfAbsent(id, entry.keyPlace());
        if (first != null) {
            reporter.error(entry.keyPlace(), path, "is there twice, first in line " + first.line(), "Remove one.");
            return null;
        }
        Factory<?> factory = catalog.find(kind, id.type());
        if (factory == null) {
            factory = OldForms.replacement(kind, id, catalog);
            if (factory == null) {
                unknownType(kind, id, entry.keyPlace(), path);
                return new Member(id, entry.keyPlace(), entry.value(), null, null);
            }
            Value current = OldForms.current(entry.value(), entry.keyPlace(), path, factory, reporter);
            return new Member(
                    id, entry.keyPlace(), current, factory, bound(id, factory, current, entry.keyPlace(), path));
        }
        Value value = entry.value();
        return new Member(id, entry.keyPlace(), value, factory, bound(id, factory, value, entry.keyPlace(), path));
    }

    private <C> @Nullable BoundComponent<C> bound(
            ComponentId id, Factory<C> factory, Value value, Place place, String path) {
        C config = binder.bind(factory.configType(), value, place, path);
        return config == null ? null : new BoundComponent<>(id, factory, config);
    }

    private void unknownType(ComponentKind kind, ComponentId id, Place place, String path) {
        List<String> types = catalog.types(kind).stream().sorted().toList();
        reporter.error(
                place,
                path,
                "there is no " + kind.label() + " of type \"" + id.type() + "\"",
                types.isEmpty() ? "This program has none." : "There are " + String.join(", ", types) + ".",
                Nearest.to(id.type(), types));
    }
}

package io.sluice.config;

import io.sluice.api.Catalog;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.config.Value.Mapping;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Binds the whole document: its sections, then what connects them. */
final class DocumentBinder {

    private final Catalog catalog;
    private final Map<String, String> resource;
    private final Reporter reporter;

    DocumentBinder(Catalog catalog, Map<String, String> resource, Reporter reporter) {
        this.catalog = catalog;
        this.resource = resource;
        this.reporter = reporter;
    }

    /** The top-level keys. */
    record Sections(
            @Nullable Value receivers,
            @Nullable Value processors,
            @Nullable Value exporters,
            @Nullable Value connectors,
            @Nullable Value extensions,
            @Nullable Value service) {}

    /** The configuration, or null if errors were reported. */
    @Nullable
    CollectorConfig bind(Mapping root) {
        Binder binder = new Binder(reporter);
        binder.bind(Sections.class, root, root.place(), "");
        ComponentsBinder components = new ComponentsBinder(catalog, binder, reporter);
        Map<ComponentKind, ComponentsBinder.Section> sections = new EnumMap<>(ComponentKind.class);
        for (ComponentKind kind : ComponentKind.values()) {
            sections.put(kind, components.bind(kind, root.get(kind.section())));
        }
        requireOne(ComponentKind.RECEIVER, sections, root);
        requireOne(ComponentKind.EXPORTER, sections, root);
        ServiceBinder services = new ServiceBinder(binder, reporter, sections, resource);
        ServiceConfig service = services.bind(root.entries().get("service"), root.place());
        if (service == null || reporter.failed()) {
            return null;
        }
        return new CollectorConfig(
                bound(sections, ComponentKind.RECEIVER),
                bound(sections, ComponentKind.PROCESSOR),
                bound(sections, ComponentKind.EXPORTER),
                bound(sections, ComponentKind.EXTENSION),
                service);
    }

    private void requireOne(ComponentKind kind, Map<ComponentKind, ComponentsBinder.Section> sections, Mapping root) {
        Value written = root.get(kind.section());
        boolean map = written == null || written.isNull() || written instanceof Mapping;
        if (map && section(sections, kind).isEmpty()) {
            reporter.error(root.place(), kind.section(), "there is none", "Configure at least one.");
        }
    }

    private static ComponentsBinder.Section section(
            Map<ComponentKind, ComponentsBinder.Section> sections, ComponentKind kind) {
        return sections.getOrDefault(kind, new ComponentsBinder.Section(kind, List.of()));
    }

    private static Map<ComponentId, BoundComponent<?>> bound(
            Map<ComponentKind, ComponentsBinder.Section> sections, ComponentKind kind) {
        return section(sections, kind).bound();
    }
}

package io.sluice.config;

import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.CustodyPoint;
import io.sluice.api.ExporterFactory;
import io.sluice.api.Factory;
import io.sluice.api.PipelineId;
import io.sluice.api.ProcessorFactory;
import io.sluice.api.ProcessorOrder;
import io.sluice.api.ReceiverFactory;
import io.sluice.api.config.Default;
import io.sluice.config.ComponentsBinder.Member;
import io.sluice.config.ComponentsBinder.Section;
import io.sluice.config.ServiceConfig.PipelineConfig;
import io.sluice.config.Value.Entry;
import io.sluice.config.Value.Mapping;
import io.sluice.config.Value.Sequence;
import io.sluice.pdata.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Binds the {@code service} section and checks that what it names exists, and that what exists is named. */
final class ServiceBinder {

    private static final String SERVICE = "service";
    private static final String PIPELINES = "pipelines";

    private final Binder binder;
    private final Reporter reporter;
    private final Map<ComponentKind, Section> sections;
    private final Map<String, String> resource;
    private final Set<Member> used = new HashSet<>();

    ServiceBinder(
            Binder binder, Reporter reporter, Map<ComponentKind, Section> sections, Map<String, String> resource) {
        this.binder = binder;
        this.reporter = reporter;
        this.sections = sections;
        this.resource = resource;
    }

    /** The keys of the section. */
    record ServiceKeys(
            @Nullable Value telemetry,
            @Default("[]") List<ComponentId> extensions,
            @Nullable Value pipelines,
            EngineConfig engine) {}

    /** The keys of a pipeline. */
    record PipelineKeys(
            @Default("[]") List<ComponentId> receivers,
            @Default("[]") List<ComponentId> processors,
            @Default("[]") List<ComponentId> exporters) {}

    /** The section, or null if errors were reported. */
    @Nullable
    ServiceConfig bind(@Nullable Entry entry, Place root) {
        if (entry == null) {
            reporter.error(root, SERVICE, "is required", "Add service with at least one pipeline.");
            return null;
        }
        Place place = entry.keyPlace();
        ServiceKeys keys = binder.bind(ServiceKeys.class, entry.value(), place, SERVICE);
        Mapping written = entry.value() instanceof Mapping mapping ? mapping : new Mapping(place, Map.of(), null);
        Map<PipelineId, PipelineConfig> pipelines = pipelines(written, place);
        if (keys != null) {
            references(
                    ComponentKind.EXTENSION, keys.extensions(), written.get("extensions"), null, "service::extensions");
        }
        TelemetryConfig telemetry =
                new TelemetryBinder(binder, reporter, resource).bind(written.get("telemetry"), place);
        if (!reporter.failed()) {
            warnOfUnused();
        }
        return keys == null || telemetry == null
                ? null
                : new ServiceConfig(telemetry, keys.extensions(), pipelines, keys.engine());
    }

    private Map<PipelineId, PipelineConfig> pipelines(Mapping service, Place place) {
        String path = Nesting.join(SERVICE, PIPELINES);
        Map<PipelineId, PipelineConfig> pipelines = new LinkedHashMap<>();
        Value value = service.get(PIPELINES);
        if (value instanceof Mapping mapping && !mapping.entries().isEmpty()) {
            mapping.entries().forEach((key, entry) -> pipeline(key, entry, Nesting.join(path, key), pipelines));
            if (pipelines.size() == mapping.entries().size()) {
                checkUse(pipelines);
                checkSenders(pipelines);
            }
        } else if (value == null || value.isNull() || value instanceof Mapping) {
            reporter.error(value == null ? place : value.place(), path, "there is none", "Add at least one pipeline.");
        } else {
            reporter.error(value.place(), path, "takes a map, not " + value.label(), "");
        }
        return Collections.unmodifiableMap(pipelines);
    }

    private void pipeline(String key, Entry entry, String path, Map<PipelineId, PipelineConfig> pipelines) {
        PipelineId id;
        try {
            id = Ids.pipeline(key);
        } catch (Ids.InvalidIdException e) {
            reporter.error(entry.keyPlace(), path, e.what(), e.remedy(), e.suggestion());
            return;
        }
        PipelineKeys keys = binder.bind(PipelineKeys.class, entry.value(), entry.keyPlace(), path);
        if (keys == null) {
            return;
        }
        Mapping written =
                entry.value() instanceof Mapping mapping ? mapping : new Mapping(entry.keyPlace(), Map.of(), null);
        members(ComponentKind.RECEIVER, keys.receivers(), written, entry.keyPlace(), id, path, true);
        members(ComponentKind.PROCESSOR, keys.processors(), written, entry.keyPlace(), id, path, false);
        checkOrder(keys.processors(), id);
        members(ComponentKind.EXPORTER, keys.exporters(), written, entry.keyPlace(), id, path, true);
        checkPatience(keys, id.signal());
        PipelineConfig config = new PipelineConfig(keys.receivers(), keys.processors(), keys.exporters());
        if (pipelines.putIfAbsent(id, config) != null) {
            reporter.error(entry.keyPlace(), path, "is there twice", "Remove one.");
        }
    }

    private void members(
            ComponentKind kind,
            List<ComponentId> ids,
            Mapping pipeline,
            Place place,
            PipelineId id,
            String path,
            boolean required) {
        Value written = pipeline.get(kind.section());
        String below = Nesting.join(path, kind.section());
        if (ids.isEmpty() && required) {
            Place where = written == null || written.isNull() ? place : written.place();
            reporter.error(where, below, "the pipeline has no " + kind.label(), "Name at least one.");
        }
        references(kind, ids, written, id, below);
    }

    private void references(
            ComponentKind kind,
            List<ComponentId> ids,
            @Nullable Value written,
            @Nullable PipelineId pipeline,
            String path) {
        Section section = section(kind);
        Set<ComponentId> seen = new HashSet<>();
        for (int i = 0; i < ids.size(); i++) {
            ComponentId id = ids.get(i);
            Place place = place(written, i);
            if (!seen.add(id)) {
                reporter.error(place, path, id + " is named twice", "Remove one.");
                continue;
            }
            Member member = section.find(id);
            if (member == null) {
                reporter.error(
                        place,
                        path,
                        "there is no " + kind.label() + " " + id,
                        "Configure it under " + kind.section() + ", or remove it here.",
                        Nearest.to(id.toString(), section.ids()));
                continue;
            }
            used.add(member);
            Factory<?> factory = member.factory();
            if (pipeline != null && factory != null && !factory.signals().containsKey(pipeline.signal())) {
                reporter.error(
                        place,
                        path,
                        id + " does not handle " + pipeline.signal().configName(),
                        "Remove it here.");
            } else if (pipeline != null && member.bound() != null) {
                check(member, member.bound(), pipeline);
            }
        }
    }

    private <C> void check(Member member, BoundComponent<C> bound, PipelineId pipeline) {
        if (bound.factory() instanceof ProcessorFactory<C> factory) {
            factory.check(bound.config(), pipeline, problems(member));
        }
    }

    private void checkUse(Map<PipelineId, PipelineConfig> pipelines) {
        for (Member member : section(ComponentKind.PROCESSOR).members()) {
            List<PipelineId> users = pipelines.entrySet().stream()
                    .filter(each -> each.getValue().processors().contains(member.id()))
                    .map(Map.Entry::getKey)
                    .toList();
            if (member.bound() != null && !users.isEmpty()) {
                checkUse(member, member.bound(), users);
            }
        }
    }

    private <C> void checkUse(Member member, BoundComponent<C> bound, List<PipelineId> users) {
        if (bound.factory() instanceof ProcessorFactory<C> factory) {
            factory.checkUse(bound.config(), users, problems(member));
        }
    }

    private Section section(ComponentKind kind) {
        return sections.getOrDefault(kind, new Section(kind, List.of()));
    }

    private PlacedProblems problems(Member processor) {
        return problems(ComponentKind.PROCESSOR, processor);
    }

    private PlacedProblems problems(ComponentKind kind, Member member) {
        String path = Nesting.join(kind.section(), member.id().toString());
        return new PlacedProblems(reporter, member.value(), member.place(), path);
    }

    /** Where a processor answers late, receivers must let senders wait for it. */
    private void checkPatience(PipelineKeys keys, Signal signal) {
        late(keys.processors(), signal).forEach((processor, point) -> {
            for (ComponentId receiver : keys.receivers()) {
                BoundComponent<?> bound = bound(ComponentKind.RECEIVER, receiver);
                Member member = member(ComponentKind.RECEIVER, receiver);
                if (bound != null && member != null) {
                    checkPatience(bound, point, processor, problems(ComponentKind.RECEIVER, member));
                }
            }
        });
    }

    /** Those of some processors that answer late, and when. */
    private Map<ComponentId, CustodyPoint> late(List<ComponentId> processors, Signal signal) {
        Map<ComponentId, CustodyPoint> late = new LinkedHashMap<>();
        for (ComponentId id : processors) {
            BoundComponent<?> bound = bound(ComponentKind.PROCESSOR, id);
            CustodyPoint point = bound == null ? null : bound.custody(signal);
            if (point != null && point.waitsForExporters()) {
                late.put(id, point);
            }
        }
        return late;
    }

    /** Exporters that send to a receiver of this very configuration have to wait as long as its pipelines take. */
    private void checkSenders(Map<PipelineId, PipelineConfig> pipelines) {
        pipelines.forEach((id, pipeline) -> {
            List<String> addresses = pipeline.receivers().stream()
                    .map(receiver -> bound(ComponentKind.RECEIVER, receiver))
                    .flatMap(receiver -> receiver == null ? Stream.of() : addresses(receiver).stream())
                    .toList();
            late(pipeline.processors(), id.signal())
                    .forEach((processor, point) -> checkSenders(pipelines, id.signal(), addresses, point, processor));
        });
    }

    private void checkSenders(
            Map<PipelineId, PipelineConfig> pipelines,
            Signal signal,
            List<String> addresses,
            CustodyPoint point,
            ComponentId processor) {
        Set<ComponentId> senders = new LinkedHashSet<>();
        pipelines.forEach((id, pipeline) -> {
            if (id.signal() == signal) {
                senders.addAll(pipeline.exporters());
            }
        });
        for (ComponentId sender : senders) {
            Member member = member(ComponentKind.EXPORTER, sender);
            BoundComponent<?> bound = bound(ComponentKind.EXPORTER, sender);
            if (member != null
                    && bound != null
                    && addresses(bound).stream()
                            .anyMatch(to -> addresses.stream().anyMatch(at -> Local.reaches(to, at)))) {
                checkPatience(bound, point, processor, problems(ComponentKind.EXPORTER, member));
            }
        }
    }

    private static <C> List<String> addresses(BoundComponent<C> bound) {
        return switch (bound.factory()) {
            case ReceiverFactory<C> factory -> factory.addresses(bound.config());
            case ExporterFactory<C> factory -> factory.addresses(bound.config());
            default -> List.of();
        };
    }

    private @Nullable Member member(ComponentKind kind, ComponentId id) {
        return section(kind).find(id);
    }

    private @Nullable BoundComponent<?> bound(ComponentKind kind, ComponentId id) {
        Member member = member(kind, id);
        return member == null ? null : member.bound();
    }

    private static <C> void checkPatience(
            BoundComponent<C> bound, CustodyPoint point, ComponentId processor, PlacedProblems problems) {
        Duration within = point.answersWithin();
        switch (bound.factory()) {
            case ReceiverFactory<C> factory ->
                factory.checkPatience(bound.config(), within, processor.toString(), problems);
            case ExporterFactory<C> factory ->
                factory.checkPatience(bound.config(), within, processor.toString(), problems);
            default -> {}
        }
    }

    private void checkOrder(List<ComponentId> ids, PipelineId pipeline) {
        Section section = section(ComponentKind.PROCESSOR);
        List<Member> members = new ArrayList<>();
        List<ProcessorOrder.Member> order = new ArrayList<>();
        for (ComponentId id : ids) {
            Member member = section.find(id);
            if (member == null || member.bound() == null) {
                return;
            }
            BoundComponent<?> bound = member.bound();
            members.add(member);
            order.add(new ProcessorOrder.Member(id, bound.factory().type(), bound.config()));
        }
        for (int i = 0; i < order.size(); i++) {
            Member member = members.get(i);
            if (member.bound() != null) {
                checkOrder(
                        member,
                        member.bound(),
                        new ProcessorOrder(pipeline, order.subList(0, i), order.subList(i + 1, order.size())));
            }
        }
    }

    private <C> void checkOrder(Member member, BoundComponent<C> bound, ProcessorOrder order) {
        if (bound.factory() instanceof ProcessorFactory<C> factory) {
            factory.checkOrder(bound.config(), order, problems(member));
        }
    }

    private static Place place(@Nullable Value written, int index) {
        return switch (written) {
            case null -> throw new IllegalArgumentException("an id that nobody wrote");
            case Sequence sequence -> sequence.items().get(index).place();
            default -> written.place();
        };
    }

    private void warnOfUnused() {
        for (Section section : sections.values()) {
            for (Member member : section.members()) {
                if (member.factory() != null && !used.contains(member)) {
                    boolean extension = section.kind() == ComponentKind.EXTENSION;
                    reporter.warning(
                            member.place(),
                            Nesting.join(section.kind().section(), member.id().toString()),
                            extension
                                    ? "service::extensions does not name it: it is not started"
                                    : "no pipeline uses it",
                            "Name it there, or remove it.");
                }
            }
        }
    }
}

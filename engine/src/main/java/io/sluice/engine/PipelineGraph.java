package io.sluice.engine;

import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.Consumer;
import io.sluice.api.Exporter;
import io.sluice.api.ExporterFactory;
import io.sluice.api.Extension;
import io.sluice.api.ExtensionFactory;
import io.sluice.api.PipelineId;
import io.sluice.api.Processor;
import io.sluice.api.ProcessorFactory;
import io.sluice.api.RateLimitedLog;
import io.sluice.api.Receiver;
import io.sluice.api.ReceiverFactory;
import io.sluice.config.BoundComponent;
import io.sluice.config.CollectorConfig;
import io.sluice.config.ServiceConfig.PipelineConfig;
import io.sluice.pdata.Signal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All components of a configuration, made and wired but not started: extensions, exporters, pipelines, receivers. A receiver or exporter
 * that several pipelines name is one instance; processors are made for each pipeline.
 */
final class PipelineGraph {

    private final Map<ComponentId, Extension> extensions = new LinkedHashMap<>();
    private final Map<ComponentId, Exporter> exporters = new LinkedHashMap<>();
    private final List<Pipeline> pipelines = new ArrayList<>();
    private final Map<ComponentId, Receiver> receivers = new LinkedHashMap<>();

    /**
     * Makes everything that the service section names; opens nothing.
     *
     * @param shared its map of extensions is filled here
     */
    static PipelineGraph build(
            CollectorConfig config,
            Pipeline.Bounds bounds,
            EngineContext.Shared shared,
            CustodyLedger custody,
            RateLimitedLog bugs) {
        PipelineGraph graph = new PipelineGraph();
        for (ComponentId id : config.service().extensions()) {
            graph.extensions.put(id, makeExtension(get(config.extensions(), id), shared));
        }
        shared.extensions().putAll(graph.extensions);
        Map<PipelineId, PipelineConfig> configured = config.service().pipelines();
        signals(configured, PipelineConfig::exporters)
                .forEach((id, signals) ->
                        graph.exporters.put(id, makeExporter(get(config.exporters(), id), signals, shared)));
        Map<ComponentId, Map<Signal, List<Consumer>>> doors = new LinkedHashMap<>();
        configured.forEach((id, pipeline) -> {
            List<Pipeline.Step> steps = new ArrayList<>();
            for (ComponentId processor : pipeline.processors()) {
                steps.add(new Pipeline.Step(processor, makeProcessor(get(config.processors(), processor), id, shared)));
            }
            Map<ComponentId, Exporter> ends = new LinkedHashMap<>();
            pipeline.exporters().forEach(exporter -> ends.put(exporter, get(graph.exporters, exporter)));
            Pipeline made = new Pipeline(id, steps, ends, bounds, shared, custody, bugs);
            graph.pipelines.add(made);
            pipeline.receivers()
                    .forEach(receiver -> doors.computeIfAbsent(receiver, _ -> new EnumMap<>(Signal.class))
                            .computeIfAbsent(id.signal(), _ -> new ArrayList<>())
                            .add(made.door()));
        });
        graph.pipelines.sort(Comparator.comparing(pipeline -> pipeline.id().signal()));
        doors.forEach((id, bySignal) -> {
            Map<Signal, Consumer> outputs = new EnumMap<>(Signal.class);
            bySignal.forEach((signal, consumers) -> outputs.put(signal, FanOut.of(consumers)));
            graph.receivers.put(id, makeReceiver(get(config.receivers(), id), outputs, shared));
        });
        return graph;
    }

    private static Map<ComponentId, Set<Signal>> signals(
            Map<PipelineId, PipelineConfig> pipelines,
            java.util.function.Function<PipelineConfig, List<ComponentId>> members) {
        Map<ComponentId, Set<Signal>> signals = new LinkedHashMap<>();
        pipelines.forEach((id, pipeline) -> members.apply(pipeline)
                .forEach(member -> signals.computeIfAbsent(member, _ -> EnumSet.noneOf(Signal.class))
                        .add(id.signal())));
        return signals;
    }

    private static <T> T get(Map<ComponentId, T> all, ComponentId id) {
        T found = all.get(id);
        if (found == null) {
            throw new IllegalArgumentException("unchecked configuration: nothing is configured as " + id);
        }
        return found;
    }

    private static <C> Extension makeExtension(BoundComponent<C> bound, EngineContext.Shared shared) {
        ExtensionFactory<C> factory = (ExtensionFactory<C>) bound.factory();
        return factory.create(new EngineContext(shared, ComponentKind.EXTENSION, bound.id()), bound.config());
    }

    private static <C> Exporter makeExporter(
            BoundComponent<C> bound, Set<Signal> signals, EngineContext.Shared shared) {
        ExporterFactory<C> factory = (ExporterFactory<C>) bound.factory();
        return factory.create(new EngineContext(shared, ComponentKind.EXPORTER, bound.id()), bound.config(), signals);
    }

    private static <C> Processor makeProcessor(
            BoundComponent<C> bound, PipelineId pipeline, EngineContext.Shared shared) {
        ProcessorFactory<C> factory = (ProcessorFactory<C>) bound.factory();
        return factory.create(new EngineContext(shared, ComponentKind.PROCESSOR, bound.id()), bound.config(), pipeline);
    }

    private static <C> Receiver makeReceiver(
            BoundComponent<C> bound, Map<Signal, Consumer> outputs, EngineContext.Shared shared) {
        ReceiverFactory<C> factory = (ReceiverFactory<C>) bound.factory();
        return factory.create(
                new EngineContext(shared, ComponentKind.RECEIVER, bound.id()), bound.config(), outputs::get);
    }

    Map<ComponentId, Extension> extensions() {
        return extensions;
    }

    Map<ComponentId, Exporter> exporters() {
        return exporters;
    }

    /** All pipelines, in the order in which to start and stop them: logs may wait for what becomes of traces, so traces come first. */
    List<Pipeline> pipelines() {
        return pipelines;
    }

    Map<ComponentId, Receiver> receivers() {
        return receivers;
    }
}

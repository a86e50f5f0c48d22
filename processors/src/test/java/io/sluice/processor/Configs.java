package io.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.AckPoint;
import io.sluice.api.Batch;
import io.sluice.api.Catalog;
import io.sluice.api.ComponentContext;
import io.sluice.api.ComponentId;
import io.sluice.api.Exporter;
import io.sluice.api.ExporterFactory;
import io.sluice.api.Outcome;
import io.sluice.api.ProcessorFactory;
import io.sluice.api.Stability;
import io.sluice.config.ConfigLoader;
import io.sluice.config.LoadResult;
import io.sluice.pdata.Signal;
import io.sluice.testkit.Receivers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Binds the YAML of a processor as the products do. */
public final class Configs {

    private static final Map<Signal, Stability> ALL =
            Map.of(Signal.TRACES, Stability.BETA, Signal.METRICS, Stability.BETA, Signal.LOGS, Stability.BETA);

    private Configs() {}

    /** The configuration, which must be without errors. */
    public static <C> C of(ProcessorFactory<C> factory, String yaml) {
        LoadResult result = load(factory, yaml);
        assertThat(result).as(result.report()).isInstanceOf(LoadResult.Loaded.class);
        return factory.configType()
                .cast(((LoadResult.Loaded) result)
                        .config()
                        .processors()
                        .get(ComponentId.of(factory.type()))
                        .config());
    }

    /** What is said of a configuration, errors first; empty if nothing is. */
    public static String report(ProcessorFactory<?> factory, String yaml) {
        return load(factory, yaml).report();
    }

    /** What is said of a configuration that several pipelines name. */
    public static String report(ProcessorFactory<?> factory, String yaml, List<String> pipelines) {
        return load(factory, yaml, pipelines).report();
    }

    /** One that follows traces is named by pipelines of both; others stand where they can do most. */
    private static List<String> pipelines(ProcessorFactory<?> factory, String yaml) {
        if (yaml.contains("logs_follow_traces: true")) {
            return List.of("traces", "logs");
        }
        boolean forLogs =
                factory.signals().containsKey(Signal.LOGS) && !factory.type().equals("tail_sampling");
        return forLogs ? List.of("logs") : List.of("traces");
    }

    private static LoadResult load(ProcessorFactory<?> factory, String yaml) {
        return load(factory, yaml, pipelines(factory, yaml));
    }

    private static LoadResult load(ProcessorFactory<?> factory, String yaml, List<String> pipelines) {
        String whole = "receivers: {any: {}}\nexporters: {nop: {}}\nservice:\n  pipelines:\n"
                + pipelines.stream()
                        .map(id -> "    " + id + ": {receivers: [any], processors: [" + factory.type()
                                + "], exporters: [nop]}\n")
                        .collect(Collectors.joining())
                + "processors:\n  " + factory.type() + ":\n" + yaml.indent(4);
        return ConfigLoader.of(new Catalog(List.of(Receivers.any(), new Out(), factory)))
                .resource(Map.of("service.name", "test"))
                .location("yaml:" + whole)
                .load();
    }

    private record Nothing() {}

    private static final class Out implements ExporterFactory<Nothing> {
        @Override
        public String type() {
            return "nop";
        }

        @Override
        public Class<Nothing> configType() {
            return Nothing.class;
        }

        @Override
        public Map<Signal, Stability> signals() {
            return ALL;
        }

        @Override
        public Exporter create(ComponentContext context, Nothing config, Set<Signal> signals) {
            return new Exporter() {
                @Override
                public void consume(Batch batch) {
                    batch.complete(Outcome.accepted());
                }
            };
        }

        @Override
        public AckPoint ackPoint(Nothing config) {
            return new AckPoint("nothing", false, "");
        }
    }
}

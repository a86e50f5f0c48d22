package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.ComponentId;
import io.sluice.config.TestCatalog.OutConfig;
import java.util.HashMap;
import java.util.Map;

/** Loads texts with the test components and asserts that they could be loaded. */
final class Loads {

    /** A whole configuration but for the keys of its only exporter, which follow. */
    static final String EXPORTER = """
        receivers: {otlp: {}}
        service: {pipelines: {traces: {receivers: [otlp], exporters: [otlp]}}}
        exporters:
          otlp:
            endpoint: backend:4317
        """;

    private final Map<String, String> environment = new HashMap<>();

    Loads with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    ConfigLoader loader(String... locations) {
        ConfigLoader loader = ConfigLoader.of(TestCatalog.create())
                .resource(Map.of("service.name", "test"))
                .environment(environment::get);
        for (String location : locations) {
            loader.location(location);
        }
        return loader;
    }

    LoadResult load(String... locations) {
        return loader(locations).load();
    }

    CollectorConfig config(String... locations) {
        return config(load(locations));
    }

    static CollectorConfig config(LoadResult result) {
        assertThat(result).as(result.report()).isInstanceOf(LoadResult.Loaded.class);
        return ((LoadResult.Loaded) result).config();
    }

    /** The exporter of {@link #EXPORTER} with more keys, indented by four. */
    OutConfig exporter(String keys) {
        return exporter(config("yaml:" + EXPORTER + keys.indent(4)));
    }

    static OutConfig exporter(CollectorConfig config) {
        return (OutConfig) config.exporters().get(ComponentId.of("otlp")).config();
    }

    /** The whole report of a text that can't be loaded, or has warnings. */
    String report(String keys) {
        return load("yaml:" + EXPORTER + keys.indent(4)).report();
    }
}

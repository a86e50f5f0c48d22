package io.sluice.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.Catalog;
import io.sluice.config.ConfigLoader;
import io.sluice.config.LoadResult;
import io.sluice.exporter.loadbalancing.LoadBalancingExporterFactory;
import io.sluice.testkit.Receivers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Binds the YAML of an exporter as the products do. */
public final class ExporterYaml {

    private ExporterYaml() {}

    /**
     * What the loader says of a file with this exporter.
     *
     * @param folder where the file is written
     * @param keys of the exporter, as within braces
     */
    public static LoadResult load(Path folder, String type, String keys) throws IOException {
        Path file = Files.writeString(
                folder.resolve("config.yaml"),
                "receivers: {any: {}}\nexporters: {" + type + ": {" + keys
                        + "}}\nservice: {pipelines: {traces: {receivers: [any], exporters: [" + type + "]}}}\n");
        return ConfigLoader.of(new Catalog(List.of(
                        Receivers.any(),
                        new OtlpGrpcExporterFactory(),
                        new OtlpHttpExporterFactory(),
                        new LoadBalancingExporterFactory())))
                .location(file.toString())
                .load();
    }

    /** The configuration, which must be without errors. */
    public static <C> C loaded(Class<C> config, Path folder, String type, String keys) throws IOException {
        LoadResult result = load(folder, type, keys);
        assertThat(result).as(result.report()).isInstanceOf(LoadResult.Loaded.class);
        return config.cast(((LoadResult.Loaded) result)
                .config()
                .exporters()
                .values()
                .iterator()
                .next()
                .config());
    }
}

package io.sluice.cli;

import io.sluice.api.BuildInfo;
import io.sluice.config.ConfigLoader;
import io.sluice.config.LoadResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Without a subcommand: runs the configuration until the process is told to stop. */
@Command(sortOptions = false)
final class RootCommand implements Callable<Integer> {

    private final Product product;
    private final Lifetime lifetime;

    @Option(
            names = "--config",
            paramLabel = "LOCATION",
            scope = ScopeType.INHERIT,
            description = {
                "A configuration: a file, file:PATH, env:NAME or yaml:TEXT.",
                "May be given several times; later ones are merged over earlier ones.",
                "Without it the product's default configuration is used."
            })
    private List<String> locations = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            scope = ScopeType.INHERIT,
            description = "Sets one key, dots between its parts, over all configurations.")
    private List<String> sets = new ArrayList<>();

    @Option(
            names = "--feature-gates",
            paramLabel = "GATES",
            scope = ScopeType.INHERIT,
            description = "The Collector's feature gates; accepted, and without effect.")
    private List<String> featureGates = new ArrayList<>();

    RootCommand(Product product, Lifetime lifetime) {
        this.product = product;
        this.lifetime = lifetime;
    }

    @Override
    public Integer call() throws InterruptedException {
        return new Runner(product, lifetime).run(load(), featureGates);
    }

    Product product() {
        return product;
    }

    /**
     * Loads what the command line names, or the product's default.
     *
     * @throws UserError with all errors if there are any
     */
    LoadResult.Loaded load() {
        BuildInfo build = product.buildInfo();
        ConfigLoader loader = ConfigLoader.of(product.catalog())
                .resource(Map.of("service.name", build.command(), "service.version", build.version()));
        if (locations.isEmpty()) {
            loader.location(product.defaults().location(System.getenv()));
        }
        locations.forEach(loader::location);
        sets.forEach(loader::set);
        return switch (loader.load()) {
            case LoadResult.Loaded loaded -> loaded;
            case LoadResult.Failed failed ->
                throw new UserError("invalid configuration:\n" + failed.report().strip());
        };
    }
}

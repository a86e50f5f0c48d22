package io.sluice.cli;

import io.sluice.config.LoadResult;
import io.sluice.config.Problem;
import io.sluice.engine.Service;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Loads a configuration, makes its graph without opening anything, and says what it promises to clients. */
@Command(description = "Checks the configuration without running it, and says per pipeline when a client hears OK.")
final class ValidateCommand implements Callable<Integer> {

    private final RootCommand root;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    ValidateCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        LoadResult.Loaded loaded = root.load();
        for (Problem warning : loaded.warnings()) {
            spec.commandLine().getErr().println(warning.render().stripTrailing());
        }
        Product product = root.product();
        Service.check(loaded.config(), product.buildInfo(), product.defaultWorkers());
        AckSummary.of(loaded.config()).lines().forEach(spec.commandLine().getOut()::println);
        return 0;
    }
}

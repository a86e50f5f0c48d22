package io.sluice.cli;

import io.sluice.config.CollectorConfig;
import io.sluice.config.ConfigPrinter;
import io.sluice.engine.Service;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the effective configuration: merged, expanded, with defaults. */
@Command(description = "Prints the effective configuration.")
final class PrintConfigCommand implements Callable<Integer> {

    private final RootCommand root;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--mode", defaultValue = "redacted", description = "redacted (default) or unredacted")
    private String mode = "redacted";

    @Option(names = "--format", defaultValue = "yaml", description = "yaml (default) or json")
    private String format = "yaml";

    @Option(
            names = "--validate",
            defaultValue = "true",
            arity = "0..1",
            fallbackValue = "true",
            description = "Also makes the components, as validate does; true (default) or false")
    private boolean validate;

    PrintConfigCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        boolean redacted = switch (mode) {
            case "redacted" -> true;
            case "unredacted" -> false;
            default -> throw new UserError("--mode is redacted or unredacted, not " + mode);
        };
        boolean json = switch (format) {
            case "json" -> true;
            case "yaml" -> false;
            default -> throw new UserError("--format is yaml or json, not " + format);
        };
        CollectorConfig config = root.load().config();
        if (validate) {
            Service.check(config, root.product().buildInfo(), root.product().defaultWorkers());
        }
        ConfigPrinter printer = new ConfigPrinter(redacted);
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? printer.json(config) : printer.yaml(config));
        out.flush();
        return 0;
    }
}

package io.sluice.cli;

import io.sluice.api.BuildInfo;
import io.sluice.api.ComponentKind;
import io.sluice.api.Factory;
import io.sluice.api.Stability;
import io.sluice.pdata.Signal;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the components of this program as YAML, in the Collector's form. */
@Command(description = "Lists the components of this program.")
final class ComponentsCommand implements Callable<Integer> {

    /** In the Collector's order. */
    private static final List<ComponentKind> KINDS = List.of(
            ComponentKind.RECEIVER,
            ComponentKind.PROCESSOR,
            ComponentKind.EXPORTER,
            ComponentKind.CONNECTOR,
            ComponentKind.EXTENSION);

    private final Product product;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    ComponentsCommand(Product product) {
        this.product = product;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        BuildInfo build = product.buildInfo();
        out.println("buildinfo:");
        out.println("    command: " + build.command());
        out.println("    description: " + build.description());
        out.println("    version: " + build.version());
        for (ComponentKind kind : KINDS) {
            print(out, kind);
        }
        out.println("providers:");
        for (String scheme : List.of("env", "file", "yaml")) {
            out.println("    - scheme: " + scheme);
        }
        return 0;
    }

    private void print(PrintWriter out, ComponentKind kind) {
        List<Factory<?>> factories = product.catalog().factories().stream()
                .filter(factory -> factory.kind() == kind)
                .sorted(Comparator.comparing(Factory::type))
                .toList();
        if (factories.isEmpty()) {
            out.println(kind.section() + ": []");
            return;
        }
        out.println(kind.section() + ":");
        for (Factory<?> factory : factories) {
            out.println("    - name: " + factory.type());
            out.println("      stability:");
            if (kind == ComponentKind.EXTENSION) {
                out.println("        extension: " + factory.stability().label());
            }
            for (Signal signal : Signal.values()) {
                Stability stability = factory.signals().get(signal);
                if (stability != null) {
                    out.println("        " + signal.configName() + ": " + stability.label());
                }
            }
        }
    }
}

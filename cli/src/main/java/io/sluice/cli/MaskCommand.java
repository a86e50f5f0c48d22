package io.sluice.cli;

import io.sluice.api.ComponentException;
import io.sluice.api.ComponentId;
import io.sluice.api.ExplainingProcessorFactory;
import io.sluice.api.TextExplainer;
import io.sluice.config.BoundComponent;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what a masking processor of the configuration does to what stands on standard input. */
@Command(
        description = {
            "Shows what a pii processor does to standard input: text line by line, or requests in OTLP/JSON.",
            "For writing rules. What it prints holds the data in clear text, before and after masking."
        })
final class MaskCommand implements Callable<Integer> {

    private final RootCommand root;
    private final InputStream in;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--processor",
            paramLabel = "ID",
            description = "The processor to show; needed if the configuration has several that mask.")
    private @Nullable String processor;

    @Option(
            names = "--format",
            defaultValue = "auto",
            description = "text, otlp_json, or auto (default): OTLP/JSON if it begins as such a request does")
    private String format = "auto";

    @Option(
            names = "--key",
            paramLabel = "NAME",
            defaultValue = "",
            description = "For text: each line is the value of this attribute of a log record, not its body.")
    private String key = "";

    @Option(
            names = "--attribute",
            paramLabel = "KEY=VALUE",
            description = "For text: another attribute of each line's log record; may be given several times.")
    private Map<String, String> attributes = new LinkedHashMap<>();

    MaskCommand(RootCommand root, InputStream in) {
        this.root = root;
        this.in = in;
    }

    @Override
    public Integer call() throws IOException {
        MaskInput.Format wanted = MaskInput.Format.of(format);
        TextExplainer explainer = explainer(root.load().config().processors());
        spec.commandLine().getErr().println("What follows holds data in clear text; keep it on this terminal.");
        MaskReport report = new MaskReport(explainer, spec.commandLine().getOut());
        try {
            new MaskInput(report, key, attributes).read(in, wanted);
            report.summary();
        } finally {
            spec.commandLine().getOut().flush(); // what came before an error is shown
        }
        return 0;
    }

    private TextExplainer explainer(Map<ComponentId, BoundComponent<?>> processors) {
        Map<String, BoundComponent<?>> masking = new TreeMap<>();
        processors.forEach((id, bound) -> {
            if (bound.factory() instanceof ExplainingProcessorFactory<?>) {
                masking.put(id.toString(), bound);
            }
        });
        if (masking.isEmpty()) {
            throw new UserError("the configuration has no processor that masks; add one, for instance pii");
        }
        String ids = String.join(", ", masking.keySet());
        if (processor == null && masking.size() > 1) {
            throw new UserError("several processors mask: " + ids + "; choose one with --processor ID");
        }
        String id = processor == null ? masking.keySet().iterator().next() : processor;
        BoundComponent<?> chosen = masking.get(id);
        if (chosen == null) {
            throw new UserError("no processor " + id + " masks; there is " + ids);
        }
        return explainer(chosen);
    }

    private static <C> TextExplainer explainer(BoundComponent<C> bound) {
        if (!(bound.factory() instanceof ExplainingProcessorFactory<C> factory)) {
            throw new IllegalArgumentException(bound.id().toString());
        }
        try {
            return factory.explainer(bound.config());
        } catch (ComponentException e) {
            throw new UserError("processors::" + bound.id() + ": " + e.getMessage());
        }
    }
}

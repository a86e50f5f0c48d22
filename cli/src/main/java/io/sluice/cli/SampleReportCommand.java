package io.sluice.cli;

import io.sluice.api.ComponentException;
import io.sluice.api.ComponentId;
import io.sluice.api.PipelineId;
import io.sluice.api.ProcessorFactory;
import io.sluice.cli.sample.CaptureFile;
import io.sluice.cli.sample.Rehearsal;
import io.sluice.cli.sample.SampleReport;
import io.sluice.config.BoundComponent;
import io.sluice.config.CollectorConfig;
import io.sluice.pdata.Signal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what the samplers of a pipeline would keep of traces that were captured. */
@Command(
        description = {
            "Prints what the samplers of the configuration would keep of traces that the file exporter wrote.",
            "Nothing is started or sent."
        })
final class SampleReportCommand implements Callable<Integer> {

    private static final int MAX_COMPLAINTS = 20;

    private final RootCommand root;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--input",
            paramLabel = "CAPTURE",
            required = true,
            description = "A file that the file exporter wrote, format json or proto; several are read in their order.")
    private List<Path> inputs = new ArrayList<>();

    @Option(
            names = "--pipeline",
            paramLabel = "ID",
            description = "The pipeline whose samplers are asked; needed if several of traces sample.")
    private @Nullable String pipeline;

    @Option(
            names = "--route-key",
            paramLabel = "KEY",
            defaultValue = "http.route",
            description = "The attribute of spans that tells the route; default http.route.")
    private String routeKey = "http.route";

    private int complaints;

    SampleReportCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        CollectorConfig config = root.load().config();
        PipelineId chosen = choose(config);
        List<BoundComponent<?>> samplers = new ArrayList<>();
        List<ComponentId> ignored = new ArrayList<>();
        for (BoundComponent<?> processor : processors(config, chosen)) {
            if (samples(processor)) {
                samplers.add(processor);
            } else {
                ignored.add(processor.id());
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                chosen + ": " + ids(samplers.stream().map(BoundComponent::id).toList())
                        + (ignored.isEmpty() ? "" : "; left out: " + ids(ignored)));
        Rehearsal rehearsal = rehearse(samplers, chosen);
        new SampleReport(rehearsal, out).print();
        return rehearsal.broken() == 0 ? 0 : 1;
    }

    private Rehearsal rehearse(List<BoundComponent<?>> samplers, PipelineId chosen) {
        try {
            Rehearsal rehearsal = new Rehearsal(samplers, chosen, root.product().buildInfo(), routeKey, this::complain);
            for (Path input : inputs) {
                read(input, rehearsal);
            }
            rehearsal.finish();
            if (rehearsal.spans() == 0 && rehearsal.broken() == 0) {
                throw new UserError("there are no traces in "
                        + inputs.stream().map(Path::toString).collect(Collectors.joining(", ")));
            }
            return rehearsal;
        } catch (ComponentException e) {
            throw new UserError(e.getMessage());
        }
    }

    private static void read(Path input, Rehearsal rehearsal) {
        try {
            new CaptureFile(input, rehearsal).read();
        } catch (NoSuchFileException e) {
            throw new UserError("there is no file " + e.getMessage());
        } catch (IOException e) {
            throw new UserError(input + " can't be read: " + e.getMessage());
        }
    }

    private void complain(String message) {
        complaints++;
        if (complaints <= MAX_COMPLAINTS) {
            spec.commandLine().getErr().println("Error: " + message);
        } else if (complaints == MAX_COMPLAINTS + 1) {
            spec.commandLine().getErr().println("Error: and more of the kind");
        }
    }

    private PipelineId choose(CollectorConfig config) {
        Map<String, PipelineId> sampling = new TreeMap<>();
        for (PipelineId id : config.service().pipelines().keySet()) {
            if (id.signal() == Signal.TRACES
                    && processors(config, id).stream().anyMatch(SampleReportCommand::samples)) {
                sampling.put(id.toString(), id);
            }
        }
        if (sampling.isEmpty()) {
            throw new UserError("no pipeline of traces has a processor that samples; add tail_sampling or"
                    + " probabilistic_sampler to one");
        }
        String ids = String.join(", ", sampling.keySet());
        if (pipeline == null && sampling.size() > 1) {
            throw new UserError("several pipelines sample: " + ids + "; choose one with --pipeline ID");
        }
        PipelineId chosen =
                sampling.get(pipeline == null ? sampling.keySet().iterator().next() : pipeline);
        if (chosen == null) {
            throw new UserError("no pipeline " + pipeline + " of traces samples; there is " + ids);
        }
        return chosen;
    }

    private static List<BoundComponent<?>> processors(CollectorConfig config, PipelineId id) {
        List<BoundComponent<?>> processors = new ArrayList<>();
        for (ComponentId processor :
                Objects.requireNonNull(config.service().pipelines().get(id)).processors()) {
            processors.add(Objects.requireNonNull(config.processors().get(processor)));
        }
        return processors;
    }

    private static boolean samples(BoundComponent<?> processor) {
        return processor.factory() instanceof ProcessorFactory<?> factory && factory.samples();
    }

    private static String ids(List<ComponentId> ids) {
        return ids.stream().map(ComponentId::toString).collect(Collectors.joining(", "));
    }
}

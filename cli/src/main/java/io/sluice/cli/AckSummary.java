package io.sluice.cli;

import io.sluice.api.AckPoint;
import io.sluice.api.ComponentId;
import io.sluice.api.CustodyPoint;
import io.sluice.api.ExporterFactory;
import io.sluice.api.PipelineId;
import io.sluice.config.BoundComponent;
import io.sluice.config.CollectorConfig;
import io.sluice.config.ServiceConfig.PipelineConfig;
import io.sluice.pdata.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Says for each pipeline when a client hears OK, what a crash loses of what it has heard that of, whose failure stops intake, and which key
 * decouples it.
 *
 * @param lines a sentence or two each
 */
record AckSummary(List<String> lines) {

    static AckSummary of(CollectorConfig config) {
        List<String> lines = new ArrayList<>();
        Map<PipelineId, PipelineConfig> pipelines = config.service().pipelines();
        pipelines.forEach((id, pipeline) -> lines.add(describe(config, id, pipeline)));
        feeding(pipelines).forEach((feed, fed) -> {
            if (fed.size() > 1) {
                lines.add("receiver " + feed.receiver() + " feeds "
                        + fed.stream().map(PipelineId::toString).collect(Collectors.joining(" and "))
                        + ": a client hears OK when all of them have said so.");
            }
        });
        return new AckSummary(List.copyOf(lines));
    }

    /** A receiver and one of its signals. */
    private record Feed(ComponentId receiver, Signal signal) {}

    private static Map<Feed, List<PipelineId>> feeding(Map<PipelineId, PipelineConfig> pipelines) {
        Map<Feed, List<PipelineId>> feeding = new LinkedHashMap<>();
        pipelines.forEach((id, pipeline) -> pipeline.receivers()
                .forEach(receiver -> feeding.computeIfAbsent(new Feed(receiver, id.signal()), _ -> new ArrayList<>())
                        .add(id)));
        return feeding;
    }

    private static String describe(CollectorConfig config, PipelineId id, PipelineConfig pipeline) {
        for (ComponentId processor : pipeline.processors()) {
            BoundComponent<?> bound = config.processors().get(processor);
            CustodyPoint point = bound == null ? null : bound.custody(id.signal());
            if (point != null && point.waitsForExporters()) {
                return describeLate(config, id, pipeline, processor, point);
            }
            if (point != null) {
                return "pipeline " + id + ": a client hears OK after " + processor + " " + point.event()
                        + ". A crash loses " + point.atRisk()
                        + ". No exporter's failure stops intake before what is held"
                        + " reaches processors::" + processor + "::" + point.boundKey() + ".";
            }
        }
        Answers answers = Answers.of(config, pipeline);
        StringBuilder line = new StringBuilder("pipeline ")
                .append(id)
                .append(": a client hears OK after ")
                .append(String.join(" and ", answers.events()))
                .append('.');
        if (answers.blockers().isEmpty()) {
            line.append(" No exporter's failure stops intake.");
        } else {
            line.append(" Intake stops when this fails: ")
                    .append(String.join(", ", answers.blockers()))
                    .append('.');
        }
        if (pipeline.exporters().size() > 1 && !answers.blockers().isEmpty()) {
            line.append(" While one exporter refuses, clients send again, and the others get what they already have.");
        }
        return line.toString();
    }

    /** A processor answers late, and only when the exporters have what is left. */
    private static String describeLate(
            CollectorConfig config, PipelineId id, PipelineConfig pipeline, ComponentId processor, CustodyPoint point) {
        Answers answers = Answers.of(config, pipeline);
        return "pipeline " + id + ": a client hears OK after " + processor + " " + point.event()
                + ", and for what it keeps after " + String.join(" and ", answers.events()) + ". That takes up to "
                + point.answersWithin().toSeconds()
                + "s, which clients have to wait for and hold their data: their timeout has to be at least that. A"
                + " crash loses " + (answers.held().isEmpty() ? point.atRisk() : String.join(" and ", answers.held()))
                + ". When exporters fail, clients are refused and send again; what is held stays within processors::"
                + processor + "::" + point.boundKey() + ".";
    }

    /**
     * What the exporters of a pipeline say of when they answer.
     *
     * @param events after which a client hears OK
     * @param blockers whose failure stops intake, with the key that decouples them
     * @param held what a crash loses, of those that answer before they have delivered
     */
    private record Answers(List<String> events, List<String> blockers, List<String> held) {

        static Answers of(CollectorConfig config, PipelineConfig pipeline) {
            Answers answers = new Answers(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (ComponentId exporter : pipeline.exporters()) {
                BoundComponent<?> bound = config.exporters().get(exporter);
                if (bound != null) {
                    answers.add(exporter, ackPoint(bound));
                }
            }
            return answers;
        }

        private void add(ComponentId exporter, AckPoint point) {
            events.add(point.event());
            if (point.failureStopsIntake()) {
                String key = point.decouplingKey();
                blockers.add(
                        exporter + (key.isEmpty() ? "" : " (decouple with exporters::" + exporter + "::" + key + ")"));
            } else {
                held.add("what exporter " + exporter + " holds in its queue");
            }
        }
    }

    private static <C> AckPoint ackPoint(BoundComponent<C> bound) {
        return ((ExporterFactory<C>) bound.factory()).ackPoint(bound.config());
    }
}

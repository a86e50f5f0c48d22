package io.sluice.processor.tailsampling;

import io.sluice.api.ComponentContext;
import io.sluice.api.Consumer;
import io.sluice.api.CustodyPoint;
import io.sluice.api.PipelineId;
import io.sluice.api.Processor;
import io.sluice.api.ProcessorFactory;
import io.sluice.api.Stability;
import io.sluice.api.Stage;
import io.sluice.api.StageContext;
import io.sluice.api.config.Problems;
import io.sluice.pdata.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Makes {@code tail_sampling} processors. */
public final class TailSamplingFactory implements ProcessorFactory<TailSamplingConfig> {

    private static final double MILLIS = 1000;

    @Override
    public String type() {
        return "tail_sampling";
    }

    @Override
    public Class<TailSamplingConfig> configType() {
        return TailSamplingConfig.class;
    }

    @Override
    public boolean samples() {
        return true;
    }

    @Override
    public Map<Signal, Stability> signals() {
        return Map.of(Signal.TRACES, Stability.ALPHA, Signal.LOGS, Stability.ALPHA);
    }

    @Override
    public void checkUse(TailSamplingConfig config, List<PipelineId> pipelines, Problems problems) {
        List<String> logs = pipelines.stream()
                .filter(pipeline -> pipeline.signal() == Signal.LOGS)
                .map(PipelineId::toString)
                .toList();
        String named = String.join(", ", logs);
        if (!logs.isEmpty() && !config.logsFollowTraces()) {
            problems.error(
                    "logs_follow_traces",
                    "is not set, but pipeline " + named + " names this processor",
                    "Set logs_follow_traces: true, so that log records follow the decision on their trace, or remove it"
                            + " there.");
        } else if (logs.size() == pipelines.size()) {
            problems.error(
                    "logs_follow_traces",
                    "pipeline " + named + " has no traces to follow: no pipeline of traces names this processor",
                    "Name it in a pipeline of traces as well, or remove it there.");
        } else if (logs.isEmpty() && config.logsFollowTraces()) {
            problems.warning(
                    "logs_follow_traces",
                    "has no effect: no pipeline of logs names this processor",
                    "Name it in a pipeline of logs, or leave it out.");
        }
    }

    @Override
    public CustodyPoint custody(TailSamplingConfig config, Signal signal) {
        boolean logs = signal == Signal.LOGS;
        String bound = logs ? "logs::max_bytes" : "max_bytes";
        if (config.waitsForDecisions()) {
            return new CustodyPoint(
                    "has decided each trace of the request (ack: on_decision)",
                    "nothing that a client has heard OK for",
                    bound,
                    config.answersWithin(signal));
        }
        double seconds = config.decisionWait().toMillis() / MILLIS;
        return new CustodyPoint(
                logs ? "holds its log records (ack: on_store)" : "holds its spans (ack: on_store)",
                logs
                        ? "what came in within the last " + 2 * seconds
                                + " s (twice decision_wait), most of it only within the last " + seconds
                                + " s, and kept records that are not yet delivered"
                        : "what came in within the last " + seconds
                                + " s (decision_wait) and kept traces that are not yet delivered",
                bound,
                Duration.ZERO);
    }

    @Override
    public Processor create(ComponentContext context, TailSamplingConfig config, PipelineId pipeline) {
        PolicySet policies = PolicySet.of(config);
        return pipeline.signal() == Signal.LOGS
                ? ofLogs(context, config, policies)
                : ofTraces(context, config, policies);
    }

    private static Processor ofLogs(ComponentContext context, TailSamplingConfig config, PolicySet policies) {
        LogMetrics metrics = context.shared(LogMetrics.class, () -> new LogMetrics(context));
        return (Processor.Staged) (stage, next) -> new LogStage(config, policies, stage, next, metrics);
    }

    private static Processor ofTraces(ComponentContext context, TailSamplingConfig config, PolicySet policies) {
        TailSamplingMetrics metrics = context.shared(
                TailSamplingMetrics.class,
                () -> new TailSamplingMetrics(context.meter(), context.id(), policies.policies()));
        List<Bucket> buckets = policies.buckets(context.clock().nanoTime());
        return new Processor.Staged() {
            @Override
            public boolean needsTraceAffinity() {
                return true;
            }

            @Override
            public Stage newStage(StageContext stage, Consumer next) {
                return new TailSamplingStage(config, policies, buckets, stage, next, metrics);
            }
        };
    }
}

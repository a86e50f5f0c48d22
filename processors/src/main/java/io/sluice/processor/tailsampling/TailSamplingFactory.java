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
import io.sluice.pdata.Signal;
import java.time.Duration;
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
        return Map.of(Signal.TRACES, Stability.ALPHA);
    }

    @Override
    public CustodyPoint custody(TailSamplingConfig config) {
        if (config.waitsForDecisions()) {
            return new CustodyPoint(
                    "has decided each trace of the request (ack: on_decision)",
                    "nothing that a client has heard OK for",
                    "max_bytes",
                    config.answersWithin());
        }
        return new CustodyPoint(
                "holds its spans (ack: on_store)",
                "what came in within the last " + config.decisionWait().toMillis() / MILLIS
                        + " s (decision_wait) and kept traces that are not yet delivered",
                "max_bytes",
                Duration.ZERO);
    }

    @Override
    public Processor create(ComponentContext context, TailSamplingConfig config, PipelineId pipeline) {
        if (config.maxBytes() > config.effectiveMaxBytes()) {
            context.logger()
                    .warn(
                            "max_bytes is more than three quarters of what may be taken outside the heap, so {} bytes"
                                    + " are the most; raise -XX:MaxDirectMemorySize",
                            config.effectiveMaxBytes());
        }
        PolicySet policies = PolicySet.of(config);
        TailSamplingMetrics metrics = new TailSamplingMetrics(context.meter(), context.id(), policies.policies());
        return new Processor.Staged() {
            @Override
            public boolean needsTraceAffinity() {
                return true;
            }

            @Override
            public Stage newStage(StageContext stage, Consumer next) {
                return new TailSamplingStage(config, policies, stage, next, metrics);
            }
        };
    }
}

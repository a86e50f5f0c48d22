package io.sluice.processor.probabilisticsampler;

import io.sluice.api.ComponentContext;
import io.sluice.api.PipelineId;
import io.sluice.api.Processor;
import io.sluice.api.ProcessorFactory;
import io.sluice.api.ProcessorOrder;
import io.sluice.api.Stability;
import io.sluice.api.config.Problems;
import io.sluice.pdata.Signal;
import io.sluice.processor.probabilisticsampler.ProbabilisticSamplerConfig.Mode;
import java.util.Map;

/** Makes {@code probabilistic_sampler} processors. */
public final class ProbabilisticSamplerFactory implements ProcessorFactory<ProbabilisticSamplerConfig> {

    private static final String TYPE = "probabilistic_sampler";
    private static final String TAIL = "tail_sampling";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Class<ProbabilisticSamplerConfig> configType() {
        return ProbabilisticSamplerConfig.class;
    }

    @Override
    public boolean samples() {
        return true;
    }

    @Override
    public Map<Signal, Stability> signals() {
        return Map.of(Signal.TRACES, Stability.BETA, Signal.LOGS, Stability.ALPHA);
    }

    @Override
    public void check(ProbabilisticSamplerConfig config, PipelineId pipeline, Problems problems) {
        config.check(pipeline.signal(), problems);
    }

    @Override
    public void checkOrder(ProbabilisticSamplerConfig config, ProcessorOrder order, Problems problems) {
        for (ProcessorOrder.Member earlier : order.before()) {
            if (earlier.type().equals(TYPE) && config.mode() == Mode.HASH_SEED && !config.keepsNone()) {
                problems.warning(
                        "",
                        "in pipeline " + order.pipeline() + " it stands behind " + earlier.id()
                                + ", whose marks mode hash_seed does not decide on: it "
                                + (config.failClosed() ? "drops" : "keeps") + " everything",
                        "Use mode: equalizing or proportional in both.");
                break;
            }
        }
        for (ProcessorOrder.Member later : order.after()) {
            if (later.type().equals(TAIL) && config.percentage() < 100) {
                problems.warning(
                        "",
                        "in pipeline " + order.pipeline() + " it stands before " + later.id()
                                + ", whose policies, those for errors too, see only what it keeps",
                        "Let the tail sampler do it with a probabilistic policy, and remove this one.");
                break;
            }
        }
    }

    @Override
    public Processor create(ComponentContext context, ProbabilisticSamplerConfig config, PipelineId pipeline) {
        return new ProbabilisticSamplerProcessor(context, config, pipeline.signal());
    }
}

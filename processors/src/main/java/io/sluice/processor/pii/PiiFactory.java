package io.sluice.processor.pii;

import io.sluice.api.ComponentContext;
import io.sluice.api.ComponentException;
import io.sluice.api.ExplainingProcessorFactory;
import io.sluice.api.PipelineId;
import io.sluice.api.Processor;
import io.sluice.api.Stability;
import io.sluice.api.TextExplainer;
import io.sluice.pdata.Signal;
import io.sluice.processor.pii.action.PseudonymKeys;
import java.util.Map;

/** Makes {@code pii} processors. */
public final class PiiFactory implements ExplainingProcessorFactory<PiiConfig> {

    @Override
    public String type() {
        return "pii";
    }

    @Override
    public Class<PiiConfig> configType() {
        return PiiConfig.class;
    }

    @Override
    public Map<Signal, Stability> signals() {
        return Map.of(Signal.TRACES, Stability.ALPHA, Signal.METRICS, Stability.ALPHA, Signal.LOGS, Stability.ALPHA);
    }

    @Override
    public Processor create(ComponentContext context, PiiConfig config, PipelineId pipeline) {
        return new PiiProcessor(context, config, pipeline);
    }

    @Override
    public TextExplainer explainer(PiiConfig config) throws ComponentException {
        return new PiiExplainer(
                config, config.pseudonymKeys().isEmpty() ? null : PseudonymKeys.read(config.pseudonymKeys()));
    }
}

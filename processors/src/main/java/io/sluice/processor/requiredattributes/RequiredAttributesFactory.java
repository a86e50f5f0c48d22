package io.sluice.processor.requiredattributes;

import io.sluice.api.ComponentContext;
import io.sluice.api.PipelineId;
import io.sluice.api.Processor;
import io.sluice.api.ProcessorFactory;
import io.sluice.api.Stability;
import io.sluice.pdata.Signal;
import java.util.Map;

/** Makes {@code required_attributes} processors. */
public final class RequiredAttributesFactory implements ProcessorFactory<RequiredAttributesConfig> {

    @Override
    public String type() {
        return "required_attributes";
    }

    @Override
    public Class<RequiredAttributesConfig> configType() {
        return RequiredAttributesConfig.class;
    }

    @Override
    public Map<Signal, Stability> signals() {
        return Map.of(Signal.TRACES, Stability.ALPHA, Signal.METRICS, Stability.ALPHA, Signal.LOGS, Stability.ALPHA);
    }

    @Override
    public Processor create(ComponentContext context, RequiredAttributesConfig config, PipelineId pipeline) {
        return new RequiredAttributesProcessor(context, config);
    }
}

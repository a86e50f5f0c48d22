package io.sluice.processor.resource;

import io.sluice.api.ComponentContext;
import io.sluice.api.PipelineId;
import io.sluice.api.Processor;
import io.sluice.api.ProcessorFactory;
import io.sluice.api.Stability;
import io.sluice.pdata.Signal;
import java.util.Map;

/** Makes {@code resource} processors. */
public final class ResourceFactory implements ProcessorFactory<ResourceConfig> {

    @Override
    public String type() {
        return "resource";
    }

    @Override
    public Class<ResourceConfig> configType() {
        return ResourceConfig.class;
    }

    @Override
    public Map<Signal, Stability> signals() {
        return Map.of(Signal.TRACES, Stability.BETA, Signal.METRICS, Stability.BETA, Signal.LOGS, Stability.BETA);
    }

    @Override
    public Processor create(ComponentContext context, ResourceConfig config, PipelineId pipeline) {
        return new ResourceProcessor(context, config);
    }
}

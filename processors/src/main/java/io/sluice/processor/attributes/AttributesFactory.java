package io.sluice.processor.attributes;

import io.sluice.api.ComponentContext;
import io.sluice.api.PipelineId;
import io.sluice.api.Processor;
import io.sluice.api.ProcessorFactory;
import io.sluice.api.Stability;
import io.sluice.api.config.Problems;
import io.sluice.pdata.Signal;
import java.util.Map;

/** Makes {@code attributes} processors. */
public final class AttributesFactory implements ProcessorFactory<AttributesConfig> {

    @Override
    public String type() {
        return "attributes";
    }

    @Override
    public Class<AttributesConfig> configType() {
        return AttributesConfig.class;
    }

    @Override
    public Map<Signal, Stability> signals() {
        return Map.of(Signal.TRACES, Stability.BETA, Signal.METRICS, Stability.BETA, Signal.LOGS, Stability.BETA);
    }

    @Override
    public void check(AttributesConfig config, PipelineId pipeline, Problems problems) {
        config.check(pipeline.signal(), problems);
    }

    @Override
    public Processor create(ComponentContext context, AttributesConfig config, PipelineId pipeline) {
        return new AttributesProcessor(context, config, pipeline.signal());
    }
}

package io.sluice.processor.redaction;

import io.sluice.api.ComponentContext;
import io.sluice.api.PipelineId;
import io.sluice.api.Processor;
import io.sluice.api.ProcessorFactory;
import io.sluice.api.Stability;
import io.sluice.pdata.Signal;
import java.util.Map;

/** Makes {@code redaction} processors. */
public final class RedactionFactory implements ProcessorFactory<RedactionConfig> {

    @Override
    public String type() {
        return "redaction";
    }

    @Override
    public Class<RedactionConfig> configType() {
        return RedactionConfig.class;
    }

    @Override
    public Map<Signal, Stability> signals() {
        return Map.of(Signal.TRACES, Stability.BETA, Signal.METRICS, Stability.BETA, Signal.LOGS, Stability.BETA);
    }

    @Override
    public Processor create(ComponentContext context, RedactionConfig config, PipelineId pipeline) {
        return new RedactionProcessor(context, config);
    }
}

package io.sluice.processor.memorylimiter;

import io.sluice.api.ComponentContext;
import io.sluice.api.PipelineId;
import io.sluice.api.Processor;
import io.sluice.api.ProcessorFactory;
import io.sluice.api.Stability;
import io.sluice.pdata.Signal;
import java.util.Map;

/** Makes {@code memory_limiter} processors. */
public final class MemoryLimiterFactory implements ProcessorFactory<MemoryLimiterConfig> {

    @Override
    public String type() {
        return "memory_limiter";
    }

    @Override
    public Class<MemoryLimiterConfig> configType() {
        return MemoryLimiterConfig.class;
    }

    @Override
    public Map<Signal, Stability> signals() {
        return Map.of(Signal.TRACES, Stability.BETA, Signal.METRICS, Stability.BETA, Signal.LOGS, Stability.BETA);
    }

    @Override
    public Processor create(ComponentContext context, MemoryLimiterConfig config, PipelineId pipeline) {
        return new MemoryLimiter(context, config, pipeline.signal(), Heap.ofThisProcess());
    }
}

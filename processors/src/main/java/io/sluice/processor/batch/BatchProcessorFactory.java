package io.sluice.processor.batch;

import io.sluice.api.ComponentContext;
import io.sluice.api.PipelineId;
import io.sluice.api.Processor;
import io.sluice.api.ProcessorFactory;
import io.sluice.api.Stability;
import io.sluice.pdata.Signal;
import java.util.Map;

/** Makes {@code batch} processors. */
public final class BatchProcessorFactory implements ProcessorFactory<BatchConfig> {

    @Override
    public String type() {
        return "batch";
    }

    @Override
    public Class<BatchConfig> configType() {
        return BatchConfig.class;
    }

    @Override
    public Map<Signal, Stability> signals() {
        return Map.of(Signal.TRACES, Stability.BETA, Signal.METRICS, Stability.BETA, Signal.LOGS, Stability.BETA);
    }

    @Override
    public Processor create(ComponentContext context, BatchConfig config, PipelineId pipeline) {
        BatchMetrics metrics = new BatchMetrics(context.meter(), context.id(), pipeline);
        return (Processor.Staged) (stage, next) -> new BatchStage(config, stage, next, metrics);
    }
}

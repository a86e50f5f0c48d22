package io.sluice.processor.probabilisticsampler;

import io.sluice.api.ComponentContext;
import io.sluice.api.StageContext;
import io.sluice.pdata.Signal;
import io.sluice.processor.edit.EditProcessor;
import io.sluice.processor.edit.RecordEditor;

/** The {@code probabilistic_sampler} of one pipeline: one {@link SamplerEditor} for each worker. */
final class ProbabilisticSamplerProcessor extends EditProcessor {

    private final ProbabilisticSamplerConfig config;
    private final Signal signal;

    ProbabilisticSamplerProcessor(ComponentContext context, ProbabilisticSamplerConfig config, Signal signal) {
        super(context);
        this.config = config;
        this.signal = signal;
    }

    @Override
    protected RecordEditor newEditor(StageContext stage) {
        SamplerCounts counts = new SamplerCounts(context().meter(), context().id(), signal, config.fromAttribute());
        return signal == Signal.TRACES ? new SpanSampler(config, counts) : new LogSampler(config, counts);
    }
}

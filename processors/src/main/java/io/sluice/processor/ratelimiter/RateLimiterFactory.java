package io.sluice.processor.ratelimiter;

import io.sluice.api.ComponentContext;
import io.sluice.api.PipelineId;
import io.sluice.api.Processor;
import io.sluice.api.ProcessorFactory;
import io.sluice.api.Stability;
import io.sluice.pdata.Signal;
import java.util.Map;

/** Makes {@code rate_limiter} processors. */
public final class RateLimiterFactory implements ProcessorFactory<RateLimiterConfig> {

    @Override
    public String type() {
        return "rate_limiter";
    }

    @Override
    public Class<RateLimiterConfig> configType() {
        return RateLimiterConfig.class;
    }

    @Override
    public Map<Signal, Stability> signals() {
        return Map.of(Signal.TRACES, Stability.ALPHA, Signal.METRICS, Stability.ALPHA, Signal.LOGS, Stability.ALPHA);
    }

    @Override
    public Processor create(ComponentContext context, RateLimiterConfig config, PipelineId pipeline) {
        return new RateLimiter(context, config, pipeline);
    }
}

package io.sluice.processor.ratelimiter;

import io.sluice.api.Batch;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.Outcome;
import io.sluice.api.PipelineId;
import io.sluice.api.RequestContext;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.processor.SilentAck;
import io.sluice.testkit.TestContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What does rate_limiter cost a request that is within its budget, keyed by client? The baseline is {@link #lookUp}, which finds the
 * client's budget in the table and takes nothing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RateLimiterBenchmark {

    private static final RateLimiterConfig CONFIG = new RateLimiterConfig(
            RateLimiterConfig.MAX_RATE,
            0,
            RateLimiterConfig.MAX_RATE,
            0,
            "client",
            10_000,
            RateLimiterConfig.Action.REFUSE,
            new RateLimiterConfig.Floor(true, List.of()));

    private final RateLimiter limiter = new RateLimiter(
            new TestContext(ComponentKind.PROCESSOR, ComponentId.of("rate_limiter")),
            CONFIG,
            new PipelineId(Signal.TRACES, ""));
    private final BudgetTable table = new BudgetTable(10_000, now -> Budget.of(CONFIG, now), 0);
    private final byte[] key = {49, 48, 46, 48, 46, 48, 46, 49};
    private final Batch batch = new Batch(
            Signal.TRACES,
            Payload.of(new byte[1000]),
            10,
            new RequestContext("otlp", "grpc", "10.0.0.1:40000", null, Map.of(), 0),
            SilentAck.INSTANCE);

    @Benchmark
    public Object lookUp() {
        return table.of(key, 0, key.length, 0);
    }

    @Benchmark
    public Outcome admit() {
        return limiter.admit(batch);
    }
}

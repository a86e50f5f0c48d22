package io.sluice.engine;

import io.sluice.api.Ack;
import io.sluice.api.Batch;
import io.sluice.api.Clock;
import io.sluice.api.Consumer;
import io.sluice.api.Outcome;
import io.sluice.api.PipelineId;
import io.sluice.api.Processor;
import io.sluice.api.RateLimitedLog;
import io.sluice.api.RequestContext;
import io.sluice.api.Stage;
import io.sluice.api.telemetry.Meter;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.slf4j.helpers.NOPLogger;

/**
 * What does the engine itself cost a request? {@link #doorAndHop} goes through the door, over the ring, to a consumer that accepts, and
 * back to the sender, all on one thread that cranks the worker, so that no wake-up is measured; {@link #hop} leaves out the door; the
 * baseline is {@link #direct}, the consumer called without an engine.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PipelineDoorBenchmark {

    private static final class Told implements Ack {
        private int completions;

        @Override
        public void complete(Outcome outcome) {
            completions++;
        }

        @Override
        public void answer(Outcome outcome) {}

        @Override
        public boolean isWithdrawn() {
            return false;
        }

        @Override
        public long deadlineNanos() {
            return NO_DEADLINE;
        }

        @Override
        public void dropped(int items, String reason) {}
    }

    private final Told told = new Told();
    private final Payload payload = Payload.of(new byte[260_000]);
    private final Consumer accepting = batch -> batch.complete(Outcome.accepted());
    private final RateLimitedLog log = new RateLimitedLog(NOPLogger.NOP_LOGGER, Clock.SYSTEM);
    private final PipelineWorker worker = new PipelineWorker("worker-jmh", 1024, Clock.SYSTEM, log);
    private final PipelineDoor door = new PipelineDoor(
            new PipelineAccount(
                    new PipelineId(Signal.TRACES, ""), Long.MAX_VALUE, Long.MAX_VALUE, new CustodyLedger(), Meter.NOOP),
            new Processor.Gate[0],
            Dispatch.inTurn(new PipelineWorker[] {worker}),
            log);

    @Setup
    public void install() {
        worker.install(new Hop("exporter jmh", accepting, new Hop.Hand(), log, _ -> {}), new Stage[0]);
    }

    private Batch request() {
        return new Batch(Signal.TRACES, payload.share(), 500, RequestContext.NONE, told);
    }

    @Benchmark
    public int direct() {
        accepting.consume(request());
        return told.completions;
    }

    @Benchmark
    public int hop() {
        worker.offer(request());
        worker.doWork();
        return told.completions;
    }

    @Benchmark
    public int doorAndHop() {
        door.consume(request());
        worker.doWork();
        return told.completions;
    }
}

package io.sluice.engine;

import io.sluice.api.Batch;
import io.sluice.api.Clock;
import io.sluice.api.ComponentException;
import io.sluice.api.Outcome;
import io.sluice.api.Processor;
import org.jspecify.annotations.Nullable;

/** A gate at the door, measured as a processor of a worker is. */
record MeasuredGate(Processor.Gate gate, ProcessorMetrics metrics, Clock clock) implements Processor.Gate {

    @Override
    public @Nullable Outcome admit(Batch batch) {
        metrics.incoming().add(batch.items());
        long begin = clock.nanoTime();
        Outcome verdict = gate.admit(batch);
        metrics.took(clock.nanoTime() - begin);
        if (verdict == null) {
            metrics.outgoing().add(batch.items());
        }
        return verdict;
    }

    @Override
    public void start() throws ComponentException {
        gate.start();
    }

    @Override
    public void stop(long deadlineNanos) {
        gate.stop(deadlineNanos);
    }
}

package io.sluice.engine;

import io.sluice.api.Batch;
import io.sluice.api.Clock;
import io.sluice.api.Consumer;
import io.sluice.api.Stage;
import java.util.function.Function;

/**
 * A stage with its measurements. What it hands on runs within its own call, so the time downstream is taken off. Threads: its worker's
 * only.
 */
final class MeasuredStage implements Consumer {

    private final ProcessorMetrics metrics;
    private final Clock clock;
    private final Consumer next;
    private final Stage stage;
    private long downstreamNanos;

    /**
     * Makes the stage.
     *
     * @param maker makes it, given where it hands on
     */
    MeasuredStage(ProcessorMetrics metrics, Clock clock, Consumer next, Function<Consumer, Stage> maker) {
        this.metrics = metrics;
        this.clock = clock;
        this.next = next;
        this.stage = maker.apply(this::handOn);
    }

    Stage stage() {
        return stage;
    }

    @Override
    public void consume(Batch batch) {
        metrics.incoming().add(batch.items());
        downstreamNanos = 0;
        long begin = clock.nanoTime();
        stage.process(batch);
        metrics.took(clock.nanoTime() - begin - downstreamNanos);
    }

    private void handOn(Batch batch) {
        metrics.outgoing().add(batch.items());
        long begin = clock.nanoTime();
        next.consume(batch);
        downstreamNanos += clock.nanoTime() - begin;
    }
}

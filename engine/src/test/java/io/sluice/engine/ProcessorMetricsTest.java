package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.Batch;
import io.sluice.api.ComponentId;
import io.sluice.api.Outcome;
import io.sluice.api.Processor;
import io.sluice.api.Refusal;
import io.sluice.api.RequestContext;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.testkit.ManualClock;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.TestMeter;
import java.time.Duration;
import org.assertj.core.api.AbstractDoubleAssert;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProcessorMetricsTest {

    private final TestMeter meter = new TestMeter();
    private final ManualClock clock = new ManualClock();
    private final ProcessorMetrics metrics = ProcessorMetrics.of(meter, ComponentId.of("batch"), Signal.TRACES);

    private static Batch batch(int items) {
        return new Batch(Signal.TRACES, Payload.of(new byte[1]), items, RequestContext.NONE, new RecordingAck());
    }

    private AbstractDoubleAssert<?> measured(String name) {
        return assertThat(meter.value(name, "processor", "batch", "otel.signal", "traces"));
    }

    @Test
    void aStageIsNotChargedForTheTimeDownstream() {
        MeasuredStage stage = new MeasuredStage(metrics, clock, _ -> clock.advance(Duration.ofSeconds(10)), next -> {
            return batch -> {
                clock.advance(Duration.ofMillis(3));
                next.consume(batch);
                clock.advance(Duration.ofMillis(1));
            };
        });

        stage.consume(batch(5));

        measured("processor_internal_duration").isEqualTo(0.004, Offset.offset(1e-9));
        measured("processor_incoming_items").isEqualTo(5);
        measured("processor_outgoing_items").isEqualTo(5);
    }

    @Test
    void whatAStageHandsOnBetweenBatchesIsNobodysTime() {
        MeasuredStage[] holding = new MeasuredStage[1];
        Runnable[] flush = new Runnable[1];
        holding[0] = new MeasuredStage(metrics, clock, _ -> clock.advance(Duration.ofSeconds(10)), next -> {
            flush[0] = () -> next.consume(batch(7));
            return _ -> clock.advance(Duration.ofMillis(2));
        });

        holding[0].consume(batch(3));
        flush[0].run();
        holding[0].consume(batch(4));

        measured("processor_internal_duration").isEqualTo(0.004, Offset.offset(1e-9));
        measured("processor_outgoing_items").isEqualTo(7);
    }

    @Test
    void aGateAtTheDoorHandsOnOnlyWhatItLetsIn() {
        Outcome refusal = Outcome.refused(Refusal.MEMORY, "full");
        Processor.Gate gate = new Processor.Gate() {
            @Override
            public @Nullable Outcome admit(Batch batch) {
                clock.advance(Duration.ofMillis(1));
                return batch.items() > 3 ? refusal : null;
            }

            @Override
            public void start() {}

            @Override
            public void stop(long deadlineNanos) {}
        };
        MeasuredGate measured = new MeasuredGate(gate, metrics, clock);

        assertThat(measured.admit(batch(4))).isEqualTo(refusal);
        assertThat(measured.admit(batch(3))).isNull();

        measured("processor_internal_duration").isEqualTo(0.002, Offset.offset(1e-9));
        measured("processor_incoming_items").isEqualTo(7);
        measured("processor_outgoing_items").isEqualTo(3);
    }
}

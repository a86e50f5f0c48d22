package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.Batch;
import io.sluice.api.ComponentId;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.api.RequestContext;
import io.sluice.api.Stage;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.testkit.ManualClock;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.TestMeter;
import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MergedMetricsTest {

    private final TestMeter meter = new TestMeter();
    private final ManualClock clock = new ManualClock();
    private final MergedMetrics metrics = new MergedMetrics(List.of(
            ProcessorMetrics.of(meter, ComponentId.of("filter"), Signal.LOGS),
            ProcessorMetrics.of(meter, ComponentId.of("mask"), Signal.LOGS)));

    private double measured(String name, String processor) {
        return meter.value(name, "processor", processor, "otel.signal", "logs");
    }

    private static Batch batch(int items) {
        return new Batch(Signal.LOGS, Payload.of(new byte[1]), items, RequestContext.NONE, new RecordingAck());
    }

    private void run(Stage stage) {
        new MeasuredStage(metrics.ofStage(), clock, batch -> batch.complete(Outcome.accepted()), next -> batch -> {
                    clock.advance(Duration.ofMillis(2));
                    stage.process(batch);
                    if (!batch.isCompleted()) {
                        next.consume(batch);
                    }
                })
                .consume(batch(5));
    }

    @Test
    void whatOneLetsThroughIsWhatTheNextIsGiven() {
        run(batch -> {
            metrics.dropped(0, 2);
            metrics.dropped(1, 1);
            batch.replace(batch.payload(), 2);
        });

        assertThat(measured("processor_incoming_items", "filter")).isEqualTo(5);
        assertThat(measured("processor_outgoing_items", "filter")).isEqualTo(3);
        assertThat(measured("processor_incoming_items", "mask")).isEqualTo(3);
        assertThat(measured("processor_outgoing_items", "mask")).isEqualTo(2);
    }

    @Test
    void theTimeIsShared() {
        run(_ -> {});

        assertThat(measured("processor_internal_duration", "filter")).isEqualTo(0.001, Offset.offset(1e-9));
        assertThat(measured("processor_internal_duration", "mask")).isEqualTo(0.001, Offset.offset(1e-9));
    }

    @Test
    void whenAllIsDroppedEachHadWhatTheOneBeforeLeft() {
        run(batch -> {
            metrics.dropped(0, 4);
            metrics.dropped(1, 1);
            batch.complete(Outcome.accepted());
        });

        assertThat(measured("processor_incoming_items", "filter")).isEqualTo(5);
        assertThat(measured("processor_outgoing_items", "filter")).isEqualTo(1);
        assertThat(measured("processor_incoming_items", "mask")).isEqualTo(1);
        assertThat(measured("processor_outgoing_items", "mask")).isZero();
    }

    @Test
    void whatIsRefusedWasGivenToTheFirstOnly() {
        run(batch -> batch.complete(Outcome.refused(Refusal.COMPONENT_FAILURE, "broken")));

        assertThat(measured("processor_incoming_items", "filter")).isEqualTo(5);
        assertThat(measured("processor_outgoing_items", "filter")).isZero();
        assertThat(measured("processor_incoming_items", "mask")).isZero();
    }
}

package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.Batch;
import io.sluice.api.BuildInfo;
import io.sluice.api.Clock;
import io.sluice.api.ComponentId;
import io.sluice.api.Consumer;
import io.sluice.api.Exporter;
import io.sluice.api.Outcome;
import io.sluice.api.PipelineId;
import io.sluice.api.Processor;
import io.sluice.api.RateLimitedLog;
import io.sluice.api.RequestContext;
import io.sluice.api.Stage;
import io.sluice.api.StageContext;
import io.sluice.pdata.BufferPool;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.TestMeter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class PipelineTest {

    private final TestMeter meter = new TestMeter();
    private final CustodyLedger custody = new CustodyLedger();
    private final List<String> stages = new ArrayList<>();
    private final List<String> started = new ArrayList<>();

    /** A processor that can be one with neighbours of its kind, and drops an item on behalf of each. */
    private final class Mergeable implements Processor.Staged {
        private final String name;
        private final int members;

        Mergeable(String name, int members) {
            this.name = name;
            this.members = members;
        }

        @Override
        public void start() {
            started.add(name);
        }

        @Override
        public Processor.@Nullable Staged mergedWith(Processor.Staged following) {
            return following instanceof Mergeable other ? new Mergeable(name + "+" + other.name, members + 1) : null;
        }

        @Override
        public Stage newStage(StageContext context, Consumer next) {
            stages.add(name);
            return batch -> {
                for (int member = 0; member < members; member++) {
                    context.dropped(member, 1);
                    batch.ack().dropped(1, "test");
                }
                batch.replace(batch.payload(), batch.items() - members);
                next.consume(batch);
            };
        }
    }

    private final class Alone implements Processor.Staged {
        @Override
        public Stage newStage(StageContext context, Consumer next) {
            stages.add("alone");
            return next::consume;
        }
    }

    private Pipeline pipeline(Map<String, Processor> processors) {
        RateLimitedLog bugs = new RateLimitedLog(LoggerFactory.getLogger("test"), Clock.SYSTEM);
        EngineContext.Shared shared = new EngineContext.Shared(
                new BuildInfo("test", "test", "0"),
                meter,
                Clock.SYSTEM,
                (_, _) -> () -> {},
                BufferPool.UNPOOLED,
                custody,
                Map.of(),
                new StatusBoard(LoggerFactory.getLogger("test")));
        List<Pipeline.Step> steps = processors.entrySet().stream()
                .map(entry -> new Pipeline.Step(ComponentId.of(entry.getKey()), entry.getValue()))
                .toList();
        Exporter exporter = batch -> batch.complete(Outcome.accepted());
        return new Pipeline(
                new PipelineId(Signal.LOGS, ""),
                steps,
                Map.of(ComponentId.of("out"), exporter),
                new Pipeline.Bounds(1, 16, 1 << 20, 1 << 20),
                shared,
                custody,
                bugs);
    }

    private double items(String name, String processor) {
        return meter.value(name, "processor", processor, "otel.signal", "logs");
    }

    @Test
    void neighboursThatCanShareAStageAndAreStartedAndMeasuredEachByItself() throws StartException {
        Map<String, Processor> processors = new java.util.LinkedHashMap<>();
        processors.put("a", new Mergeable("a", 1));
        processors.put("b", new Mergeable("b", 1));
        processors.put("c", new Alone());
        processors.put("d", new Mergeable("d", 1));
        Pipeline pipeline = pipeline(processors);
        RecordingAck ack = new RecordingAck();

        pipeline.start();
        pipeline.door().consume(new Batch(Signal.LOGS, Payload.of(new byte[1]), 10, RequestContext.NONE, ack));

        assertThat(ack.await()).isEqualTo(Outcome.accepted());
        pipeline.stop(Clock.SYSTEM.nanoTime() + 1_000_000_000L);
        assertThat(stages).containsExactly("d", "alone", "a+b");
        assertThat(started).containsExactly("d", "b", "a");
        assertThat(items("processor_incoming_items", "a")).isEqualTo(10);
        assertThat(items("processor_outgoing_items", "a")).isEqualTo(9);
        assertThat(items("processor_incoming_items", "b")).isEqualTo(9);
        assertThat(items("processor_outgoing_items", "b")).isEqualTo(8);
        assertThat(items("processor_incoming_items", "c")).isEqualTo(8);
        assertThat(items("processor_outgoing_items", "d")).isEqualTo(7);
        assertThat(pipeline.account().imbalance()).isZero();
    }
}

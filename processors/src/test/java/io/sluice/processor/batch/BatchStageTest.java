package io.sluice.processor.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.Batch;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.ItemSet;
import io.sluice.api.Outcome;
import io.sluice.api.PipelineId;
import io.sluice.api.Refusal;
import io.sluice.api.RequestContext;
import io.sluice.pdata.BufferPool;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.pdata.WireWriter;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.RecordingConsumer;
import io.sluice.testkit.TestContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchStageTest {

    private static final PipelineId PIPELINE = new PipelineId(Signal.LOGS, "");

    private final TestContext context = new TestContext(ComponentKind.PROCESSOR, ComponentId.of("batch"));
    private final RecordingConsumer next = RecordingConsumer.holding();

    private BatchStage stage(BatchConfig config) {
        return new BatchStage(config, context, next, new BatchMetrics(context.meter(), context.id(), PIPELINE));
    }

    private static BatchConfig sizes(int size, int max) {
        return new BatchConfig(Duration.ofMillis(200), size, max, 0, List.of(), 1000);
    }

    private static Batch request(String bytes, int items, RecordingAck ack) {
        return request(bytes, items, ack, RequestContext.NONE);
    }

    private static Batch request(String bytes, int items, RecordingAck ack, RequestContext from) {
        return new Batch(Signal.LOGS, Payload.of(bytes.getBytes(StandardCharsets.UTF_8)), items, from, ack);
    }

    private static String bytesOf(Batch batch) {
        Payload payload = batch.payload();
        return new String(payload.array(), payload.offset(), payload.length(), StandardCharsets.UTF_8);
    }

    private static RequestContext tenant(String name) {
        return new RequestContext("otlp", "grpc", "", null, Map.of("tenant", List.of(name)), 0);
    }

    @Test
    void leavesAtOnceWhenNothingIsUnderWay() {
        BatchStage stage = stage(sizes(100, 0));

        stage.process(request("a", 1, new RecordingAck()));
        stage.idle();

        assertThat(bytesOf(next.take())).isEqualTo("a");
        assertThat(context.meter().value("processor_batch_idle_trigger_send", "processor", "batch"))
                .isEqualTo(1);
    }

    @Test
    void gathersWhileOneIsUnderWayAndLeavesWhenItComesHome() {
        BatchStage stage = stage(sizes(100, 0));
        stage.process(request("a", 1, new RecordingAck()));
        stage.idle();
        Batch first = next.take();

        stage.process(request("b", 1, new RecordingAck()));
        stage.process(request("c", 1, new RecordingAck()));
        stage.idle();
        assertThat(next.size()).isZero();

        first.complete(Outcome.accepted());
        context.runTasks();
        assertThat(bytesOf(next.take())).isEqualTo("bc");
    }

    @Test
    void theTimeoutIsTheUpperBoundWhileSomethingIsUnderWay() {
        BatchStage stage = stage(sizes(100, 0));
        stage.process(request("a", 1, new RecordingAck()));
        stage.idle();
        next.take();
        stage.process(request("b", 1, new RecordingAck()));

        context.clock().advance(Duration.ofMillis(199));
        assertThat(next.size()).isZero();
        context.clock().advance(Duration.ofMillis(1));

        assertThat(bytesOf(next.take())).isEqualTo("b");
        assertThat(context.meter().value("processor_batch_timeout_trigger_send", "processor", "batch"))
                .isEqualTo(1);
    }

    @Test
    void leavesWhenTheSizeIsReached() {
        BatchStage stage = stage(sizes(3, 0));

        stage.process(request("a", 2, new RecordingAck()));
        assertThat(next.size()).isZero();
        stage.process(request("b", 1, new RecordingAck()));

        Batch sent = next.take();
        assertThat(bytesOf(sent)).isEqualTo("ab");
        assertThat(sent.items()).isEqualTo(3);
        assertThat(context.clock().pending()).isZero();
    }

    @Test
    void doesNotMergeBeyondTheGreatestSize() {
        BatchStage stage = stage(sizes(4, 4));

        stage.process(request("a", 3, new RecordingAck()));
        stage.process(request("b", 3, new RecordingAck()));

        assertThat(bytesOf(next.take())).isEqualTo("a");
        assertThat(next.size()).isZero();
    }

    private static Batch logs(int records, int bytesEach, RecordingAck ack) {
        WireWriter writer = new WireWriter(64);
        int resource = writer.openMessage(1);
        int scope = writer.openMessage(2);
        for (int i = 0; i < records; i++) {
            int record = writer.openMessage(2);
            writer.bytesField(3, new byte[bytesEach], 0, bytesEach);
            writer.closeMessage(record);
        }
        writer.closeMessage(scope);
        writer.closeMessage(resource);
        return new Batch(Signal.LOGS, writer.toPayload(BufferPool.UNPOOLED), records, RequestContext.NONE, ack);
    }

    @Test
    void aRequestAboveTheGreatestSizeIsCutAndHearsOneAnswer() {
        BatchStage stage = stage(sizes(4, 4));
        RecordingAck ack = new RecordingAck();

        stage.process(logs(10, 3, ack));

        assertThat(next.size()).isEqualTo(3);
        Batch first = next.take();
        Batch second = next.take();
        Batch third = next.take();
        assertThat(List.of(first.items(), second.items(), third.items())).containsExactly(4, 4, 2);
        first.complete(Outcome.accepted());
        second.complete(new Outcome.PartiallyAccepted(1, ItemSet.of(1), "too large"));
        assertThat(ack.outcome()).isNull();
        third.complete(Outcome.accepted());
        assertThat(ack.outcome()).isEqualTo(new Outcome.PartiallyAccepted(1, ItemSet.of(5), "too large"));
    }

    @Test
    void aRequestAboveTheGreatestBytesIsCutBetweenItems() {
        BatchStage stage = stage(new BatchConfig(Duration.ofMillis(200), 1, 0, 250, List.of(), 1000));
        RecordingAck ack = new RecordingAck();

        stage.process(logs(5, 100, ack));

        int items = 0;
        assertThat(next.size()).isEqualTo(3);
        while (next.size() > 0) {
            Batch part = next.take();
            assertThat(part.bytes()).isLessThanOrEqualTo(250);
            items += part.items();
            part.complete(Outcome.accepted());
        }
        assertThat(items).isEqualTo(5);
        assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
    }

    @Test
    void eachRequestHearsOfItsOwnItemsOnly() {
        BatchStage stage = stage(sizes(5, 0));
        RecordingAck first = new RecordingAck();
        RecordingAck second = new RecordingAck();
        stage.process(request("a", 2, first));
        stage.process(request("b", 3, second));

        next.take().complete(new Outcome.PartiallyAccepted(1, ItemSet.of(3), "too large"));

        assertThat(first.outcome()).isEqualTo(Outcome.accepted());
        assertThat(second.outcome()).isEqualTo(new Outcome.PartiallyAccepted(1, ItemSet.of(1), "too large"));
    }

    @Test
    void aRefusalReachesEveryRequest() {
        BatchStage stage = stage(sizes(2, 0));
        RecordingAck first = new RecordingAck();
        RecordingAck second = new RecordingAck();
        stage.process(request("a", 1, first));
        stage.process(request("b", 1, second));

        next.take().complete(Outcome.refused(Refusal.BACKEND, "down"));

        assertThat(first.outcome()).isInstanceOf(Outcome.Refused.class);
        assertThat(second.outcome()).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void aRequestWhoseSenderHasGoneDoesNotTravel() {
        BatchStage stage = stage(sizes(3, 0));
        RecordingAck gone = new RecordingAck();
        RecordingAck waiting = new RecordingAck();
        stage.process(request("a", 1, gone));
        gone.withdraw();
        stage.process(request("b", 2, waiting));

        assertThat(bytesOf(next.take())).isEqualTo("b");
        assertThat(gone.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, r -> assertThat(r.reason()).isEqualTo(Refusal.DEADLINE));
    }

    @Test
    void aSenderThatGoesWhileTheBatchWaitsDownstreamIsCutOut() {
        BatchStage stage = stage(sizes(2, 0));
        RecordingAck gone = new RecordingAck();
        RecordingAck waiting = new RecordingAck();
        stage.process(request("a", 1, gone));
        stage.process(request("bb", 1, waiting));
        Batch sent = next.take();

        gone.withdraw();
        sent.cutWithdrawn();

        assertThat(bytesOf(sent)).isEqualTo("bb");
        assertThat(sent.items()).isEqualTo(1);
        sent.complete(Outcome.accepted());
        assertThat(gone.outcome()).isInstanceOf(Outcome.Refused.class);
        assertThat(waiting.outcome()).isEqualTo(Outcome.accepted());
    }

    @Test
    void metadataKeepsTenantsApartAndSurvivesTheMerge() {
        BatchStage stage = stage(new BatchConfig(Duration.ofMillis(200), 2, 0, 0, List.of("Tenant"), 1000));

        stage.process(request("a", 1, new RecordingAck(), tenant("x")));
        stage.process(request("b", 1, new RecordingAck(), tenant("y")));
        stage.process(request("c", 1, new RecordingAck(), tenant("x")));

        Batch sent = next.take();
        assertThat(bytesOf(sent)).isEqualTo("ac");
        assertThat(sent.context().firstMetadata("tenant")).isEqualTo("x");
        assertThat(next.size()).isZero();
    }

    @Test
    void beyondTheCardinalityLimitRequestsPassUnmergedAndNothingIsRefused() {
        BatchStage stage = stage(new BatchConfig(Duration.ofMillis(200), 9, 0, 0, List.of("tenant"), 1));
        stage.process(request("a", 1, new RecordingAck(), tenant("x")));

        stage.process(request("b", 1, new RecordingAck(), tenant("y")));

        assertThat(bytesOf(next.take())).isEqualTo("b");
    }

    @Test
    void flushHandsOnWhatHasGathered() {
        BatchStage stage = stage(sizes(100, 0));
        stage.process(request("a", 1, new RecordingAck()));

        stage.flush();

        assertThat(bytesOf(next.take())).isEqualTo("a");
    }

    @Test
    void measuresItemsAndBytesOfWhatLeaves() {
        BatchStage stage = stage(sizes(2, 0));

        stage.process(request("abc", 1, new RecordingAck()));
        stage.process(request("de", 1, new RecordingAck()));

        assertThat(context.meter().value("processor_batch_batch_send_size", "processor", "batch"))
                .isEqualTo(2);
        assertThat(context.meter().value("processor_batch_batch_send_size_bytes", "processor", "batch"))
                .isEqualTo(5);
    }

    @Test
    void everyPipelineShowsItsOwnGroups() {
        BatchConfig byTenant = new BatchConfig(Duration.ofMillis(200), 100, 0, 0, List.of("tenant"), 10);
        BatchStage busy = stage(byTenant);
        busy.process(request("a", 1, new RecordingAck(), tenant("x")));
        PipelineId other = new PipelineId(Signal.LOGS, "other");
        new BatchStage(byTenant, context, next, new BatchMetrics(context.meter(), context.id(), other));

        assertThat(groups("logs")).isEqualTo(1);
        assertThat(groups("logs/other")).isZero();
    }

    private double groups(String pipeline) {
        return context.meter()
                .value(
                        "processor_batch_metadata_cardinality",
                        "processor",
                        "batch",
                        "pipeline",
                        pipeline,
                        "worker",
                        "0");
    }
}

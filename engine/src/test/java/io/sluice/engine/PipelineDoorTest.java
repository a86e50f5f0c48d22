package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.Ack;
import io.sluice.api.Batch;
import io.sluice.api.Outcome;
import io.sluice.api.PipelineId;
import io.sluice.api.Processor;
import io.sluice.api.RateLimitedLog;
import io.sluice.api.Refusal;
import io.sluice.api.Rejection;
import io.sluice.api.RequestContext;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.testkit.ManualClock;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.RecordingConsumer;
import io.sluice.testkit.TestMeter;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

class PipelineDoorTest {

    private final ManualClock clock = new ManualClock();
    private final TestMeter meter = new TestMeter();
    private final CustodyLedger custody = new CustodyLedger();
    private final PipelineAccount account =
            new PipelineAccount(new PipelineId(Signal.TRACES, ""), 100, 10, custody, meter);
    private final RateLimitedLog log = new RateLimitedLog(NOPLogger.NOP_LOGGER, clock);
    private final PipelineWorker worker = new PipelineWorker("worker-test", 2, clock, log);
    private final RecordingConsumer exporter = RecordingConsumer.holding();

    private PipelineDoor door(Processor.Gate... gates) {
        worker.install(new Hop("exporter x", exporter, new Hop.Hand(), log, _ -> {}), new io.sluice.api.Stage[0]);
        return new PipelineDoor(account, gates, Dispatch.inTurn(new PipelineWorker[] {worker}), log);
    }

    private static Batch batch(int bytes, int items, RecordingAck ack) {
        return new Batch(Signal.TRACES, Payload.of(new byte[bytes]), items, RequestContext.NONE, ack);
    }

    private double counted(String name, String... more) {
        String[] labels = new String[2 + more.length];
        labels[0] = "pipeline";
        labels[1] = "traces";
        System.arraycopy(more, 0, labels, 2, more.length);
        return meter.value(name, labels);
    }

    private static Refusal reason(RecordingAck ack) {
        return ((Outcome.Refused) ack.await()).reason();
    }

    @Test
    void whatIsDeliveredIsReceivedHeldAndThenDelivered() {
        RecordingAck ack = new RecordingAck();
        door().consume(batch(40, 4, ack));
        assertThat(account.heldItems()).isEqualTo(4);
        assertThat(custody.bytes()).isEqualTo(40);
        assertThat(account.imbalance()).isZero();

        worker.doWork();
        exporter.take().complete(Outcome.accepted());

        assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
        assertThat(counted("pipeline_received_items")).isEqualTo(4);
        assertThat(counted("pipeline_delivered_items")).isEqualTo(4);
        assertThat(account.heldItems()).isZero();
        assertThat(account.heldBytes()).isZero();
        assertThat(custody.bytes()).isZero();
        assertThat(account.imbalance()).isZero();
    }

    @Test
    void refusesWhatWouldPassTheBoundInBytes() {
        PipelineDoor door = door();
        door.consume(batch(60, 1, new RecordingAck()));
        RecordingAck ack = new RecordingAck();

        door.consume(batch(41, 1, ack));

        assertThat(reason(ack)).isEqualTo(Refusal.MEMORY);
        assertThat(counted("pipeline_refused_items", "reason", "memory")).isEqualTo(1);
        assertThat(account.heldBytes()).isEqualTo(60);
        assertThat(account.imbalance()).isZero();
    }

    @Test
    void bytesThatAProcessorHasTakenOverAreNotHeldThoughTheirItemsAre() {
        PipelineDoor door = door();
        RecordingAck first = new RecordingAck();
        door.consume(batch(60, 1, first));
        worker.doWork();
        Ack kept = exporter.take().keepAck();
        RecordingAck second = new RecordingAck();

        door.consume(batch(60, 1, second));

        assertThat(first.outcome()).isNull();
        assertThat(second.outcome()).isNull();
        assertThat(account.heldBytes()).isEqualTo(60);
        assertThat(custody.bytes()).isEqualTo(60);
        assertThat(account.heldItems()).isEqualTo(2);
        kept.complete(Outcome.accepted());
        assertThat(account.heldBytes()).isEqualTo(60);
        assertThat(account.heldItems()).isEqualTo(1);
        assertThat(account.imbalance()).isZero();
    }

    @Test
    void refusesWhatWouldPassTheBoundInItems() {
        PipelineDoor door = door();
        door.consume(batch(1, 8, new RecordingAck()));
        RecordingAck ack = new RecordingAck();

        door.consume(batch(1, 3, ack));

        assertThat(reason(ack)).isEqualTo(Refusal.MEMORY);
    }

    @Test
    void letsInABatchAboveTheBoundWhenNothingElseIsHeld() {
        RecordingAck ack = new RecordingAck();

        door().consume(batch(500, 50, ack));

        assertThat(ack.outcome()).isNull();
        assertThat(account.heldBytes()).isEqualTo(500);
    }

    @Test
    void refusesWhenTheRingIsFullAndHoldsNothingOfIt() {
        PipelineDoor door = door();
        door.consume(batch(1, 1, new RecordingAck()));
        door.consume(batch(1, 1, new RecordingAck()));
        RecordingAck ack = new RecordingAck();

        door.consume(batch(1, 1, ack));

        assertThat(reason(ack)).isEqualTo(Refusal.QUEUE_FULL);
        assertThat(account.heldItems()).isEqualTo(2);
    }

    @Test
    void aGateTurnsAwayWithItsOwnOutcome() {
        RecordingAck ack = new RecordingAck();

        door(_ -> Outcome.rejected(Rejection.TOO_LARGE, "no")).consume(batch(5, 2, ack));

        assertThat(ack.outcome()).isEqualTo(Outcome.rejected(Rejection.TOO_LARGE, "no"));
        assertThat(counted("pipeline_rejected_items", "reason", "too_large")).isEqualTo(2);
        assertThat(account.heldBytes()).isZero();
        assertThat(account.imbalance()).isZero();
    }

    @Test
    void aBugInAGateRefusesRetryably() {
        RecordingAck ack = new RecordingAck();

        door(_ -> {
                    throw new IllegalStateException("bug");
                })
                .consume(batch(5, 2, ack));

        assertThat(reason(ack)).isEqualTo(Refusal.COMPONENT_FAILURE);
        assertThat(account.imbalance()).isZero();
    }

    @Test
    void aClosedDoorRefusesAndSaysWhenToComeAgain() {
        PipelineDoor door = door();
        door.close();
        RecordingAck ack = new RecordingAck();

        door.consume(batch(5, 2, ack));

        assertThat(ack.outcome()).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Refusal.SHUTDOWN);
            assertThat(refused.retryAfterNanos()).isPositive();
        });
        assertThat(counted("pipeline_refused_items", "reason", "shutdown")).isEqualTo(2);
    }

    @Test
    void droppedItemsAreCountedByReasonAndTheRestIsDelivered() {
        door().consume(batch(5, 5, new RecordingAck()));
        worker.doWork();
        Batch batch = exporter.take();

        batch.ack().dropped(3, "sampled");
        batch.complete(Outcome.accepted());

        assertThat(counted("pipeline_dropped_items", "reason", "sampled")).isEqualTo(3);
        assertThat(counted("pipeline_delivered_items")).isEqualTo(2);
        assertThat(account.imbalance()).isZero();
    }

    @Test
    void whatFailsAfterTheSenderHeardOkIsADropNotARefusal() {
        RecordingAck ack = new RecordingAck();
        door().consume(batch(5, 5, ack));
        worker.doWork();
        Batch batch = exporter.take();

        batch.ack().answer(Outcome.accepted());
        batch.complete(Outcome.refused(Refusal.BACKEND, "gave up"));

        assertThat(ack.answer()).isEqualTo(Outcome.accepted());
        assertThat(counted("pipeline_dropped_items", "reason", "failed_after_ack_backend"))
                .isEqualTo(5);
        assertThat(counted("pipeline_refused_items", "reason", "backend")).isZero();
        assertThat(account.imbalance()).isZero();
    }

    @Test
    void rejectedItemsOfAPartialSuccessAreCountedApart() {
        door().consume(batch(5, 5, new RecordingAck()));
        worker.doWork();

        exporter.take().complete(new Outcome.PartiallyAccepted(2, null, "too large"));

        assertThat(counted("pipeline_delivered_items")).isEqualTo(3);
        assertThat(counted("pipeline_rejected_items", "reason", "backend")).isEqualTo(2);
        assertThat(account.imbalance()).isZero();
    }
}

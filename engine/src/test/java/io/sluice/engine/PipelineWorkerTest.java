package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.Batch;
import io.sluice.api.Consumer;
import io.sluice.api.Outcome;
import io.sluice.api.RateLimitedLog;
import io.sluice.api.Refusal;
import io.sluice.api.RequestContext;
import io.sluice.api.Stage;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.testkit.ManualClock;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.RecordingConsumer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.helpers.NOPLogger;

class PipelineWorkerTest {

    private final ManualClock clock = new ManualClock();
    private final AtomicInteger failures = new AtomicInteger();
    private final RecordingConsumer target = RecordingConsumer.holding();

    private static Batch batch(RecordingAck ack) {
        return new Batch(Signal.TRACES, Payload.of(new byte[4]), 1, RequestContext.NONE, ack);
    }

    private PipelineWorker worker(int ringSize, Consumer consumer, Stage... stages) {
        RateLimitedLog log = new RateLimitedLog(NOPLogger.NOP_LOGGER, clock);
        PipelineWorker worker = new PipelineWorker("worker-test", ringSize, clock, log);
        Hop hop = new Hop("exporter x", consumer, new Hop.Hand(), log, n -> failures.addAndGet((int) n));
        worker.install(hop, stages);
        return worker;
    }

    @Test
    void aFullRingSaysSoAndTakesAgainOnceThereIsRoom() {
        PipelineWorker worker = worker(2, target);
        assertThat(worker.offer(batch(new RecordingAck()))).isTrue();
        assertThat(worker.offer(batch(new RecordingAck()))).isTrue();

        assertThat(worker.offer(batch(new RecordingAck()))).isFalse();
        assertThat(worker.backlog()).isEqualTo(2);

        worker.doWork();
        assertThat(worker.offer(batch(new RecordingAck()))).isTrue();
        assertThat(target.size()).isEqualTo(2);
    }

    @Test
    void stagesHearWhenThereIsNoMoreInputAndOnlyOnce() {
        AtomicInteger idles = new AtomicInteger();
        PipelineWorker worker = worker(8, target, stage(idles::incrementAndGet));
        worker.offer(batch(new RecordingAck()));
        worker.offer(batch(new RecordingAck()));

        worker.doWork();
        worker.doWork();

        assertThat(idles).hasValue(1);
    }

    @Test
    void aBugInAComponentRefusesItsBatchRetryablyAndTheWorkerLives() {
        RecordingAck unlucky = new RecordingAck();
        RecordingAck lucky = new RecordingAck();
        AtomicInteger calls = new AtomicInteger();
        PipelineWorker worker = worker(8, b -> {
            if (calls.getAndIncrement() == 0) {
                throw new IllegalStateException("bug");
            }
            b.complete(Outcome.accepted());
        });
        worker.offer(batch(unlucky));
        worker.offer(batch(lucky));

        worker.doWork();

        assertThat(unlucky.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, r -> assertThat(r.reason()).isEqualTo(Refusal.COMPONENT_FAILURE));
        assertThat(lucky.outcome()).isEqualTo(Outcome.accepted());
        assertThat(failures).hasValue(1);
    }

    @Test
    void aBugAfterTheBatchWasHandedOnDoesNotEndItTwice() {
        RecordingAck ack = new RecordingAck();
        Hop.Hand hand = new Hop.Hand();
        RateLimitedLog log = new RateLimitedLog(NOPLogger.NOP_LOGGER, clock);
        Hop last = new Hop("exporter x", target, hand, log, _ -> {});
        Hop first = new Hop(
                "processor y",
                b -> {
                    last.consume(b);
                    throw new IllegalStateException("bug");
                },
                hand,
                log,
                n -> failures.addAndGet((int) n));

        first.consume(batch(ack));

        assertThat(ack.outcome()).isNull();
        target.take().complete(Outcome.accepted());
        assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
        assertThat(failures).hasValue(1);
    }

    @Test
    void aBugAfterAnotherBatchWasHandedOnRefusesTheOneInHand() {
        RecordingAck ack = new RecordingAck();
        Batch heldBefore = batch(new RecordingAck());
        Hop.Hand hand = new Hop.Hand();
        RateLimitedLog log = new RateLimitedLog(NOPLogger.NOP_LOGGER, clock);
        Hop last = new Hop("exporter x", target, hand, log, _ -> {});
        Hop first = new Hop(
                "processor y",
                _ -> {
                    last.consume(heldBefore);
                    throw new IllegalStateException("bug");
                },
                hand,
                log,
                _ -> {});

        first.consume(batch(ack));

        assertThat(ack.outcome()).isInstanceOf(Outcome.Refused.class);
        assertThat(target.take()).isSameAs(heldBefore);
    }

    @Test
    void timersRunInTimeOrderAndNotWhenCancelled() {
        PipelineWorker worker = worker(8, target);
        List<String> ran = new ArrayList<>();
        worker.schedule(20, () -> ran.add("late"));
        worker.schedule(10, () -> ran.add("early"));
        worker.schedule(15, () -> ran.add("cancelled")).cancel();

        worker.doWork();
        assertThat(ran).isEmpty();
        clock.advance(Duration.ofNanos(20));
        worker.doWork();

        assertThat(ran).containsExactly("early", "late");
    }

    @Test
    void aBugInATimerDoesNotStopTheOthers() {
        PipelineWorker worker = worker(8, target);
        AtomicInteger ran = new AtomicInteger();
        worker.schedule(0, () -> {
            throw new IllegalStateException("bug");
        });
        worker.schedule(0, ran::incrementAndGet);

        worker.doWork();

        assertThat(ran).hasValue(1);
    }

    @Test
    void stoppingWorksOffTheRingFlushesTheStagesAndRefusesLateComers() {
        AtomicInteger flushes = new AtomicInteger();
        PipelineWorker worker = worker(8, target, new Stage() {
            @Override
            public void process(Batch batch) {}

            @Override
            public void flush() {
                flushes.incrementAndGet();
            }
        });
        worker.offer(batch(new RecordingAck()));

        assertThat(worker.stop(clock.nanoTime())).isTrue();

        assertThat(target.size()).isEqualTo(1);
        assertThat(flushes).hasValue(1);
        RecordingAck late = new RecordingAck();
        worker.offer(batch(late));
        assertThat(late.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, r -> assertThat(r.reason()).isEqualTo(Refusal.SHUTDOWN));
    }

    /** The parked flag and the ring: a lost wake-up would leave a batch lying and this test waiting. */
    @Test
    @Timeout(60)
    void noPublicationIsSleptThrough() throws InterruptedException {
        PipelineWorker worker = new PipelineWorker(
                "worker-test",
                64,
                io.sluice.api.Clock.SYSTEM,
                new RateLimitedLog(NOPLogger.NOP_LOGGER, io.sluice.api.Clock.SYSTEM));
        worker.install(
                new Hop("exporter x", b -> b.complete(Outcome.accepted()), new Hop.Hand(), null, _ -> {}),
                new Stage[0]);
        worker.start();
        int producers = 2;
        int each = 20_000;
        CountDownLatch ended = new CountDownLatch(producers);
        for (int p = 0; p < producers; p++) {
            Thread.ofPlatform().start(() -> {
                for (int i = 0; i < each; i++) {
                    // One at a time, so that the worker parks in between.
                    RecordingAck ack = new RecordingAck();
                    worker.offer(batch(ack));
                    ack.await();
                }
                ended.countDown();
            });
        }

        assertThat(ended.await(55, TimeUnit.SECONDS)).isTrue();
        assertThat(worker.stop(System.nanoTime() + TimeUnit.SECONDS.toNanos(10)))
                .isTrue();
    }

    private static Stage stage(Runnable onIdle) {
        return new Stage() {
            @Override
            public void process(Batch batch) {}

            @Override
            public void idle() {
                onIdle.run();
            }
        };
    }
}

package io.sluice.exporter.helper;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.Batch;
import io.sluice.api.ComponentException;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.OnceAck;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.api.Rejection;
import io.sluice.api.RequestContext;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.testkit.LiveContext;
import io.sluice.testkit.RecordingAck;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The exporter with its thread, in real time. */
@Timeout(120)
class QueuedExporterThreadContractTest {

    private static final long SEED = 20261124L;

    private final LiveContext context = new LiveContext(ComponentKind.EXPORTER, new ComponentId("test", "x"));
    private final BlockingQueue<Delivery> deliveries = new ArrayBlockingQueue<>(100_000);

    @AfterEach
    void close() {
        context.close();
    }

    private static long in(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    private QueuedExporter start(QueueConfig queue, RetryConfig retry, Sender sender) throws ComponentException {
        QueuedExporter exporter = QueuedExporter.create(
                context,
                new ExporterSettings(queue, retry, Duration.ofSeconds(5), EnumSet.allOf(Signal.class)),
                sender);
        exporter.start();
        return exporter;
    }

    private static RecordingAck consume(QueuedExporter exporter) {
        RecordingAck ack = new RecordingAck();
        exporter.consume(new Batch(Signal.TRACES, Payload.of(new byte[10]), 1, RequestContext.NONE, ack));
        return ack;
    }

    private static Thread senderThread() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("sender-test/x"))
                .findFirst()
                .orElseThrow();
    }

    private static void awaitParked(Thread thread) {
        long deadline = in(Duration.ofSeconds(30));
        while (thread.getState() != Thread.State.WAITING) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void sendsOnAThreadNamedAfterTheExporter() throws Exception {
        QueuedExporter exporter = start(QueueConfig.DEFAULTS, Rig.RETRY, delivery -> {
            assertThat(Thread.currentThread().getName()).isEqualTo("sender-test/x");
            delivery.done(Outcome.accepted());
        });

        for (int i = 0; i < 1000; i++) {
            assertThat(consume(exporter).await()).isEqualTo(Outcome.accepted());
        }
        exporter.stop(in(Duration.ofSeconds(5)));
    }

    @Test
    void burnsNoCpuWhileIdle() throws Exception {
        QueuedExporter exporter = start(QueueConfig.DEFAULTS, Rig.RETRY, delivery -> delivery.done(Outcome.accepted()));
        consume(exporter).await();
        Thread thread = senderThread();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        awaitParked(thread);
        long before = threads.getThreadCpuTime(thread.threadId());

        assertThat(new CountDownLatch(1).await(500, TimeUnit.MILLISECONDS)).isFalse();

        assertThat(threads.getThreadCpuTime(thread.threadId()) - before).isLessThan(1_000_000);
        assertThat(context.pending()).isZero();
        exporter.stop(in(Duration.ofSeconds(5)));
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void stopsOnceEverythingIsDelivered() throws Exception {
        QueuedExporter exporter = start(QueueConfig.DEFAULTS, Rig.RETRY, deliveries::add);
        RecordingAck ack = consume(exporter);
        Delivery delivery = deliveries.take();
        Thread ending = Thread.ofVirtual().start(() -> delivery.done(Outcome.accepted()));

        long begin = System.nanoTime();
        exporter.stop(in(Duration.ofSeconds(60)));

        assertThat(System.nanoTime() - begin).isLessThan(Duration.ofSeconds(30).toNanos());
        assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
        ending.join();
    }

    @Test
    void stopsAtTheDeadlineAndHandsBackTheRest() throws Exception {
        QueueConfig one = new QueueConfig(1, 0, 100, QueueConfig.Sizer.REQUESTS, 0, false, true);
        QueuedExporter exporter = start(one, Rig.RETRY, new Sender() {
            @Override
            public void send(Delivery delivery) {
                deliveries.add(delivery);
            }

            @Override
            public void stop(long deadlineNanos) {
                deliveries.forEach(delivery -> delivery.done(Outcome.refused(Refusal.SHUTDOWN, "closing")));
            }
        });
        RecordingAck underWay = consume(exporter);
        RecordingAck queued = consume(exporter);
        deliveries.add(deliveries.take());

        exporter.stop(in(Duration.ofMillis(300)));

        assertThat(queued.await()).isInstanceOf(Outcome.Refused.class);
        assertThat(underWay.await()).isEqualTo(Outcome.refused(Refusal.SHUTDOWN, "closing"));
        assertThat(consume(exporter).await()).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void stopsAfterAFailedStart() {
        QueuedExporter exporter = QueuedExporter.create(
                context,
                new ExporterSettings(
                        QueueConfig.DEFAULTS, Rig.RETRY, Duration.ofSeconds(5), EnumSet.allOf(Signal.class)),
                new Sender() {
                    @Override
                    public void start() throws ComponentException {
                        throw new ComponentException("ca_file cannot be read");
                    }

                    @Override
                    public void send(Delivery delivery) {
                        throw new AssertionError("never started");
                    }
                });
        try {
            exporter.start();
        } catch (ComponentException e) {
            assertThat(e).hasMessage("ca_file cannot be read");
        }

        exporter.stop(in(Duration.ofSeconds(1)));
    }

    @Test
    void givesUpWaitingForASenderThatHangs() throws Exception {
        CountDownLatch hang = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        QueuedExporter exporter = start(QueueConfig.DEFAULTS, Rig.RETRY, delivery -> {
            entered.countDown();
            awaitQuietly(hang);
            delivery.done(Outcome.accepted());
        });
        RecordingAck ack = consume(exporter);
        entered.await();

        exporter.stop(in(Duration.ofMillis(200)));
        assertThat(ack.outcome()).isNull();

        hang.countDown();
        assertThat(ack.await()).isEqualTo(Outcome.accepted());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An ack that must end exactly once, whose sender may go at any time. */
    private static final class StressAck extends OnceAck {
        private final AtomicInteger completions = new AtomicInteger();
        private final CountDownLatch all;
        private final long deadlineNanos;
        private volatile boolean withdrawn;

        StressAck(CountDownLatch all, long deadlineNanos) {
            this.all = all;
            this.deadlineNanos = deadlineNanos;
        }

        @Override
        protected void onAnswer(Outcome outcome) {}

        @Override
        protected void onComplete(Outcome outcome, boolean answered) {
            completions.incrementAndGet();
            all.countDown();
        }

        @Override
        public boolean isWithdrawn() {
            return !isCustodyTaken() && (withdrawn || isRefused());
        }

        @Override
        public long deadlineNanos() {
            return deadlineNanos;
        }

        @Override
        public void dropped(int items, String reason) {}
    }

    private static Outcome randomOutcome(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Outcome.refused(Refusal.BACKEND, "down");
            case 1 -> Outcome.refused(Refusal.DEADLINE, "late");
            case 2 -> Outcome.refused(Refusal.BACKEND, 2_000_000, "busy");
            case 3 -> Outcome.rejected(Rejection.MALFORMED, "bad");
            case 4 -> new Outcome.PartiallyAccepted(1, null, "some");
            default -> Outcome.accepted();
        };
    }

    private void stress(QueueConfig queue, boolean stopMidway) throws Exception {
        int workers = 4;
        int each = 10_000;
        int total = workers * each;
        CountDownLatch all = new CountDownLatch(total);
        AtomicInteger recycled = new AtomicInteger();
        RetryConfig quick =
                new RetryConfig(true, Duration.ofMillis(1), 0.5, 1.5, Duration.ofMillis(5), Duration.ofMillis(40));
        try (ScheduledExecutorService backend = Executors.newScheduledThreadPool(2)) {
            Random sending = new Random(SEED);
            QueuedExporter exporter = start(queue, quick, new Sender() {
                @Override
                public void send(Delivery delivery) {
                    int dice = sending.nextInt(20);
                    Outcome outcome = randomOutcome(sending);
                    if (dice == 0) {
                        throw new IllegalStateException("bug");
                    } else if (dice == 1) {
                        delivery.done(outcome);
                        throw new IllegalStateException("bug after the end");
                    } else if (dice < 12) {
                        delivery.done(outcome);
                    } else {
                        backend.schedule(() -> delivery.done(outcome), sending.nextInt(500), TimeUnit.MICROSECONDS);
                    }
                }
            });
            StressAck[] acks = new StressAck[total];
            Thread[] threads = new Thread[workers];
            for (int w = 0; w < workers; w++) {
                int first = w * each;
                Random random = new Random(SEED + w);
                threads[w] = Thread.ofPlatform().start(() -> {
                    for (int i = first; i < first + each; i++) {
                        long patience = random.nextInt(4) == 0 ? 130_000_000L : 10_000_000_000L;
                        acks[i] = new StressAck(all, System.nanoTime() + patience);
                        Payload payload = Payload.pooled(new byte[64], 50, _ -> recycled.incrementAndGet());
                        Signal signal = Signal.values()[random.nextInt(3)];
                        exporter.consume(
                                new Batch(signal, payload, 1 + random.nextInt(3), RequestContext.NONE, acks[i]));
                        if (random.nextInt(5) == 0) {
                            acks[i - random.nextInt(Math.min(20, i - first + 1))].withdrawn = true;
                        }
                    }
                });
            }
            if (stopMidway) {
                exporter.stop(in(Duration.ofMillis(100)));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(all.await(60, TimeUnit.SECONDS))
                    .as("seed %s, %s of %s left", SEED, all.getCount(), total)
                    .isTrue();
            exporter.stop(in(Duration.ofSeconds(5)));
            for (StressAck ack : acks) {
                assertThat(ack.completions.get()).isEqualTo(1);
            }
            assertThat(exporter.loop().held()).isZero();
            for (Signal signal : Signal.values()) {
                assertThat(gauge("exporter_queue_size", signal)).isZero();
                assertThat(gauge("exporter_queue_bytes", signal)).isZero();
                assertThat(gauge("exporter_in_flight_requests", signal)).isZero();
            }
            // What a failed sender may still refer to is left to the garbage collector.
            assertThat(recycled.get()).isBetween(total * 8 / 10, total);
        }
    }

    private double gauge(String name, Signal signal) {
        return context.meter().value(name, "exporter", "test/x", "data_type", signal.configName());
    }

    @Test
    void endsEveryBatchOnce() throws Exception {
        stress(new QueueConfig(10, 0, 200, QueueConfig.Sizer.ITEMS, 5000, false, true), false);
    }

    @Test
    void endsEveryBatchOnceWithCustodyAndOverflow() throws Exception {
        stress(new QueueConfig(10, 0, 100, QueueConfig.Sizer.REQUESTS, 10_000, true, false), false);
    }

    @Test
    void endsEveryBatchOnceThoughStoppedMidway() throws Exception {
        stress(new QueueConfig(10, 0, 100, QueueConfig.Sizer.BYTES, 10_000, true, true), true);
    }
}

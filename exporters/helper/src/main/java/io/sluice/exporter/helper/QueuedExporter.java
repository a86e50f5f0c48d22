package io.sluice.exporter.helper;

import io.sluice.api.Batch;
import io.sluice.api.ComponentContext;
import io.sluice.api.ComponentException;
import io.sluice.api.Exporter;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.api.Rejection;
import io.sluice.pdata.Signal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An exporter made of a {@link Sender}: a bounded queue per signal, one sender thread that parks when there is nothing to do, attempts
 * under way at once, retries, withdrawal, and the counting of it all.
 *
 * <p>Threads: {@link #consume} from any number of workers, lock-free; it never blocks. A batch is completed by the sender thread or by
 * whichever thread ends its last attempt.
 *
 * <p>Full: refused retryably with {@link Refusal#QUEUE_FULL}; larger than the whole queue: rejected. Closed: refused with {@link
 * Refusal#SHUTDOWN}.
 */
public final class QueuedExporter implements Exporter {

    /** Share of the time to stop that is left for the sender to close what it has open. */
    private static final int CLOSING_SHARE = 5;

    private static final long LONGEST_CLOSING_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ComponentContext context;
    private final Sender sender;
    private final boolean takesCustody;
    private final boolean hasQueue;
    private final Map<Signal, SignalLine> lines = new EnumMap<>(Signal.class);
    private final SenderLoop loop;
    private volatile boolean stopping;
    private @Nullable Thread thread;

    private QueuedExporter(ComponentContext context, ExporterSettings settings, Sender sender, DoubleSupplier random) {
        this.context = context;
        this.sender = sender;
        this.takesCustody = !settings.waitsForResult();
        this.hasQueue = settings.queue() != null;
        String id = context.id().toString();
        List<SignalLine> inOrder = new ArrayList<>();
        for (Signal signal : Signal.values()) {
            if (settings.signals().contains(signal)) {
                SignalLine line =
                        new SignalLine(signal, settings.queue(), new SignalMetrics(context.meter(), id, signal));
                line.measure(context.meter(), id);
                lines.put(signal, line);
                inOrder.add(line);
            }
        }
        this.loop = new SenderLoop(
                context,
                sender,
                new Backoff(settings.retry(), random),
                settings.timeout().toNanos(),
                inOrder);
    }

    /** An exporter that sends with {@code sender}. Opens nothing. */
    public static QueuedExporter create(ComponentContext context, ExporterSettings settings, Sender sender) {
        return new QueuedExporter(
                context, settings, sender, () -> ThreadLocalRandom.current().nextDouble());
    }

    /** For tests: with numbers of their own choice, and without a thread if they crank {@link #loop}. */
    static QueuedExporter create(
            ComponentContext context, ExporterSettings settings, Sender sender, DoubleSupplier random) {
        return new QueuedExporter(context, settings, sender, random);
    }

    SenderLoop loop() {
        return loop;
    }

    @Override
    public void start() throws ComponentException {
        sender.start();
        Thread started = new Thread(loop::run, "sender-" + context.id());
        started.setDaemon(true);
        thread = started;
        started.start();
    }

    @Override
    public void consume(Batch batch) {
        if (batch.items() == 0) {
            batch.complete(Outcome.accepted());
            return;
        }
        SignalLine line = lines.get(batch.signal());
        if (line == null) {
            batch.complete(Outcome.rejected(
                    Rejection.UNSUPPORTED,
                    "exporter " + context.id() + " takes no " + batch.signal().configName()));
            return;
        }
        if (stopping) {
            refuse(line, batch, Outcome.refused(Refusal.SHUTDOWN, "exporter " + context.id() + " is stopping"));
            return;
        }
        Job job = new Job(loop, line, batch, line.unitsOf(batch), takesCustody);
        switch (line.admit(job)) {
            case IN -> {
                if (takesCustody) {
                    batch.ack().answer(Outcome.accepted());
                }
                loop.offer(job);
            }
            case OUTSIDE -> loop.offer(job);
            case FULL ->
                refuse(
                        line,
                        batch,
                        Outcome.refused(
                                Refusal.QUEUE_FULL,
                                hasQueue
                                        ? "sending_queue of exporter " + context.id()
                                                + " is full; raise queue_size or num_consumers"
                                        : "exporter " + context.id()
                                                + " has as many bytes under way as it may without a"
                                                + " queue; set sending_queue and its queue_bytes"));
            case TOO_LARGE ->
                refuse(
                        line,
                        batch,
                        Outcome.rejected(
                                Rejection.TOO_LARGE,
                                "a batch of " + batch.bytes() + " bytes and " + batch.items()
                                        + " items is larger than the whole sending_queue of exporter " + context.id()
                                        + "; "
                                        + (hasQueue
                                                ? "raise queue_size or queue_bytes"
                                                : "set sending_queue and its queue_bytes")));
        }
    }

    private void refuse(SignalLine line, Batch batch, Outcome outcome) {
        line.metrics().enqueueFailed(batch.items());
        loop.log()
                .rejecting(outcome instanceof Outcome.Refused refused ? refused.message() : "too large", batch.items());
        batch.complete(outcome);
    }

    /** Takes nothing more and lets the sender thread finish what is here until {@code deadlineNanos}. */
    void beginStop(long deadlineNanos) {
        stopping = true;
        loop.stop(deadlineNanos);
    }

    @Override
    public void stop(long deadlineNanos) {
        long left = Math.max(0, deadlineNanos - context.clock().nanoTime());
        beginStop(deadlineNanos - Math.min(LONGEST_CLOSING_NANOS, left / CLOSING_SHARE));
        Thread running = thread;
        if (running != null) {
            if (!join(running, left)) {
                loop.log().stuck(running.getName());
            }
        }
        sender.stop(deadlineNanos);
    }

    private static boolean join(Thread running, long nanos) {
        try {
            running.join(TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !running.isAlive();
    }
}

package io.sluice.exporter.helper;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.Ack;
import io.sluice.api.Batch;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.api.RequestContext;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.TestContext;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A queued exporter whose sender thread is the test. */
final class Rig {

    static final Outcome.Refused UNAVAILABLE = Outcome.refused(Refusal.BACKEND, "backend is down");
    static final Outcome.Refused TIMEOUT = Outcome.refused(Refusal.DEADLINE, "no answer in time");
    static final RetryConfig RETRY =
            new RetryConfig(true, Duration.ofSeconds(5), 0.5, 1.5, Duration.ofSeconds(30), Duration.ofMinutes(5));
    static final RetryConfig NO_RETRY =
            new RetryConfig(false, Duration.ofSeconds(5), 0.5, 1.5, Duration.ofSeconds(30), Duration.ofMinutes(5));

    final TestContext context = new TestContext(ComponentKind.EXPORTER, new ComponentId("test", "x"));
    final HeldSender sender = new HeldSender();
    final QueuedExporter exporter;
    private double random = 0.5;

    Rig(QueueConfig queue) {
        this(queue, RETRY, Duration.ofSeconds(5));
    }

    Rig(QueueConfig queue, Set<Signal> signals) {
        this(new ExporterSettings(queue, RETRY, Duration.ofSeconds(5), signals));
    }

    Rig(@Nullable QueueConfig queue, RetryConfig retry, Duration timeout) {
        this(new ExporterSettings(queue, retry, timeout, EnumSet.allOf(Signal.class)));
    }

    private Rig(ExporterSettings settings) {
        exporter = QueuedExporter.create(context, settings, sender, () -> random);
    }

    /** A queue of one consumer, whose outcomes are waited for. */
    static QueueConfig queue(long size, QueueConfig.Sizer sizer) {
        return new QueueConfig(1, 0, size, sizer, 0, false, true);
    }

    /** The refusal that an ack was completed with; fails if it was not. */
    static Outcome.Refused refused(RecordingAck ack) {
        assertThat(ack.outcome()).isInstanceOf(Outcome.Refused.class);
        return (Outcome.Refused) ack.outcome();
    }

    static Rig waiting() {
        return new Rig(QueueConfig.DEFAULTS);
    }

    static Rig custody() {
        return new Rig(new QueueConfig(10, 0, 1000, QueueConfig.Sizer.REQUESTS, 0, false, false));
    }

    /** The next numbers drawn for jitter, 0 to 1. */
    void random(double value) {
        random = value;
    }

    /** Hands over a batch of 100 bytes and 5 items. */
    RecordingAck consume() {
        return consume(new RecordingAck());
    }

    RecordingAck consume(RecordingAck ack) {
        return consume(Signal.TRACES, 5, 100, ack);
    }

    RecordingAck consume(Signal signal, int items, int bytes) {
        return consume(signal, items, bytes, new RecordingAck());
    }

    <A extends Ack> A consume(Signal signal, int items, int bytes, A ack) {
        exporter.consume(new Batch(signal, Payload.of(new byte[bytes]), items, RequestContext.NONE, ack));
        turn();
        return ack;
    }

    /** Hands over one batch merged of two requests. */
    void consumeMerged(RecordingAck first, RecordingAck second) {
        exporter.consume(Batch.merge(
                List.of(
                        new Batch(Signal.TRACES, Payload.of(new byte[100]), 5, RequestContext.NONE, first),
                        new Batch(Signal.TRACES, Payload.of(new byte[100]), 5, RequestContext.NONE, second)),
                RequestContext.NONE));
        turn();
    }

    /** Hands over a batch whose sender waits that much longer. */
    RecordingAck consumeWithin(Duration patience) {
        return consume(RecordingAck.withDeadline(context.clock().nanoTime() + patience.toNanos()));
    }

    /** What the sender thread does until it would park. */
    void turn() {
        for (int i = 0; i < 1000; i++) {
            if (!exporter.loop().doWork()
                    && (!exporter.loop().hasWork() || exporter.loop().isDrained())) {
                return;
            }
        }
        throw new AssertionError("the sender thread does not come to rest");
    }

    /** Ends the oldest attempt. */
    void end(Outcome outcome) {
        sender.end(outcome);
        turn();
    }

    /** Lets time pass in steps of 10 ms, with the sender thread at work. */
    void advance(Duration by) {
        long steps = by.toMillis() / 10;
        for (long i = 0; i < steps; i++) {
            context.clock().advance(Duration.ofMillis(10));
            if (exporter.loop().hasWork()) {
                turn();
            }
        }
    }

    double metric(String name) {
        return context.meter().value(name, "exporter", "test/x");
    }

    double gauge(String name) {
        return context.meter().value(name, "exporter", "test/x", "data_type", "traces");
    }
}

package io.sluice.exporter.loadbalancing;

import io.sluice.api.Clock;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.exporter.helper.Delivery;
import io.sluice.pdata.Signal;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a request: ends when all its parts have. If any was refused the request is, and what was delivered is remembered and not
 * sent again. If all that were refused belong elsewhere by now, because their backends are down, another attempt follows at once.
 *
 * <p>Threads: made and filled by the sender thread; parts end on any.
 */
final class Attempt {

    private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final Delivery delivery;
    private final Signal signal;
    private final long units;
    private final Progress progress;
    private final Backends backends;
    private final BalancerMetrics metrics;
    private final Clock clock;
    private final int number;
    private final long deadlineNanos;

    /** Parts under way, and one for the sender thread until it has sent all. */
    private final AtomicInteger open = new AtomicInteger(1);

    // Guarded by this.
    private Outcome.@Nullable Refused refusal;
    private int stay;
    private int move;

    /** @param units what the request counts for at each of its backends */
    Attempt(Delivery delivery, long units, Progress progress, Backends backends, BalancerMetrics metrics, Clock clock) {
        this.delivery = delivery;
        this.signal = delivery.batch().signal();
        this.units = units;
        this.progress = progress;
        this.backends = backends;
        this.metrics = metrics;
        this.clock = clock;
        this.number = delivery.attempt();
        this.deadlineNanos = delivery.deadlineNanos();
    }

    int number() {
        return number;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    /** A part is about to be sent. */
    void begun(Part part) {
        part.backend().begun();
        part.backend().load(signal).begun(units);
        open.incrementAndGet();
    }

    /** A part is not sent, since its backend has enough under way. */
    void heldBack(Backend backend) {
        metrics.heldBack();
        stays(Outcome.refused(
                Refusal.QUEUE_FULL,
                "backend " + backend.endpoint() + " answers late and has most of what may be under way; its part of the"
                        + " request waits, so that the others' go on"));
    }

    /** A part has ended. */
    void ended(Part part, Outcome outcome) {
        long now = clock.nanoTime();
        Backend backend = part.backend();
        BalancerMetrics.OfBackend counts = backend.metrics();
        BackendLoad load = backend.load(signal);
        long nanos = now - part.startNanos();
        counts.latencyMillis().record(nanos / NANOS_PER_MILLI);
        switch (outcome) {
            case Outcome.Accepted _ -> {
                counts.successes().add(1);
                backend.answered(now);
                load.answered(nanos);
                progress.delivered(part.granules(), 0, "");
            }
            case Outcome.PartiallyAccepted partial -> {
                counts.successes().add(1);
                backend.answered(now);
                load.answered(nanos);
                progress.delivered(part.granules(), partial.rejectedItems(), partial.message());
            }
            case Outcome.Rejected rejected -> {
                counts.failures().add(1);
                backend.answered(now);
                progress.rejected(part.granules(), part.items(), rejected);
            }
            case Outcome.Refused refused -> {
                counts.failures().add(1);
                noteHealth(part, refused, now);
                if (refused.reason() == Refusal.DEADLINE) {
                    load.answered(nanos);
                }
                refused(backend, refused, now);
            }
        }
        load.ended(units);
        backend.ended();
        closed();
    }

    private static void noteHealth(Part part, Outcome.Refused refused, long now) {
        if (part.isNotReached()) {
            part.backend().failed(now, now);
        } else if (refused.reason() == Refusal.DEADLINE) {
            part.backend().failed(part.startNanos(), now);
        } else if (refused.reason() == Refusal.BACKEND) {
            part.backend().answered(now);
        }
    }

    private void refused(Backend backend, Outcome.Refused refused, long now) {
        if (backend.isDown(now) && backends.hasOtherThan(backend, now)) {
            metrics.rerouted();
            moves(refused);
        } else {
            stays(refused);
        }
    }

    private synchronized void moves(Outcome.Refused refused) {
        note(refused);
        move++;
    }

    private synchronized void stays(Outcome.Refused refused) {
        note(refused);
        stay++;
    }

    private void note(Outcome.Refused refused) {
        refusal = refusal == null ? refused : (Outcome.Refused) Outcome.worse(refusal, refused);
    }

    /** All parts were sent. */
    void sent() {
        closed();
    }

    private void closed() {
        if (open.decrementAndGet() > 0) {
            return;
        }
        Outcome.Refused refused;
        boolean elsewhere;
        synchronized (this) {
            refused = refusal;
            elsewhere = move > 0 && stay == 0;
        }
        if (refused == null) {
            delivery.done(progress.outcome(delivery.batch().items()));
            return;
        }
        if (progress.any()) {
            delivery.attach(progress);
        }
        Outcome.Refused told = ofOneAmongMany(refused);
        if (elsewhere) {
            delivery.elsewhere(told);
        } else {
            delivery.done(told);
        }
    }

    /** That one backend is silent says nothing about the others, which must not be probed one request at a time. */
    private Outcome.Refused ofOneAmongMany(Outcome.Refused refused) {
        return refused.reason() == Refusal.DEADLINE && backends.announced().size() > 1
                ? Outcome.refused(Refusal.BACKEND, refused.retryAfterNanos(), refused.message())
                : refused;
    }
}

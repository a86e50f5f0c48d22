package io.sluice.processor.tailsampling;

import io.sluice.api.Batch;
import io.sluice.api.Consumer;
import io.sluice.api.Outcome;
import io.sluice.api.RateLimitedLog;
import io.sluice.api.Refusal;
import io.sluice.api.Rejection;
import io.sluice.api.Stage;
import io.sluice.api.StageContext;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.processor.tailsampling.HeldLogs.Held;
import io.sluice.processor.tailsampling.HeldLogs.Origin;
import io.sluice.processor.tailsampling.LogSift.Undecided;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One worker's part of a pipeline of logs that follow their traces: records whose trace is decided go on at once, or are dropped; others
 * wait in what is left of their request.
 *
 * <pre>
 *   arrival ---> known: leaves, or is dropped
 *      |
 *   first: decision_wait later ---> known; or nothing came of its trace: it passes
 *      |  its trace is held
 *   again: every quarter of decision_wait ---> known; or twice decision_wait has passed: it passes
 * </pre>
 *
 * <p>Applications send log records sooner than spans, which have to end first. So a trace may well begin after its first record came, and
 * is decided that much later.
 *
 * <p>Ownership is as in {@link TailSamplingStage}, and so is {@code ack}.
 */
final class LogStage implements Stage {

    /** How late a decision may be, and its being looked at. */
    private static final long SLACK_NANOS = 2 * TailSamplingStage.TICK_NANOS;

    private static final int PARTS_OF_WAIT = 4;
    private static final long RETRY_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final TailSamplingConfig config;
    private final StageContext context;
    private final LogMetrics metrics;
    private final ItemAccount account;
    private final @Nullable LogDryRun dryRun;
    private final LogSift sift;
    private final HeldLogs first = new HeldLogs();
    private final HeldLogs again = new HeldLogs();
    private final Deliveries deliveries;
    private final @Nullable Patience patience;
    private final RateLimitedLog log;
    private final long firstWaitNanos;
    private final long nextWaitNanos;
    private final long waitNanos;
    private long maxBytes;
    private long toldBytes;
    private boolean ticking;

    LogStage(TailSamplingConfig config, PolicySet policies, StageContext context, Consumer next, LogMetrics metrics) {
        this.config = config;
        this.context = context;
        this.metrics = metrics;
        this.account = metrics.account();
        this.log = new RateLimitedLog(context.logger(), context.clock());
        VerdictBoards boards = context.shared(VerdictBoards.class, VerdictBoards::new);
        dryRun = config.dryRun() ? metrics.dryRun(policies.policies()) : null;
        sift = new LogSift(boards, config, new LogMarks(config, policies.policies()), dryRun);
        patience = config.waitsForDecisions() ? new Patience(config, Signal.LOGS, context) : null;
        deliveries = new Deliveries(
                context,
                next,
                Signal.LOGS,
                account,
                metrics::retried,
                config.retryFor().toNanos(),
                new UnderWay(() -> {}));
        waitNanos = config.decisionWait().toNanos() + SLACK_NANOS;
        firstWaitNanos =
                config.watchesRoots() ? config.decisionWaitAfterRootReceived().toNanos() + SLACK_NANOS : waitNanos;
        nextWaitNanos =
                Math.max(TailSamplingStage.TICK_NANOS, config.decisionWait().toNanos() / PARTS_OF_WAIT);
        maxBytes = config.logBytes() / context.workers();
    }

    @Override
    public void process(Batch batch) {
        if (batch.isWithdrawn()) {
            batch.complete(Outcome.refused(Refusal.DEADLINE, "the sender stopped waiting before its logs were held"));
            return;
        }
        Outcome refusal = refusal(batch);
        if (refusal != null) {
            batch.complete(refusal);
            return;
        }
        if (patience == null) {
            batch.complete(take(batch, null));
        } else {
            keep(batch);
        }
        tell();
        if (!ticking && (dryRun != null || !isEmpty())) {
            ticking = true;
            context.schedule(TailSamplingStage.TICK_NANOS, this::tick);
        }
    }

    private @Nullable Outcome refusal(Batch batch) {
        Outcome impatience = patience == null ? null : patience.refusal(batch.ack());
        if (impatience != null) {
            return impatience;
        }
        return makeRoom(batch.bytes())
                ? null
                : Outcome.refused(
                        Refusal.MEMORY,
                        RETRY_AFTER_NANOS,
                        "log records that are kept and can't leave take as much as logs::max_bytes allows");
    }

    /** Takes a request in whose sender is answered once its records are decided and delivered. */
    private void keep(Batch batch) {
        OpenRequest sender = new OpenRequest(batch.ack(), batch.items(), metrics.openRequests());
        try {
            Outcome outcome = take(batch, sender);
            if (!(outcome instanceof Outcome.Accepted)) {
                sender.failed(outcome);
            }
            batch.keepAck();
        } finally {
            sender.ended();
        }
    }

    private Outcome take(Batch batch, @Nullable OpenRequest sender) {
        Origin origin = new Origin(batch.context(), sender, context.clock().nanoTime());
        try {
            sift.sift(batch.payload(), Undecided.WAITS);
            account.received(batch.items());
            if (sender == null && sift.notSampled() > 0) {
                // What is dropped later is on our account alone: the sender has heard OK.
                batch.ack().dropped(sift.notSampled(), DropReason.NOT_SAMPLED.label());
            }
            settle(origin, first, firstWaitNanos);
            return Outcome.accepted();
        } catch (MalformedException e) {
            log.error("a request came to tail sampling without validation; it is rejected");
            return Outcome.rejected(Rejection.MALFORMED, String.valueOf(e.getMessage()));
        } finally {
            sift.forget();
        }
    }

    /**
     * Does with the request what the sift has found.
     *
     * @param next where to hold what waits, and for how long
     */
    private void settle(Origin origin, HeldLogs next, long waitNanos) throws MalformedException {
        drop(sift.notSampled(), DropReason.NOT_SAMPLED, origin.sender());
        drop(sift.droppedUndecided(), DropReason.SHUTDOWN, origin.sender());
        metrics.decided(sift);
        int leavingCount = sift.leavingCount();
        int waitingCount = sift.waitingCount();
        Payload leaving = sift.leaving(context.buffers());
        Payload waiting = sift.waiting(context.buffers());
        if (waiting != null) {
            long due = context.clock().nanoTime() + waitNanos;
            hold(waiting, new Held(origin, waiting.length(), waitingCount, due), next);
        }
        if (leaving != null) {
            send(leaving, leavingCount, origin);
        }
    }

    private void drop(int records, DropReason reason, @Nullable OpenRequest sender) {
        account.dropped(reason, records);
        if (sender != null && records > 0) {
            sender.dropped(records, reason.label());
        }
    }

    private void send(Payload payload, int records, Origin origin) {
        Carried carried = null;
        if (origin.sender() != null) {
            carried = new Carried();
            carried.add(origin.sender(), records);
        }
        deliveries.send(payload, records, origin.context(), carried);
    }

    /** Holds what waits of a request, if there is room for it; takes ownership of {@code payload}. */
    private void hold(Payload payload, Held held, HeldLogs queue) throws MalformedException {
        try {
            if (payload.length() + HeldLogs.SLACK_BYTES > maxBytes) {
                decideNow(payload, held);
                return;
            }
            queue.add(payload, held);
            account.stored(held.records());
            if (held.origin().sender() != null) {
                held.origin().sender().begun();
            }
        } catch (OutOfMemoryError _) {
            maxBytes = Math.min(maxBytes, bytes());
            log.error("there is no memory for more log records that wait, less than logs::max_bytes; from now on "
                    + maxBytes + " bytes wait at most");
            decideNow(payload, held);
        } finally {
            payload.release();
        }
    }

    /** Decides what there is no room for on what is known. */
    private void decideNow(Payload payload, Held held) throws MalformedException {
        metrics.decidedEarly(held.records());
        sift.sift(payload, Undecided.PASSES);
        settle(held.origin(), again, nextWaitNanos);
    }

    /** Decides the oldest requests until there is room for another; false if what is under way leaves none. */
    private boolean makeRoom(int incoming) {
        long underWay = deliveries.bytes();
        if (underWay > 0 && underWay + incoming > maxBytes) {
            return false;
        }
        while (bytes() + underWay + incoming + HeldLogs.SLACK_BYTES > maxBytes && !isEmpty()) {
            HeldLogs oldest = again.isEmpty() ? first : again;
            metrics.decidedEarly(Objects.requireNonNull(oldest.first()).records());
            decide(oldest, Undecided.PASSES);
        }
        return true;
    }

    private void tick() {
        long now = context.clock().nanoTime();
        decideDue(again, now);
        decideDue(first, now);
        tell();
        tellDryRun();
        ticking = !isEmpty();
        if (ticking) {
            context.schedule(TailSamplingStage.TICK_NANOS, this::tick);
        }
    }

    private void decideDue(HeldLogs queue, long now) {
        Held held = queue.first();
        while (held != null && held.dueNanos() - now <= 0) {
            decide(queue, undecidedAfter(now - held.origin().nanos()));
            held = queue.first();
        }
    }

    /** What becomes of records without a verdict that have waited so long. */
    private Undecided undecidedAfter(long nanos) {
        if (nanos < waitNanos) {
            return Undecided.WAITS;
        }
        return nanos < waitNanos + config.decisionWait().toNanos() ? Undecided.WAITS_IF_HELD : Undecided.PASSES;
    }

    /** Decides the first request of a queue. */
    private void decide(HeldLogs queue, Undecided what) {
        Held held = Objects.requireNonNull(queue.first());
        Payload payload = queue.take(context.buffers());
        account.decided(held.records());
        try {
            sift.sift(payload, what);
            settle(held.origin(), again, nextWaitNanos);
        } catch (MalformedException e) {
            throw new IllegalStateException("log records were held that are none", e);
        } finally {
            sift.forget();
            payload.release();
            if (held.origin().sender() != null) {
                held.origin().sender().ended();
            }
        }
    }

    private boolean isEmpty() {
        return first.isEmpty() && again.isEmpty();
    }

    private long bytes() {
        return first.bytes() + again.bytes();
    }

    private void tell() {
        long bytes = bytes();
        metrics.held(bytes - toldBytes);
        toldBytes = bytes;
    }

    private void tellDryRun() {
        if (dryRun != null) {
            dryRun.tell();
        }
    }

    /** Decides what waits on what is known: pipelines of traces have stopped before, and have decided what they held. */
    @Override
    public void flush() {
        if (patience != null) {
            giveBack(first);
            giveBack(again);
        } else {
            Undecided what = config.dropPendingTracesOnShutdown() ? Undecided.DROPPED : Undecided.PASSES;
            decideAll(again, what);
            decideAll(first, what);
        }
        tell();
        tellDryRun();
        deliveries.close();
    }

    private void decideAll(HeldLogs queue, Undecided what) {
        while (!queue.isEmpty()) {
            decide(queue, what);
        }
    }

    /** Gives all that waits in a queue back to the senders who wait for it. */
    private void giveBack(HeldLogs queue) {
        Held held = queue.first();
        while (held != null) {
            queue.take(context.buffers()).release();
            account.decided(held.records());
            account.givenBack(held.records());
            OpenRequest sender = Objects.requireNonNull(held.origin().sender());
            sender.failed(
                    Outcome.refused(Refusal.SHUTDOWN, "the process stops before the traces of its logs were decided"));
            sender.ended();
            held = queue.first();
        }
    }
}

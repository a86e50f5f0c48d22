package io.sluice.exporter.helper;

import io.sluice.api.Ack;
import io.sluice.api.Batch;
import io.sluice.api.Clock;
import io.sluice.api.ComponentContext;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.api.Rejection;
import io.sluice.api.Timer;
import io.sluice.api.telemetry.Counter;
import java.lang.invoke.VarHandle;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * What the sender thread does: takes jobs in, starts attempts, and decides about those that came back.
 *
 * <p>Others reach it through one inbox. A success never passes here: it is completed by the thread that learns of it.
 *
 * <p>Threads: {@link #doWork}, {@link #hasWork} and {@link #flush} belong to the sender thread (in tests, to the test); the rest is safe
 * from any.
 */
final class SenderLoop {

    /** Time left for an answer to travel back to a sender whose deadline is near. */
    static final long ANSWER_MARGIN_NANOS = 100_000_000L;

    /** An attempt that has less than this is not worth starting. */
    static final long LEAST_ATTEMPT_NANOS = 10_000_000L;

    /** How often jobs that wait are looked over for senders that have gone. */
    static final long SWEEP_NANOS = 250_000_000L;

    private static final String DROP_REASON = "exporter_send_failed";
    private static final int INBOX_CHUNK = 128;

    private final String exporter;
    private final Sender sender;
    private final ComponentContext context;
    private final Clock clock;
    private final Backoff backoff;
    private final BackendHealth health;
    private final ExporterLog log;
    private final Counter unexpected;
    private final long timeoutNanos;
    private final List<SignalLine> lines;

    private final MessagePassingQueue<Job> inbox = new MpscUnboundedVarHandleArrayQueue<>(INBOX_CHUNK);
    private final AtomicLong held = new AtomicLong();

    private final AtomicBoolean parked = new AtomicBoolean();
    private volatile @Nullable Thread thread;
    private volatile boolean awaitsSlot;
    private volatile boolean alarm;

    private volatile boolean stopping;
    private volatile long stopNanos;
    private volatile boolean closed;

    private final PriorityQueue<Job> waiting = new PriorityQueue<>(Comparator.comparingLong(Job::dueNanos));
    private @Nullable Timer timer;
    private long timerNanos;
    private long sweptNanos;

    SenderLoop(ComponentContext context, Sender sender, Backoff backoff, long timeoutNanos, List<SignalLine> lines) {
        this.exporter = context.id().toString();
        this.sender = sender;
        this.context = context;
        this.clock = context.clock();
        this.backoff = backoff;
        this.health = new BackendHealth(context);
        this.log = new ExporterLog(context.logger(), clock);
        this.unexpected = context.meter()
                .counter(
                        "exporter_unexpected_failures",
                        "Number of times a bug showed; the data was refused retryably.",
                        "exporter",
                        exporter);
        this.timeoutNanos = timeoutNanos;
        this.lines = List.copyOf(lines);
        this.sweptNanos = clock.nanoTime();
    }

    ExporterLog log() {
        return log;
    }

    // ---- Any thread ----

    /** Hands an admitted job to the sender thread. */
    void offer(Job job) {
        held.incrementAndGet();
        inbox.offer(job);
        published();
    }

    /** An attempt has ended; called once per attempt. */
    void ended(Job job, Outcome outcome) {
        job.line().ended();
        switch (outcome) {
            case Outcome.Refused refused -> {
                job.setRefusal(refused);
                inbox.offer(job);
                published();
                return;
            }
            case Outcome.Accepted _ -> {
                backendAnswered();
                job.line().metrics().sent(job.batch().items());
                finish(job, outcome);
            }
            case Outcome.PartiallyAccepted partial -> {
                backendAnswered();
                finishPartial(job, partial);
            }
            case Outcome.Rejected rejected -> {
                backendRejected(rejected);
                giveUp(job, rejected);
            }
        }
        if (awaitsSlot) {
            wake();
        }
    }

    private void published() {
        // Pairs with the fence in park(): either it sees the inbox filled, or this sees it parked.
        VarHandle.fullFence();
        if (closed) {
            drainClosed();
        } else {
            wake();
        }
    }

    private void wake() {
        if (parked.get() && parked.compareAndSet(true, false)) {
            LockSupport.unpark(thread);
        }
    }

    private void ring() {
        alarm = true;
        wake();
    }

    private void backendAnswered() {
        if (health.answered(clock.nanoTime())) {
            wake();
        }
    }

    private void backendRejected(Outcome.Rejected rejected) {
        backendAnswered();
        if (rejected.reason() == Rejection.BACKEND) {
            health.rejectedUs(rejected.message());
        }
    }

    /** Jobs not finished yet. */
    long held() {
        return held.get();
    }

    // ---- Endings ----

    private void finish(Job job, Outcome outcome) {
        job.line().release(job);
        held.decrementAndGet();
        try {
            job.batch().complete(outcome);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void finishPartial(Job job, Outcome.PartiallyAccepted partial) {
        int rejected = partial.rejectedItems();
        SignalMetrics metrics = job.line().metrics();
        metrics.sent(Math.max(0, job.batch().items() - rejected));
        metrics.sendFailed(rejected);
        log.partial(partial.message(), rejected);
        if (job.isInCustody() && rejected > 0) {
            job.batch().ack().dropped(rejected, DROP_REASON);
            finish(job, Outcome.accepted());
        } else {
            finish(job, partial);
        }
    }

    /**
     * Ends a job whose data was not delivered: handed back to its sender, or, if nobody else has it, dropped and counted.
     *
     * @param outcome a refusal or a rejection
     */
    private void giveUp(Job job, Outcome outcome) {
        Batch batch = job.batch();
        int items = batch.items();
        job.line().metrics().sendFailed(items);
        if (job.isInCustody()) {
            log.dropping(messageOf(outcome), items);
            batch.ack().dropped(items, DROP_REASON);
            finish(job, Outcome.accepted());
            return;
        }
        if (outcome instanceof Outcome.Rejected) {
            log.dropping(messageOf(outcome), items);
        } else if (!batch.isWithdrawn()) {
            log.rejecting(messageOf(outcome), items);
        }
        finish(job, outcome);
    }

    private void failed(Throwable failure) {
        unexpected.add(1);
        log.failed(failure);
    }

    private static String messageOf(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Refused refused -> refused.message();
            case Outcome.Rejected rejected -> rejected.message();
            case Outcome.PartiallyAccepted partial -> partial.message();
            case Outcome.Accepted _ -> "";
        };
    }

    private Outcome.Refused tooLate() {
        return Outcome.refused(
                Refusal.DEADLINE, "exporter " + exporter + " could not send before the sender's deadline");
    }

    private Outcome.Refused shutDown() {
        return Outcome.refused(Refusal.SHUTDOWN, "exporter " + exporter + " is stopping");
    }

    // ---- Sender thread ----

    /** One turn. Returns true if anything happened. */
    boolean doWork() {
        alarm = false;
        long now = clock.nanoTime();
        boolean worked = takeIn(now);
        worked |= takeDue(now);
        worked |= sweep(now);
        for (SignalLine line : lines) {
            worked |= letIn(line);
        }
        boolean launched;
        do {
            launched = false;
            for (SignalLine line : lines) {
                launched |= launchOne(line);
            }
            worked |= launched;
        } while (launched);
        awaitsSlot = stopping || anyWaits();
        setTimer(now);
        return worked;
    }

    private boolean takeIn(long now) {
        boolean any = false;
        Job job;
        while ((job = inbox.poll()) != null) {
            any = true;
            if (job.takeReturned()) {
                decide(job, now);
            } else {
                job.line().add(job);
            }
        }
        return any;
    }

    /** Another attempt, or the end of it. */
    private void decide(Job job, long now) {
        Outcome.Refused refusal = job.refusal();
        if (refusal == null) {
            refusal = tooLate();
        }
        switch (refusal.reason()) {
            case DEADLINE -> health.timedOut(job.startNanos(), now, refusal.message());
            case BACKEND -> health.refused(job.startNanos(), refusal.message());
            default -> {}
        }
        if (job.batch().isWithdrawn()) {
            giveUp(job, tooLate());
            return;
        }
        long wait = backoff.waitNanos(job.attempt(), refusal.retryAfterNanos());
        if (!backoff.isEnabled()
                || backoff.isOver(job.elapsedNanos(now) + wait)
                || latestEnd(job) - wait - LEAST_ATTEMPT_NANOS < now) {
            giveUp(job, refusal);
            return;
        }
        log.retrying(refusal.message(), wait, job.batch().items());
        job.setDueNanos(now + wait);
        waiting.add(job);
    }

    /** When the last attempt at a job must have ended; {@link Long#MAX_VALUE} for never. */
    private long latestEnd(Job job) {
        long end = job.senderDeadlineNanos();
        if (end != Ack.NO_DEADLINE) {
            end -= ANSWER_MARGIN_NANOS;
        }
        return stopping ? Math.min(end, stopNanos) : end;
    }

    private boolean takeDue(long now) {
        boolean any = false;
        Job first;
        while ((first = waiting.peek()) != null && first.dueNanos() - now <= 0) {
            waiting.poll();
            first.line().addAgain(first);
            any = true;
        }
        return any;
    }

    /** Looks over what waits for senders that have gone. */
    private boolean sweep(long now) {
        if (now - sweptNanos < SWEEP_NANOS) {
            return false;
        }
        sweptNanos = now;
        long before = held.get();
        waiting.removeIf(this::endIfWithdrawn);
        for (SignalLine line : lines) {
            line.removeIf(this::endIfWithdrawn);
        }
        return held.get() != before;
    }

    private boolean endIfWithdrawn(Job job) {
        if (job.batch().isWithdrawn()) {
            giveUp(job, tooLate());
            return true;
        }
        return false;
    }

    private boolean letIn(SignalLine line) {
        boolean any = false;
        Job job;
        while ((job = line.letIn()) != null) {
            any = true;
            if (job.isInCustody()) {
                job.batch().ack().answer(Outcome.accepted());
            }
        }
        return any;
    }

    private boolean launchOne(SignalLine line) {
        if (!line.hasNext() || !hasSlot(line)) {
            return false;
        }
        Job job = line.next();
        if (job == null) {
            return false;
        }
        long now = clock.nanoTime();
        long deadline = latestEnd(job);
        if (job.batch().isWithdrawn() || deadline - LEAST_ATTEMPT_NANOS < now) {
            giveUp(job, tooLate());
            return true;
        }
        if (timeoutNanos > 0) {
            deadline = Math.min(deadline, now + timeoutNanos);
        }
        line.begun();
        job.begin(now, deadline);
        send(job);
        return true;
    }

    private void send(Job job) {
        try {
            sender.send(job);
        } catch (Throwable e) {
            // The data is untouched and somebody waits for it: whatever went wrong must not end the thread.
            failed(e);
            job.done(Outcome.refused(
                    Refusal.COMPONENT_FAILURE, "exporter " + exporter + " failed unexpectedly; the data is untouched"));
        }
    }

    private boolean hasSlot(SignalLine line) {
        if (!health.isSilent()) {
            return line.hasRoomUnderWay();
        }
        return underWay() == 0 && clock.nanoTime() - health.nextProbeNanos() >= 0;
    }

    private int underWay() {
        int sum = 0;
        for (SignalLine line : lines) {
            sum += line.underWay();
        }
        return sum;
    }

    private boolean anyWaits() {
        for (SignalLine line : lines) {
            if (line.hasNext() || line.hasOutside()) {
                return true;
            }
        }
        return false;
    }

    private boolean canLaunch() {
        for (SignalLine line : lines) {
            if (line.hasNext() && hasSlot(line)) {
                return true;
            }
        }
        return false;
    }

    /** Asks to be woken for the next due attempt, sweep or probe, if there is anything to wait for. */
    private void setTimer(long now) {
        Job first = waiting.peek();
        boolean anyWaits = anyWaits();
        if (first == null && !anyWaits) {
            return;
        }
        long next = sweptNanos + SWEEP_NANOS;
        if (first != null && first.dueNanos() - next < 0) {
            next = first.dueNanos();
        }
        if (anyWaits && health.isSilent() && health.nextProbeNanos() - now > 0 && health.nextProbeNanos() - next < 0) {
            next = health.nextProbeNanos();
        }
        Timer armed = timer;
        if (armed != null) {
            if (timerNanos - next <= 0 && timerNanos - now > 0) {
                return;
            }
            armed.cancel();
        }
        timerNanos = next;
        timer = context.timers().schedule(Math.max(0, next - now), this::ring);
    }

    /** Whether a turn would do anything. */
    boolean hasWork() {
        return alarm || !inbox.isEmpty() || canLaunch() || isDrained();
    }

    /** Turns until the loop is stopped and done, or out of time. */
    void run() {
        thread = Thread.currentThread();
        while (!isDrained()) {
            try {
                if (!doWork()) {
                    park();
                }
            } catch (Throwable e) {
                failed(e);
            }
        }
        flush();
    }

    private void park() {
        parked.set(true);
        // Pairs with the fence in published().
        VarHandle.fullFence();
        if (hasWork()) {
            parked.set(false);
            return;
        }
        while (parked.get()) {
            LockSupport.park(this);
        }
    }

    // ---- The end ----

    /** Lets what is here be finished until {@code deadlineNanos}. Any thread. */
    void stop(long deadlineNanos) {
        stopNanos = deadlineNanos;
        stopping = true;
        long left = deadlineNanos - clock.nanoTime();
        context.timers().schedule(Math.max(0, left), this::ring);
        ring();
    }

    /** Stopped, and nothing left to do or no time left to do it in. */
    boolean isDrained() {
        return stopping && (held.get() == 0 || clock.nanoTime() - stopNanos >= 0);
    }

    /** Hands back everything that is not under way; what comes back later is handed back at once. */
    void flush() {
        closed = true;
        // Pairs with the fence in published(): whoever comes later sees this closed.
        VarHandle.fullFence();
        Timer armed = timer;
        if (armed != null) {
            armed.cancel();
        }
        for (Job job : waiting) {
            giveUp(job, shutDown());
        }
        waiting.clear();
        for (SignalLine line : lines) {
            line.removeIf(job -> {
                giveUp(job, shutDown());
                return true;
            });
        }
        drainClosed();
    }

    private synchronized void drainClosed() {
        Job job;
        while ((job = inbox.poll()) != null) {
            Outcome.Refused refusal = job.refusal();
            giveUp(job, refusal == null ? shutDown() : refusal);
        }
    }
}

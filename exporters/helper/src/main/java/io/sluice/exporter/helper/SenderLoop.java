package io.sluice.exporter.helper;

import io.sluice.api.Ack;
import io.sluice.api.Clock;
import io.sluice.api.ComponentContext;
import io.sluice.api.Outcome;
import io.sluice.api.Rejection;
import io.sluice.api.Timer;
import java.lang.invoke.VarHandle;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * What the sender thread does: takes jobs in, starts attempts, and decides about those that came back.
 *
 * <p>Others reach it through one inbox. A success never passes here: it is completed by the thread that learns of it.
 *
 * <p>Threads: {@link #offer}, {@link #ended} and {@link #stop} from any; the rest belongs to the sender thread (in tests, to the test).
 */
final class SenderLoop {

    /** Time left for an answer to travel back to a sender whose deadline is near. */
    static final long ANSWER_MARGIN_NANOS = 100_000_000L;

    /** An attempt that has less than this is not worth starting. */
    static final long LEAST_ATTEMPT_NANOS = 10_000_000L;

    /** How often jobs that wait are looked over for senders that have gone. */
    static final long SWEEP_NANOS = 250_000_000L;

    private static final int INBOX_CHUNK = 128;

    private final Sender sender;
    private final ComponentContext context;
    private final Clock clock;
    private final Backoff backoff;
    private final BackendHealth health;
    private final ExporterLog log;
    private final Endings endings;
    private final long timeoutNanos;
    private final List<SignalLine> lines;

    private final MessagePassingQueue<Job> inbox = new MpscUnboundedVarHandleArrayQueue<>(INBOX_CHUNK);
    private final Parking parking = new Parking();
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
        this.sender = sender;
        this.context = context;
        this.clock = context.clock();
        this.backoff = backoff;
        this.health = new BackendHealth(context);
        this.log = new ExporterLog(context.logger(), clock);
        this.endings = new Endings(context, log);
        this.timeoutNanos = timeoutNanos;
        this.lines = List.copyOf(lines);
        this.sweptNanos = clock.nanoTime();
    }

    ExporterLog log() {
        return log;
    }

    /** Jobs not finished yet. */
    long held() {
        return endings.held();
    }

    // ---- Any thread ----

    /** Hands an admitted job to the sender thread. */
    void offer(Job job) {
        endings.begun();
        publish(job);
    }

    /** An attempt has ended; called once per attempt. */
    void ended(Job job, Outcome outcome) {
        job.line().ended(job);
        switch (outcome) {
            case Outcome.Refused refused -> {
                job.setRefusal(refused);
                publish(job);
                return;
            }
            case Outcome.Accepted _ -> {
                backendAnswered();
                endings.delivered(job);
            }
            case Outcome.PartiallyAccepted partial -> {
                backendAnswered();
                endings.partlyDelivered(job, partial);
            }
            case Outcome.Rejected rejected -> {
                backendAnswered();
                if (rejected.reason() == Rejection.BACKEND) {
                    health.rejectedUs(rejected.message());
                }
                endings.rejected(job, rejected);
            }
        }
        if (awaitsSlot) {
            parking.wake();
        }
    }

    private void publish(Job job) {
        inbox.offer(job);
        // Pairs with the fence in flush(): either it finds the job, or this finds it closed.
        VarHandle.fullFence();
        if (closed) {
            drainClosed();
        } else {
            parking.wake();
        }
    }

    private void ring() {
        alarm = true;
        parking.wake();
    }

    private void backendAnswered() {
        if (health.answered(clock.nanoTime())) {
            parking.wake();
        }
    }

    // ---- Sender thread ----

    /** Turns until the loop is stopped and done, or out of time. */
    void run() {
        while (!isDrained()) {
            try {
                if (!doWork()) {
                    parking.park(this::hasWork);
                }
            } catch (Throwable e) {
                endings.failed(e);
            }
        }
        flush();
    }

    /** Whether a turn would do anything. */
    boolean hasWork() {
        return alarm || !inbox.isEmpty() || canLaunch() || isDrained();
    }

    /** One turn. Returns true if anything happened. */
    boolean doWork() {
        alarm = false;
        long now = clock.nanoTime();
        boolean worked = takeIn(now);
        worked |= takeDue(now);
        worked |= sweep(now);
        for (SignalLine line : lines) {
            worked |= line.letIn();
        }
        worked |= launchAll();
        awaitsSlot = stopping || anyWaits();
        setTimer(now);
        return worked;
    }

    private boolean takeIn(long now) {
        boolean any = false;
        Job job;
        while ((job = inbox.poll()) != null) {
            any = true;
            Outcome.Refused refusal = job.takeRefusal();
            if (refusal != null) {
                decide(job, refusal, now);
            } else {
                job.line().add(job);
            }
        }
        return any;
    }

    /** Another attempt, or the end of it. */
    private void decide(Job job, Outcome.Refused refusal, long now) {
        switch (refusal.reason()) {
            case DEADLINE -> health.timedOut(job.startNanos(), now, refusal.message());
            case BACKEND -> health.refused(job.startNanos(), refusal.message());
            default -> {}
        }
        if (job.batch().isWithdrawn()) {
            endings.tooLate(job);
            return;
        }
        long wait = job.takeElsewhere() ? 0 : backoff.waitNanos(job.attempt(), refusal.retryAfterNanos());
        if (!backoff.isEnabled()
                || backoff.isOver(job.elapsedNanos(now) + wait)
                || latestEnd(job) - wait - LEAST_ATTEMPT_NANOS < now) {
            endings.givenUp(job, refusal);
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
        long before = held();
        waiting.removeIf(this::endIfWithdrawn);
        for (SignalLine line : lines) {
            line.removeIf(this::endIfWithdrawn);
        }
        return held() != before;
    }

    private boolean endIfWithdrawn(Job job) {
        if (job.batch().isWithdrawn()) {
            endings.tooLate(job);
            return true;
        }
        return false;
    }

    /** Starts attempts while there are slots, a job of each signal in turn. */
    private boolean launchAll() {
        boolean any = false;
        boolean again;
        do {
            again = false;
            for (SignalLine line : lines) {
                Job job = hasSlot(line) ? line.next() : null;
                if (job != null) {
                    launch(job);
                    again = true;
                }
            }
            any |= again;
        } while (again);
        return any;
    }

    private void launch(Job job) {
        long now = clock.nanoTime();
        long deadline = latestEnd(job);
        if (job.batch().isWithdrawn() || deadline - LEAST_ATTEMPT_NANOS < now) {
            endings.tooLate(job);
            return;
        }
        if (timeoutNanos > 0) {
            deadline = Math.min(deadline, now + timeoutNanos);
        }
        job.cutWithdrawn();
        job.line().begun(job);
        job.begin(now, deadline);
        try {
            sender.send(job);
        } catch (Throwable e) {
            // Whatever went wrong must not end the thread, and somebody waits for this data.
            job.setUntrusted();
            job.done(endings.failed(e));
        }
    }

    private boolean hasSlot(SignalLine line) {
        if (!health.isSilent()) {
            return line.hasSlot();
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
            if (!line.isEmpty()) {
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
        long probe = health.nextProbeNanos();
        if (anyWaits && health.isSilent() && probe - now > 0 && probe - next < 0) {
            next = probe;
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

    // ---- The end ----

    /** Lets what is here be finished until {@code deadlineNanos}. Any thread. */
    void stop(long deadlineNanos) {
        stopNanos = deadlineNanos;
        stopping = true;
        context.timers().schedule(Math.max(0, deadlineNanos - clock.nanoTime()), this::ring);
        ring();
    }

    /** Stopped, and nothing left to do or no time left to do it in. */
    boolean isDrained() {
        return stopping && (held() == 0 || clock.nanoTime() - stopNanos >= 0);
    }

    /** Hands back everything that is not under way; what comes back later is handed back at once. */
    void flush() {
        closed = true;
        // Pairs with the fence in publish().
        VarHandle.fullFence();
        Timer armed = timer;
        if (armed != null) {
            armed.cancel();
        }
        waiting.removeIf(this::endStopped);
        for (SignalLine line : lines) {
            line.removeIf(this::endStopped);
        }
        drainClosed();
    }

    private boolean endStopped(Job job) {
        endings.givenUp(job, endings.stopping());
        return true;
    }

    private synchronized void drainClosed() {
        Job job;
        while ((job = inbox.poll()) != null) {
            Outcome.Refused refusal = job.takeRefusal();
            endings.givenUp(job, refusal == null ? endings.stopping() : refusal);
        }
    }
}

package io.sluice.engine;

import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import io.sluice.api.Batch;
import io.sluice.api.Clock;
import io.sluice.api.Outcome;
import io.sluice.api.RateLimitedLog;
import io.sluice.api.Refusal;
import io.sluice.api.Stage;
import io.sluice.api.Timer;
import java.lang.invoke.VarHandle;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * One thread, one ring, the stages of one pipeline, their timers and their tasks. Everything a stage does happens on this thread, so
 * stages do not lock.
 *
 * <p>An idle worker parks: it sets {@code parked}, fences, and looks once more; whoever publishes fences and then reads {@code parked}.
 * One of the two always sees the other.
 */
final class PipelineWorker {

    private static final int BURST = 64;
    private static final int TASKS_AT_ONCE = 256;

    /** A place in the ring; emptied when taken, so that the ring keeps no batch alive. */
    private static final class Slot {
        private @Nullable Batch batch;
    }

    private record Task(long atNanos, long order, Runnable run) {}

    private final String name;
    private final Clock clock;
    private final RateLimitedLog bugs;
    private final RingBuffer<Slot> ring;
    private final EventPoller<Slot> poller;
    private final MessagePassingQueue<Runnable> tasks = new MpscUnboundedVarHandleArrayQueue<>(1024);
    private final PriorityQueue<Task> timers = new PriorityQueue<>((a, b) -> {
        int byTime = Long.compare(a.atNanos - b.atNanos, 0);
        return byTime != 0 ? byTime : Long.compare(a.order, b.order);
    });
    private final CountDownLatch ended = new CountDownLatch(1);

    private Hop first = Hop.UNSET;
    private Stage[] stages = {};
    private long timerOrder;
    private boolean worked;
    private int burst;
    private volatile boolean parked;
    private volatile boolean stopping;
    private volatile boolean drained;
    private volatile @Nullable Thread thread;

    PipelineWorker(String name, int ringSize, Clock clock, RateLimitedLog bugs) {
        this.name = name;
        this.clock = clock;
        this.bugs = bugs;
        this.ring = RingBuffer.createMultiProducer(Slot::new, ringSize);
        this.poller = ring.newPoller();
        ring.addGatingSequences(poller.getSequence());
    }

    /** Sets what the worker runs; before {@link #start}. */
    void install(Hop firstHop, Stage[] itsStages) {
        first = firstHop;
        stages = itsStages;
    }

    /** Publishes a batch to the ring; false if it is full. Any thread. */
    boolean offer(Batch batch) {
        long sequence;
        try {
            sequence = ring.tryNext();
        } catch (InsufficientCapacityException _) {
            return false;
        }
        try {
            ring.get(sequence).batch = batch;
        } finally {
            ring.publish(sequence);
        }
        wake();
        return true;
    }

    /** Runs a task on this worker's thread. Any thread. */
    void execute(Runnable task) {
        tasks.offer(task);
        wake();
    }

    /** Runs a task on this worker's thread once its time has come. The worker's thread only. */
    Timer schedule(long delayNanos, Runnable run) {
        Task task = new Task(clock.nanoTime() + Math.max(0, delayNanos), timerOrder++, run);
        timers.add(task);
        return () -> timers.remove(task);
    }

    private void wake() {
        VarHandle.fullFence(); // pairs with the fences in park() and drain(): our publication before our look at the
        // flags
        if (parked) {
            LockSupport.unpark(thread);
        } else if (drained) {
            refuseLateComers();
        }
    }

    void start() {
        Thread t = new Thread(this::run, name);
        thread = t;
        t.start();
    }

    private void run() {
        while (!stopping) {
            if (!doWork()) {
                park();
            }
        }
        drain();
        ended.countDown();
    }

    /** One round: tasks, due timers, a burst of batches. False if there was nothing to do. For tests, which crank it by hand. */
    boolean doWork() {
        boolean did = runTasks();
        did |= runTimers();
        did |= pollRing();
        return did;
    }

    private boolean pollRing() {
        burst = 0;
        boolean more;
        try {
            more = poller.poll((slot, _, _) -> {
                        Batch batch = slot.batch;
                        slot.batch = null;
                        if (batch != null) {
                            first.consume(batch);
                        }
                        return ++burst < BURST;
                    })
                    == EventPoller.PollState.PROCESSING;
        } catch (Exception e) {
            bugs.bug("a worker failed between batches", e);
            more = true;
        }
        worked |= burst > 0;
        if (worked && !more) {
            worked = false;
            tellIdle();
        }
        return more || burst > 0;
    }

    private void tellIdle() {
        for (Stage stage : stages) {
            try {
                stage.idle();
            } catch (RuntimeException | Error e) {
                bugs.bug("a processor failed when idle", e);
            }
        }
    }

    private boolean runTasks() {
        int n = 0;
        Runnable task;
        while (n < TASKS_AT_ONCE && (task = tasks.poll()) != null) {
            runSafely(task);
            n++;
        }
        return n > 0;
    }

    private boolean runTimers() {
        if (timers.isEmpty()) {
            return false;
        }
        boolean did = false;
        long now = clock.nanoTime();
        Task due;
        while ((due = timers.peek()) != null && due.atNanos - now <= 0) {
            timers.poll();
            runSafely(due.run);
            did = true;
        }
        return did;
    }

    private void runSafely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            bugs.bug("a processor failed in a timer or task", e);
        }
    }

    private void park() {
        parked = true;
        VarHandle.fullFence(); // pairs with the fence in wake(): our flag before our look at ring and tasks
        if (!stopping && tasks.isEmpty() && ringIsEmpty()) {
            Task next = timers.peek();
            if (next == null) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, Math.max(1, next.atNanos - clock.nanoTime()));
            }
        }
        parked = false;
    }

    private boolean ringIsEmpty() {
        return !ring.isAvailable(poller.getSequence().get() + 1);
    }

    /** Ends the worker: everything in the ring runs, stages hand on what they hold. False if that takes longer than the deadline. */
    boolean stop(long deadlineNanos) {
        if (thread == null) {
            drain();
            return true;
        }
        stopping = true;
        wake();
        try {
            return ended.await(Math.max(0, deadlineNanos - clock.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void drain() {
        while (pollRing() || runTasks()) {
            // until nothing is left
        }
        for (Stage stage : stages) {
            runSafely(stage::flush);
        }
        while (runTasks()) {
            // completions that came meanwhile
        }
        drained = true;
        VarHandle.fullFence(); // pairs with the fence in wake(): our flag before our last look at the ring
        refuseLateComers();
    }

    /** Empties the ring of batches that were published while the worker ended. Whoever comes last sees to it. */
    private synchronized void refuseLateComers() {
        try {
            poller.poll((slot, _, _) -> {
                Batch batch = slot.batch;
                slot.batch = null;
                if (batch != null) {
                    batch.complete(Outcome.refused(Refusal.SHUTDOWN, "the process is stopping"));
                }
                return true;
            });
        } catch (Exception e) {
            bugs.bug("a worker failed while it ended", e);
        }
    }

    /** Batches that wait in the ring. */
    long backlog() {
        return ring.getCursor() - poller.getSequence().get();
    }

    /** A batch's outcome after a bug in a component. */
    static Outcome.Refused componentFailure(String component) {
        return Outcome.refused(Refusal.COMPONENT_FAILURE, component + " failed; the data was not changed");
    }
}

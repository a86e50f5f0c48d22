package io.sluice.testkit;

import io.sluice.api.Clock;
import io.sluice.api.Timer;
import io.sluice.api.Timers;
import java.time.Duration;
import java.util.PriorityQueue;

/** A clock and timers that move only when a test says so. Threads: safe, tasks run in the thread that advances. */
public final class ManualClock implements Clock, Timers {

    private record Task(long at, long order, Runnable run) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>((a, b) -> a.at != b.at ? Long.compare(a.at, b.at) : Long.compare(a.order, b.order));
    private long nanos = 1_000_000_000L;
    private long order;

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    @Override
    public synchronized long epochMillis() {
        return 1_700_000_000_000L + nanos / 1_000_000;
    }

    @Override
    public synchronized Timer schedule(long delayNanos, Runnable run) {
        Task task = new Task(nanos + Math.max(0, delayNanos), order++, run);
        tasks.add(task);
        return () -> {
            synchronized (ManualClock.this) {
                tasks.remove(task);
            }
        };
    }

    /** Moves time on and runs what comes due, in order, each at its own time. */
    public void advance(Duration by) {
        long until;
        synchronized (this) {
            until = nanos + by.toNanos();
        }
        while (true) {
            Task due;
            synchronized (this) {
                due = tasks.peek();
                if (due == null || due.at > until) {
                    nanos = until;
                    return;
                }
                tasks.poll();
                nanos = Math.max(nanos, due.at);
            }
            due.run.run();
        }
    }

    /** How many tasks wait. */
    public synchronized int pending() {
        return tasks.size();
    }
}

package io.sluice.cli.sample;

import io.sluice.api.Clock;
import io.sluice.api.Timer;
import io.sluice.api.Timers;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/**
 * Time as a capture tells it. When a request arrived is not written down; it is taken that it did when the last of its spans ended, and not
 * before those that stand before it.
 *
 * <p>A time more than an hour ahead is taken for a wrong clock unless the next request is so far ahead as well; time then goes on by an hour.
 */
final class CaptureClock implements Clock, Timers {

    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    private record Task(long at, long order, Runnable run) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
    private long nanos;
    private long order;
    private long captured; // nanoseconds since 1970 of the latest request
    private boolean doubtful;
    private long passed;

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public long epochMillis() {
        return TimeUnit.NANOSECONDS.toMillis(captured);
    }

    @Override
    public Timer schedule(long delayNanos, Runnable run) {
        Task task = new Task(nanos + Math.max(0, delayNanos), order++, run);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    /** A request is there whose last span ended at a time; 0 if none has one. Does what is due by then. */
    void arrive(long endUnixNanos) {
        if (endUnixNanos <= 0) {
            return;
        }
        if (captured == 0) {
            captured = endUnixNanos;
            return;
        }
        long ahead = endUnixNanos - captured;
        boolean far = ahead > HOUR;
        if (far && !doubtful) {
            doubtful = true;
            return;
        }
        doubtful = false;
        if (ahead > 0) {
            captured = endUnixNanos;
            pass(Math.min(ahead, HOUR));
        }
    }

    private void pass(long by) {
        passed += by;
        long until = nanos + by;
        for (Task due = tasks.peek(); due != null && due.at <= until; due = tasks.peek()) {
            tasks.remove();
            nanos = Math.max(nanos, due.at);
            due.run.run();
        }
        nanos = until;
    }

    /** How long the capture lasts, in nanoseconds. */
    long passed() {
        return passed;
    }
}

package io.sluice.transport.server;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one event loop: a wheel of intrusive lists. Nearly all timers of a receiver are cancelled long before their time, so setting
 * and cancelling are a few pointers; the loop is woken only for slots that hold something.
 *
 * <p>Timers fire up to {@value #TICK_MILLIS} ms late. Threads: the event loop only.
 */
public final class LoopTimers {

    private static final int TICK_MILLIS = 10;
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
    private static final int SLOTS = 1024;

    private final EventExecutor loop;
    private final @Nullable LoopTimer[] slots = new @Nullable LoopTimer[SLOTS];
    private final long originNanos = System.nanoTime();
    private int size;
    private long doneTick;
    private long wakeTick = Long.MAX_VALUE;
    private @Nullable ScheduledFuture<?> wake;

    LoopTimers(EventExecutor loop) {
        this.loop = loop;
    }

    /** The event loop. */
    public EventExecutor loop() {
        return loop;
    }

    /** How many timers are set. */
    public int size() {
        return size;
    }

    /** Sets or moves a timer to a time on the scale of {@link System#nanoTime()}; what is past fires at the next tick. */
    public void set(LoopTimer timer, long deadlineNanos) {
        cancel(timer);
        if (size == 0) {
            doneTick = tickOf(System.nanoTime());
        }
        timer.deadlineNanos = deadlineNanos;
        // The tick that begins at or after the deadline.
        long tick = Math.max(doneTick + 1, tickOf(deadlineNanos + TICK_NANOS - 1));
        int slot = (int) (tick & (SLOTS - 1));
        LoopTimer first = slots[slot];
        timer.slot = slot;
        timer.next = first;
        if (first != null) {
            first.previous = timer;
        }
        slots[slot] = timer;
        size++;
        // Timers beyond one turn of the wheel are met on the way and left.
        wakeAt(Math.min(tick, doneTick + SLOTS));
    }

    /** Forgets a timer; nothing if it is not set. */
    public void cancel(LoopTimer timer) {
        if (timer.slot < 0) {
            return;
        }
        LoopTimer previous = timer.previous;
        LoopTimer next = timer.next;
        if (previous == null) {
            slots[timer.slot] = next;
        } else {
            previous.next = next;
        }
        if (next != null) {
            next.previous = previous;
        }
        timer.previous = null;
        timer.next = null;
        timer.slot = -1;
        size--;
    }

    /** Fires all timers now. */
    void stop() {
        for (int slot = 0; slot < SLOTS; slot++) {
            fire(slot, Long.MAX_VALUE, LoopTimer.Cause.STOP);
        }
    }

    private long tickOf(long nanos) {
        return (nanos - originNanos) / TICK_NANOS;
    }

    private void wakeAt(long tick) {
        if (tick >= wakeTick) {
            return;
        }
        if (wake != null) {
            wake.cancel(false);
        }
        wakeTick = tick;
        long delay = originNanos + tick * TICK_NANOS - System.nanoTime();
        wake = loop.schedule(this::turn, Math.max(0, delay), TimeUnit.NANOSECONDS);
    }

    private void turn() {
        wake = null;
        wakeTick = Long.MAX_VALUE;
        long now = System.nanoTime();
        long until = tickOf(now);
        long from = Math.max(doneTick + 1, until - SLOTS + 1);
        doneTick = until;
        for (long tick = from; tick <= until; tick++) {
            fire((int) (tick & (SLOTS - 1)), now, LoopTimer.Cause.TIME);
        }
        if (size > 0) {
            wakeAt(nextTick());
        }
    }

    private long nextTick() {
        for (long tick = doneTick + 1; tick < doneTick + SLOTS; tick++) {
            if (slots[(int) (tick & (SLOTS - 1))] != null) {
                return tick;
            }
        }
        return doneTick + SLOTS;
    }

    private void fire(int slot, long now, LoopTimer.Cause cause) {
        LoopTimer timer = slots[slot];
        while (timer != null) {
            LoopTimer next = timer.next;
            if (now == Long.MAX_VALUE || timer.deadlineNanos - now <= 0) {
                cancel(timer);
                timer.expired(cause);
                // What fired may have cancelled its neighbour: then begin again.
                if (next != null && next.slot != slot) {
                    next = slots[slot];
                }
            }
            timer = next;
        }
    }
}

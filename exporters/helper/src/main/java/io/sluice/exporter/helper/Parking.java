package io.sluice.exporter.helper;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a thread waits for work without burning CPU and without missing a wake-up.
 *
 * <p>Both sides publish first and look second, with a full fence in between: the thread publishes that it is parked and looks for work;
 * others publish work and look whether it is parked. At least one of them sees the other.
 */
final class Parking {

    private final AtomicBoolean parked = new AtomicBoolean();
    private volatile @Nullable Thread thread;

    /** Waits until woken, unless there is work. The thread's own. */
    void park(BooleanSupplier hasWork) {
        thread = Thread.currentThread();
        parked.set(true);
        // Pairs with the fence in wake().
        VarHandle.fullFence();
        if (hasWork.getAsBoolean()) {
            parked.set(false);
            return;
        }
        while (parked.get()) {
            LockSupport.park(this);
        }
    }

    /** Wakes the thread if it waits; called after work was published. Any thread. */
    void wake() {
        // Pairs with the fence in park().
        VarHandle.fullFence();
        if (parked.get() && parked.compareAndSet(true, false)) {
            LockSupport.unpark(thread);
        }
    }
}

package io.sluice.exporter.helper;

import java.util.concurrent.atomic.AtomicLong;

/** How much of two capacities, units and bytes, is taken. Threads: any; lock-free. */
final class QueueBound {

    private final long capacity;
    private final long byteCapacity;
    private final AtomicLong units = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    QueueBound(long capacity, long byteCapacity) {
        this.capacity = capacity;
        this.byteCapacity = byteCapacity;
    }

    /** Whether so much fits into an empty queue. */
    boolean couldHold(long moreUnits, long moreBytes) {
        return moreUnits <= capacity && moreBytes <= byteCapacity;
    }

    /** Takes both or neither. */
    boolean tryReserve(long moreUnits, long moreBytes) {
        if (!tryAdd(units, moreUnits, capacity)) {
            return false;
        }
        if (!tryAdd(bytes, moreBytes, byteCapacity)) {
            units.addAndGet(-moreUnits);
            return false;
        }
        return true;
    }

    void release(long fewerUnits, long fewerBytes) {
        units.addAndGet(-fewerUnits);
        bytes.addAndGet(-fewerBytes);
    }

    long units() {
        return units.get();
    }

    long bytes() {
        return bytes.get();
    }

    long capacity() {
        return capacity;
    }

    private static boolean tryAdd(AtomicLong used, long more, long limit) {
        while (true) {
            long before = used.get();
            if (more > limit - before) {
                return false;
            }
            if (used.compareAndSet(before, before + more)) {
                return true;
            }
        }
    }
}

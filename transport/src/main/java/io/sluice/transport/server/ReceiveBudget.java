package io.sluice.transport.server;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the bytes of requests that have arrived in part and stand before no pipeline's door yet. Without it, many callers that send large
 * requests at once could fill memory before anybody is asked.
 *
 * <p>Threads: any; no lock.
 */
public final class ReceiveBudget {

    private final long maxBytes;
    private final AtomicLong taken = new AtomicLong();

    /** @param maxBytes the most bytes at once */
    public ReceiveBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** A quarter of the heap; up to a half, where two of the largest requests need it. */
    public static ReceiveBudget ofHeap(long maxRequestBytes) {
        return of(Runtime.getRuntime().maxMemory(), maxRequestBytes);
    }

    static ReceiveBudget of(long heapBytes, long maxRequestBytes) {
        return new ReceiveBudget(Math.clamp(2 * maxRequestBytes, heapBytes / 4, heapBytes / 2));
    }

    /** Takes {@code bytes}; false, and nothing is taken, if there is no room. */
    public boolean tryTake(long bytes) {
        if (taken.addAndGet(bytes) > maxBytes) {
            taken.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    /** Gives back what was taken. */
    public void give(long bytes) {
        if (bytes != 0) {
            taken.addAndGet(-bytes);
        }
    }

    /** Bytes taken at the moment. */
    public long taken() {
        return taken.get();
    }
}

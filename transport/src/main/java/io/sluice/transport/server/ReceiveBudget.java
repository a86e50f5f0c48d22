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

    /** A quarter of the heap, but always room for two of the largest requests. */
    public static ReceiveBudget ofHeap(long maxRequestBytes) {
        return new ReceiveBudget(
                Math.max(2 * maxRequestBytes, Runtime.getRuntime().maxMemory() / 4));
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

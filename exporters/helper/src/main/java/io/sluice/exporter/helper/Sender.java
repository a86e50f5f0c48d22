package io.sluice.exporter.helper;

import io.sluice.api.ComponentException;

/** Makes attempts at delivering batches to one backend. */
public interface Sender {

    /** Opens what sending needs. Must not wait for a backend that may be down. */
    default void start() throws ComponentException {}

    /**
     * Starts one attempt and arranges for {@link Delivery#done} to be called once, from any thread, by about {@link
     * Delivery#deadlineNanos}. Reads the payload and never writes to it.
     *
     * <p>Threads: the exporter's sender thread, one call at a time. May block for as long as the backend's library does, which delays
     * other batches of this exporter but nothing else.
     */
    void send(Delivery delivery);

    /** Closes everything by {@code deadlineNanos}. Attempts under way are ended with a retryable outcome. */
    default void stop(long deadlineNanos) {}
}

package io.sluice.api;

/** Why a batch was refused for now. Also the closed set of values of the {@code reason} label. */
public enum Refusal {
    /** Too many bytes or items are in custody, or the heap is nearly full. */
    MEMORY,
    /** A queue or ring is full. */
    QUEUE_FULL,
    /** A rate limit was reached: RESOURCE_EXHAUSTED with RetryInfo, HTTP 429. */
    RATE_LIMITED,
    /** The sender's deadline came before the outcome, or the sender has gone. */
    DEADLINE,
    /** A backend could not be reached or asked to come again. */
    BACKEND,
    /** This process is stopping. */
    SHUTDOWN,
    /** A bug in a component; the data is untouched. */
    COMPONENT_FAILURE;

    /** The value of the {@code reason} label. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}

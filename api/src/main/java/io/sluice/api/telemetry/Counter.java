package io.sluice.api.telemetry;

/** A sum that only grows. Threads: any; never blocks. Call once per batch, not per item. */
@FunctionalInterface
public interface Counter {

    /** Adds {@code n}, at least 0. */
    void add(long n);
}

package io.sluice.exporter.loadbalancing;

/** Finds out which backends there are, and tells {@link Backends#announce}. */
interface Resolver {

    /** Begins; does not wait. */
    void start();

    /** Tells nothing more. */
    void stop();
}

package io.sluice.api.telemetry;

/** A distribution. Threads: any; never blocks. */
@FunctionalInterface
public interface Histogram {

    /** Adds one measurement. */
    void record(double value);
}

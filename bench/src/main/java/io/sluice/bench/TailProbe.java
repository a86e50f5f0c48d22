package io.sluice.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Reads what a gateway says of its tail sampling, once a second of the window. Threads: one at a time; reads on its own. */
final class TailProbe implements Probe {

    private static final String PREFIX = "otelcol_processor_tail_sampling_";

    /**
     * One reading.
     *
     * @param held spans that are held
     * @param memoryMib what they and all that belongs to them take
     * @param early traces that were decided early so far, for want of room
     * @param lags how late traces were decided so far, in milliseconds
     */
    record Reading(double held, double memoryMib, double early, Lags lags) {

        static Reading of(String text) {
            return new Reading(
                    Http.sum(text, PREFIX + "spans_held"),
                    Http.sum(text, PREFIX + "memory_held") / (1 << 20),
                    Http.sum(text, PREFIX + "traces_decided_early")
                            + Http.sum(text, PREFIX + "traces_decided_early_total"),
                    Lags.of(text, PREFIX + "decision_lag"));
        }
    }

    private final int port;
    private final List<Reading> readings = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("probe").factory());

    /** @param port the gateway's metrics */
    TailProbe(int port) {
        this.port = port;
    }

    @Override
    public void begin() {
        var _ = clock.scheduleAtFixedRate(this::read, 0, 1, TimeUnit.SECONDS);
    }

    private void read() {
        try {
            Reading reading = Reading.of(Http.metrics(port));
            synchronized (readings) {
                readings.add(reading);
            }
        } catch (IOException _) {
            // A gateway under load may be slow to answer; the next reading comes in a second.
        }
    }

    @Override
    public void end() {
        clock.shutdownNow();
        read();
    }

    /** What was read, in its order. */
    List<Reading> readings() {
        synchronized (readings) {
            return List.copyOf(readings);
        }
    }
}

package io.sluice.cli.sample;

import io.sluice.api.telemetry.Counter;
import io.sluice.api.telemetry.Histogram;
import io.sluice.api.telemetry.Meter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/** Keeps counters, so that a report can read what samplers counted. Nothing else is kept. */
final class RecordingMeter implements Meter {

    /** A counter's name and labels. */
    record Series(String name, Map<String, String> labels) {}

    private final Map<Series, LongAdder> counters = new LinkedHashMap<>();

    /** All counters, in the order in which they were made. */
    Map<Series, LongAdder> counters() {
        return counters;
    }

    @Override
    public Counter counter(String name, String help, String... labels) {
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i + 1 < labels.length; i += 2) {
            named.put(labels[i], labels[i + 1]);
        }
        return counters.computeIfAbsent(new Series(name, named), _ -> new LongAdder())::add;
    }

    @Override
    public void gauge(String name, String help, DoubleSupplier value, String... labels) {
        // what holds at one moment is of no use afterwards
    }

    @Override
    public void cumulative(String name, String help, DoubleSupplier value, String... labels) {
        // samplers have none
    }

    @Override
    public Histogram histogram(String name, String help, double[] bounds, String... labels) {
        return _ -> {};
    }
}

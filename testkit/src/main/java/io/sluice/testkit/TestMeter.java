package io.sluice.testkit;

import io.sluice.api.telemetry.Counter;
import io.sluice.api.telemetry.Histogram;
import io.sluice.api.telemetry.Meter;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/** A meter whose values a test can read. Series are named {@code name[label, value, ...]}. */
public final class TestMeter implements Meter {

    private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();
    private final Map<String, DoubleSupplier> suppliers = new ConcurrentHashMap<>();
    private final Map<String, DoubleAdder> sums = new ConcurrentHashMap<>();

    private static String series(String name, String... labels) {
        return name + Arrays.toString(labels);
    }

    @Override
    public Counter counter(String name, String help, String... labels) {
        return counters.computeIfAbsent(series(name, labels), _ -> new LongAdder())::add;
    }

    @Override
    public void gauge(String name, String help, DoubleSupplier value, String... labels) {
        suppliers.put(series(name, labels), value);
    }

    @Override
    public void cumulative(String name, String help, DoubleSupplier value, String... labels) {
        suppliers.put(series(name, labels), value);
    }

    @Override
    public Histogram histogram(String name, String help, double[] bounds, String... labels) {
        return sums.computeIfAbsent(series(name, labels), _ -> new DoubleAdder())::add;
    }

    /** The value of a counter, gauge or cumulative, or the sum of a histogram; 0 if it was never made. */
    public double value(String name, String... labels) {
        String series = series(name, labels);
        LongAdder counter = counters.get(series);
        DoubleSupplier supplier = suppliers.get(series);
        DoubleAdder sum = sums.get(series);
        return counter != null
                ? counter.sum()
                : supplier != null ? supplier.getAsDouble() : sum != null ? sum.sum() : 0;
    }

    /** All series made so far. */
    public java.util.Set<String> series() {
        java.util.Set<String> all = new java.util.TreeSet<>(counters.keySet());
        all.addAll(suppliers.keySet());
        all.addAll(sums.keySet());
        return all;
    }
}

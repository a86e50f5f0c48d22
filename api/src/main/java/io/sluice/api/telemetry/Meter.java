package io.sluice.api.telemetry;

import java.util.function.DoubleSupplier;

/**
 * Makes instruments. Asking twice for the same name and labels gives the same instrument. Threads: any.
 *
 * <p>Labels are given as name, value, name, value. All instruments of one name have the same label names.
 */
public interface Meter {

    /** A meter that measures nothing. */
    Meter NOOP = new Meter() {
        @Override
        public Counter counter(String name, String help, String... labels) {
            return _ -> {};
        }

        @Override
        public void gauge(String name, String help, DoubleSupplier value, String... labels) {}

        @Override
        public void cumulative(String name, String help, DoubleSupplier value, String... labels) {}

        @Override
        public Histogram histogram(String name, String help, double[] bounds, String... labels) {
            return _ -> {};
        }
    };

    /** A sum that only grows. */
    Counter counter(String name, String help, String... labels);

    /** A value that is asked for whenever metrics are read. {@code value} is called by any thread and must not block. */
    void gauge(String name, String help, DoubleSupplier value, String... labels);

    /** A sum kept elsewhere, asked for whenever metrics are read. */
    void cumulative(String name, String help, DoubleSupplier value, String... labels);

    /**
     * Says in what unit a name's values are, where the name does not say. Readers that want units in names append it.
     *
     * @param unit {@code seconds} or {@code bytes}
     */
    default void unit(String name, String unit) {}

    /**
     * A distribution.
     *
     * @param bounds upper bounds of the buckets, ascending
     */
    Histogram histogram(String name, String help, double[] bounds, String... labels);
}

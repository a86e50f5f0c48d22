package io.sluice.engine.telemetry;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.PrometheusNaming;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import io.sluice.api.telemetry.Counter;
import io.sluice.api.telemetry.Histogram;
import io.sluice.api.telemetry.Meter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/**
 * All instruments of the process and their values. Names get the Collector's prefix {@code otelcol_}.
 *
 * <p>Threads: any; measuring never blocks. One name has one kind and one set of label names; a clash is a bug and throws.
 */
public final class SelfMetrics implements Meter {

    private static final String PREFIX = "otelcol_";

    private enum Kind {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    private record Family(
            Kind kind, String name, String help, List<String> labelNames, Map<List<String>, Object> series) {

        Family named(String other) {
            return new Family(kind, other, help, labelNames, series);
        }
    }

    private record Source(DoubleSupplier value) {
        /** A component's bug must not take away the figures of all others. */
        double read() {
            try {
                return value.getAsDouble();
            } catch (RuntimeException _) {
                return Double.NaN;
            }
        }
    }

    private static final class Sum implements Counter {
        private final LongAdder sum = new LongAdder();

        @Override
        public void add(long n) {
            sum.add(n);
        }
    }

    private static final class Distribution implements Histogram {
        private final double[] bounds;
        private final LongAdder[] counts;
        private final DoubleAdder sum = new DoubleAdder();

        Distribution(double[] bounds) {
            this.bounds = Arrays.copyOf(bounds, bounds.length + 1);
            this.bounds[bounds.length] = Double.POSITIVE_INFINITY;
            this.counts = new LongAdder[bounds.length + 1];
            Arrays.setAll(counts, _ -> new LongAdder());
        }

        @Override
        public void record(double value) {
            int i = 0;
            while (value > bounds[i]) {
                i++;
            }
            counts[i].increment();
            sum.add(value);
        }

        ClassicHistogramBuckets buckets() {
            long[] values = new long[counts.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = counts[i].sum();
            }
            return ClassicHistogramBuckets.of(bounds, values);
        }
    }

    private final Map<String, Family> families = new ConcurrentSkipListMap<>();
    private final Map<String, String> units = new ConcurrentHashMap<>();
    private volatile Labels target = Labels.EMPTY;

    /**
     * Describes this process, as {@code target_info}.
     *
     * @param resource attributes; characters that labels can't have become underscores
     */
    public void describe(Map<String, String> resource) {
        Map<String, String> labels = new TreeMap<>();
        resource.forEach(
                (name, value) -> labels.put(PrometheusNaming.sanitizeLabelName(name.replace('.', '_')), value));
        target = Labels.of(
                labels.keySet().toArray(new String[0]), labels.values().toArray(new String[0]));
    }

    @Override
    public void unit(String name, String unit) {
        units.put(PREFIX + name, unit);
    }

    @Override
    public Counter counter(String name, String help, String... labels) {
        Family family = family(Kind.COUNTER, name, help, labels);
        return (Counter) family.series.computeIfAbsent(odd(labels), _ -> new Sum());
    }

    @Override
    public void gauge(String name, String help, DoubleSupplier value, String... labels) {
        family(Kind.GAUGE, name, help, labels).series.put(odd(labels), new Source(value));
    }

    @Override
    public void cumulative(String name, String help, DoubleSupplier value, String... labels) {
        family(Kind.COUNTER, name, help, labels).series.put(odd(labels), new Source(value));
    }

    @Override
    public Histogram histogram(String name, String help, double[] bounds, String... labels) {
        Family family = family(Kind.HISTOGRAM, name, help, labels);
        return (Histogram) family.series.computeIfAbsent(odd(labels), _ -> new Distribution(bounds));
    }

    private Family family(Kind kind, String name, String help, String[] labels) {
        List<String> names = even(labels);
        Family family = families.computeIfAbsent(
                PREFIX + name, n -> new Family(kind, n, help, names, new ConcurrentHashMap<>()));
        if (family.kind != kind || !family.labelNames.equals(names)) {
            throw new IllegalArgumentException("metric " + name + " is a " + family.kind + " with labels "
                    + family.labelNames + ", not a " + kind + " with " + names);
        }
        return family;
    }

    private static List<String> even(String[] labels) {
        return half(labels, 0);
    }

    private static List<String> odd(String[] labels) {
        return half(labels, 1);
    }

    private static List<String> half(String[] labels, int from) {
        List<String> half = new ArrayList<>(labels.length / 2);
        for (int i = from; i < labels.length; i += 2) {
            half.add(labels[i]);
        }
        return half;
    }

    /**
     * Everything as it stands now.
     *
     * @param typeSuffix true to name counters {@code x_total}; without it they are written untyped as {@code x}, since the exposition
     *     formats know no counter without the suffix
     * @param withUnits true to end names in their unit
     */
    public MetricSnapshots snapshot(boolean typeSuffix, boolean withUnits) {
        List<MetricSnapshot> snapshots = new ArrayList<>();
        if (!target.isEmpty()) {
            snapshots.add(InfoSnapshot.builder()
                    .name("target")
                    .help("This process.")
                    .dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                            .labels(target)
                            .build())
                    .build());
        }
        for (Family each : families.values()) {
            String unit = withUnits ? units.get(each.name) : null;
            Family family = unit == null ? each : each.named(each.name + "_" + unit);
            snapshots.add(
                    switch (family.kind) {
                        case COUNTER -> typeSuffix ? counters(family) : untyped(family);
                        case GAUGE -> gauges(family);
                        case HISTOGRAM -> histograms(family);
                    });
        }
        return new MetricSnapshots(snapshots);
    }

    private static CounterSnapshot counters(Family family) {
        CounterSnapshot.Builder builder =
                CounterSnapshot.builder().name(family.name).help(family.help);
        family.series.forEach((values, source) -> builder.dataPoint(CounterDataPointSnapshot.builder()
                .labels(labels(family, values))
                .value(Math.max(0, number(source)))
                .build()));
        return builder.build();
    }

    private static UnknownSnapshot untyped(Family family) {
        UnknownSnapshot.Builder builder =
                UnknownSnapshot.builder().name(family.name).help(family.help);
        family.series.forEach((values, source) -> builder.dataPoint(UnknownDataPointSnapshot.builder()
                .labels(labels(family, values))
                .value(number(source))
                .build()));
        return builder.build();
    }

    private static GaugeSnapshot gauges(Family family) {
        GaugeSnapshot.Builder builder =
                GaugeSnapshot.builder().name(family.name).help(family.help);
        family.series.forEach((values, source) -> builder.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(labels(family, values))
                .value(number(source))
                .build()));
        return builder.build();
    }

    private static HistogramSnapshot histograms(Family family) {
        HistogramSnapshot.Builder builder =
                HistogramSnapshot.builder().name(family.name).help(family.help);
        family.series.forEach((values, source) -> {
            Distribution distribution = (Distribution) source;
            builder.dataPoint(HistogramDataPointSnapshot.builder()
                    .labels(labels(family, values))
                    .classicHistogramBuckets(distribution.buckets())
                    .sum(distribution.sum.sum())
                    .build());
        });
        return builder.build();
    }

    private static Labels labels(Family family, List<String> values) {
        return Labels.of(family.labelNames, values);
    }

    private static double number(Object source) {
        return switch (source) {
            case Sum sum -> sum.sum.sum();
            case Source supplied -> supplied.read();
            default -> throw new IllegalStateException("not a number: " + source);
        };
    }

    /** The present value of a series, or 0 if there is none; for tests and for the accounting report. */
    public double value(String name, String... labels) {
        Family family = families.get(PREFIX + name);
        Object source = family == null ? null : family.series.get(odd(labels));
        return source == null ? 0 : number(source);
    }
}

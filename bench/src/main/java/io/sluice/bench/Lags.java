package io.sluice.bench;

import java.util.Map;
import java.util.TreeMap;

/** A histogram of Prometheus' text format at one time: how many values were at most as great as each bound. */
record Lags(Map<Double, Double> atMost) {

    private static final double SHARE = 0.99;

    /** The sum over all labels of the histogram {@code name}. */
    static Lags of(String text, String name) {
        Map<Double, Double> atMost = new TreeMap<>();
        text.lines().filter(line -> line.startsWith(name + "_bucket{")).forEach(line -> {
            int from = line.indexOf("le=\"") + 4;
            String bound = line.substring(from, line.indexOf('"', from));
            double key = bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound);
            atMost.merge(key, Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)), Double::sum);
        });
        return new Lags(atMost);
    }

    /** The least bound that 99 of 100 values since {@code before} do not exceed; not a number if there were none. */
    double p99Since(Lags before) {
        double all = since(before, Double.POSITIVE_INFINITY);
        if (all <= 0) {
            return Double.NaN;
        }
        for (double bound : atMost.keySet()) {
            if (since(before, bound) >= SHARE * all) {
                return bound;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    private double since(Lags before, double bound) {
        return atMost.getOrDefault(bound, 0.0) - before.atMost.getOrDefault(bound, 0.0);
    }
}

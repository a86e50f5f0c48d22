package io.sluice.exporter.kafka;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireReader;

/** Counts the data points of a metric. */
final class DataPoints {

    private static final int POINTS = 1;

    private DataPoints() {}

    /** The data points of the {@code Metric} whose content lies in {@code array} from {@code from} to {@code to}. */
    static int count(byte[] array, int from, int to) throws MalformedException {
        WireReader metric = new WireReader().reset(array, from, to);
        WireReader data = new WireReader();
        int points = 0;
        while (metric.next()) {
            if (isData(metric)) {
                data.enter(metric);
                while (data.next()) {
                    if (data.isBytes(POINTS)) {
                        points++;
                    }
                }
            }
        }
        return points;
    }

    /** True on gauge, sum, histogram, exponential_histogram and summary. */
    private static boolean isData(WireReader metric) {
        return metric.isBytes(5) || metric.isBytes(7) || metric.isBytes(9) || metric.isBytes(10) || metric.isBytes(11);
    }
}

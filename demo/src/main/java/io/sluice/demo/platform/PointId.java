package io.sluice.demo.platform;

import java.util.Map;
import java.util.TreeMap;

/** What tells one data point from another: the service, the metric, the attributes and the time. */
public final class PointId {

    private PointId() {}

    /** The id; {@code attributes} by name, values as text. */
    public static String of(String service, String metric, Map<String, String> attributes, long epochNanos) {
        return service + "|" + metric + "|" + new TreeMap<>(attributes) + "|" + epochNanos;
    }
}

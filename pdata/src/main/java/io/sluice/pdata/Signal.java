package io.sluice.pdata;

/** The kinds of telemetry that OTLP carries and Sluice handles. */
public enum Signal {
    /** Items are spans. */
    TRACES("traces", "spans"),
    /** Items are data points, which the Collector calls metric points. */
    METRICS("metrics", "metric_points"),
    /** Items are log records. */
    LOGS("logs", "log_records");

    private final String configName;
    private final String itemName;

    Signal(String configName, String itemName) {
        this.configName = configName;
        this.itemName = itemName;
    }

    /** The name that begins a pipeline id and labels metrics: {@code traces}, {@code metrics} or {@code logs}. */
    public String configName() {
        return configName;
    }

    /** What one item is called in the Collector's self-metrics: {@code spans}, {@code metric_points} or {@code log_records}. */
    public String itemName() {
        return itemName;
    }
}

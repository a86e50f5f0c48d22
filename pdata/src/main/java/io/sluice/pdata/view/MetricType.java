package io.sluice.pdata.view;

/** Which data a metric has. */
public enum MetricType {
    /** No data. */
    NONE,
    GAUGE,
    SUM,
    HISTOGRAM,
    EXPONENTIAL_HISTOGRAM,
    SUMMARY
}

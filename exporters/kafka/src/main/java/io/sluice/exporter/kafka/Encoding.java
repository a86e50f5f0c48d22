package io.sluice.exporter.kafka;

/** What the value of a record is. */
public enum Encoding {
    /** The bytes of {@code TracesData}, {@code MetricsData} or {@code LogsData}. */
    OTLP_PROTO,
    /** The same as OTLP/JSON. */
    OTLP_JSON
}

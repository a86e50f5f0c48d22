package io.sluice.config;

import io.sluice.api.config.Default;
import io.sluice.api.config.Key;
import io.sluice.api.config.Unsupported;
import java.util.List;
import java.util.Map;

/**
 * The {@code service::telemetry} section, reduced to what the engine does with it.
 *
 * @param logs the process's own log
 * @param metrics the process's own metrics
 * @param resource attributes that describe this process, after the user's additions and removals
 */
public record TelemetryConfig(LogsConfig logs, MetricsConfig metrics, Map<String, String> resource) {

    /** Least severity that is logged. */
    public enum LogLevel {
        DEBUG,
        INFO,
        WARN,
        @Key(renamedFrom = {"dpanic", "panic", "fatal"})
        ERROR
    }

    /** Form of a log line. */
    public enum LogEncoding {
        CONSOLE,
        JSON
    }

    /** How much is measured. */
    public enum MetricsLevel {
        NONE,
        BASIC,
        NORMAL,
        DETAILED
    }

    /**
     * The process's own log, on standard error.
     *
     * @param level least severity
     * @param encoding form of a line
     */
    @Unsupported(
            value = {
                "development",
                "disable_caller",
                "disable_stacktrace",
                "sampling",
                "output_paths",
                "error_output_paths",
                "initial_fields",
                "processors",
                "disable_zap_resource"
            },
            instead = "The log goes to standard error, repeated lines once a minute; remove it.")
    public record LogsConfig(
            @Default("info") LogLevel level,
            @Default("console") LogEncoding encoding) {}

    /**
     * The process's own metrics.
     *
     * @param level how much is measured
     * @param readers Prometheus endpoints; empty at level none
     */
    public record MetricsConfig(MetricsLevel level, List<PrometheusReader> readers) {}

    /**
     * A Prometheus endpoint, path {@code /metrics}.
     *
     * @param withoutTypeSuffix true to leave {@code _total} off counters
     * @param withoutUnits true to leave units off names
     */
    public record PrometheusReader(String host, int port, boolean withoutTypeSuffix, boolean withoutUnits) {}
}

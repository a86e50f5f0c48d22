package io.sluice.bench;

import java.util.Locale;

/**
 * What one run came to.
 *
 * @param caseName the workload
 * @param subject what was measured
 * @param cpuPerMillion CPU-seconds of all processes under test per million items acknowledged in the window
 * @param itemsPerSecond items acknowledged a second
 * @param p50Micros answer time
 * @param p99Micros answer time
 * @param p999Micros answer time, 99.9th percentile
 * @param rssMib resident set at the end of the window
 * @param peakMib greatest resident set
 * @param missing items acknowledged that did not arrive: the run counts only if 0
 * @param duplicates items that arrived more than once
 * @param unacknowledged requests refused or failed
 */
record Result(
        String caseName,
        String subject,
        double cpuPerMillion,
        double itemsPerSecond,
        long p50Micros,
        long p99Micros,
        long p999Micros,
        long rssMib,
        long peakMib,
        long missing,
        long duplicates,
        long unacknowledged) {

    static final String HEADER = String.format(
            "%-8s %-10s %12s %12s %9s %9s %9s %8s %8s %8s %10s %8s",
            "case",
            "subject",
            "CPU-s/M",
            "items/s",
            "p50 ms",
            "p99 ms",
            "p99.9 ms",
            "RSS MiB",
            "peak",
            "missing",
            "duplicates",
            "refused");

    /** A run that broke off. */
    static Result failed(String caseName, String subject) {
        return new Result(caseName, subject, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** True if the figures mean something. */
    boolean counts() {
        return missing == 0 && itemsPerSecond > 0;
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "%-8s %-10s %12.3f %12.0f %9.1f %9.1f %9.1f %8d %8d %8d %10d %8d%s",
                caseName,
                subject,
                cpuPerMillion,
                itemsPerSecond,
                p50Micros / 1e3,
                p99Micros / 1e3,
                p999Micros / 1e3,
                rssMib,
                peakMib,
                missing,
                duplicates,
                unacknowledged,
                counts() ? "" : "  DOES NOT COUNT");
    }

    String json() {
        return String.format(
                Locale.ROOT,
                "{\"case\":\"%s\",\"subject\":\"%s\",\"cpu_seconds_per_million\":%.4f,\"items_per_second\":%.0f,"
                    + "\"p50_ms\":%.3f,\"p99_ms\":%.3f,\"p999_ms\":%.3f,\"rss_mib\":%d,\"peak_mib\":%d,\"missing\":%d,"
                    + "\"duplicates\":%d,\"unacknowledged_requests\":%d}",
                caseName,
                subject,
                cpuPerMillion,
                itemsPerSecond,
                p50Micros / 1e3,
                p99Micros / 1e3,
                p999Micros / 1e3,
                rssMib,
                peakMib,
                missing,
                duplicates,
                unacknowledged);
    }
}

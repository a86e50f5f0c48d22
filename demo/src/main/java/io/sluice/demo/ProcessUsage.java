package io.sluice.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process has used, as Linux tells it.
 *
 * @param cpuSeconds user and system time
 * @param peakMib greatest resident set
 */
record ProcessUsage(double cpuSeconds, long peakMib) {

    /** Of a process that has ended or that nothing is known of. */
    static final ProcessUsage UNKNOWN = new ProcessUsage(Double.NaN, 0);

    private static final double TICKS_PER_SECOND = 100;
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;

    /** Reads {@code /proc}. */
    static ProcessUsage of(long pid) {
        try {
            Path process = Path.of("/proc", Long.toString(pid));
            String stat = Files.readString(process.resolve("stat"), StandardCharsets.UTF_8);
            // The name in parentheses may hold blanks: count from behind it, field 3 on.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
            return new ProcessUsage(ticks / TICKS_PER_SECOND, peakKib(process) / 1024);
        } catch (IOException | RuntimeException _) {
            return UNKNOWN;
        }
    }

    private static long peakKib(Path process) throws IOException {
        for (String line : Files.readAllLines(process.resolve("status"), StandardCharsets.UTF_8)) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return 0;
    }

    @Override
    public String toString() {
        return Double.isNaN(cpuSeconds) ? "gone" : "%.1f CPU-s, %d MiB at most".formatted(cpuSeconds, peakMib);
    }
}

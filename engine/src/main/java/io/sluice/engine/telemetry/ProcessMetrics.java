package io.sluice.engine.telemetry;

import com.sun.management.OperatingSystemMXBean;
import io.sluice.api.telemetry.Meter;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The Collector's {@code process_*} metrics and the JVM's garbage collection. Figures are read when asked for. */
public final class ProcessMetrics {

    private static final Path STATM = Path.of("/proc/self/statm");
    private static final long PAGE_BYTES = 4096;

    private ProcessMetrics() {}

    /** Makes the instruments. */
    public static void register(Meter meter) {
        meter.unit("process_uptime", "seconds");
        meter.unit("process_memory_rss", "bytes");
        long startNanos = System.nanoTime();
        meter.cumulative(
                "process_uptime", "Uptime of the process, in seconds.", () -> (System.nanoTime() - startNanos) / 1e9);
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean os) {
            meter.cumulative(
                    "process_cpu_seconds", "CPU user and system time, in seconds.", () -> os.getProcessCpuTime() / 1e9);
        }
        meter.gauge("process_memory_rss", "Resident set size, in bytes.", ProcessMetrics::residentBytes);
        Runtime runtime = Runtime.getRuntime();
        meter.gauge(
                "process_runtime_heap_alloc_bytes",
                "Heap in use, in bytes.",
                () -> runtime.totalMemory() - runtime.freeMemory());
        meter.gauge(
                "process_runtime_total_sys_memory_bytes",
                "Heap and non-heap memory taken from the system, in bytes.",
                () -> runtime.totalMemory()
                        + ManagementFactory.getMemoryMXBean()
                                .getNonHeapMemoryUsage()
                                .getCommitted());
        if (ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads) {
            meter.cumulative(
                    "process_runtime_total_alloc_bytes",
                    "Heap allocated since the start, in bytes.",
                    threads::getTotalThreadAllocatedBytes);
        }
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            meter.cumulative(
                    "process_runtime_gc_seconds",
                    "Time in garbage collection, in seconds.",
                    () -> collector.getCollectionTime() / 1e3,
                    "collector",
                    collector.getName());
        }
    }

    private static double residentBytes() {
        try {
            String[] fields = Files.readString(STATM, StandardCharsets.US_ASCII).split(" ", 3);
            return Long.parseLong(fields[1]) * (double) PAGE_BYTES;
        } catch (IOException | RuntimeException _) {
            return Double.NaN; // not Linux
        }
    }
}

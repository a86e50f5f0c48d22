package io.sluice.processor.memorylimiter;

/**
 * The two limits in bytes.
 *
 * @param soft from here on requests are refused
 * @param hard from here on collections are urgent
 */
record MemoryLimits(long soft, long hard) {

    private static final long MIB = 1L << 20;
    private static final int DEFAULT_SPIKE_SHARE = 5;

    /** What a configuration means on a JVM whose heap may grow to {@code maxHeapBytes}; never above that. */
    static MemoryLimits of(MemoryLimiterConfig config, long maxHeapBytes) {
        long hard = Math.min(maxHeapBytes, configuredHard(config, maxHeapBytes));
        long spike = spike(config, maxHeapBytes);
        // A limit above the heap is cut down to it, and then the spike may not fit any more.
        long soft = spike > 0 && spike < hard ? hard - spike : hard - hard / DEFAULT_SPIKE_SHARE;
        return new MemoryLimits(soft, hard);
    }

    /** The hard limit as written, which may be more than the JVM has. */
    static long configuredHard(MemoryLimiterConfig config, long maxHeapBytes) {
        return config.limitMib() > 0 ? config.limitMib() * MIB : maxHeapBytes / 100 * config.limitPercentage();
    }

    private static long spike(MemoryLimiterConfig config, long maxHeapBytes) {
        return config.limitMib() > 0
                ? config.spikeLimitMib() * MIB
                : maxHeapBytes / 100 * config.spikeLimitPercentage();
    }
}

package io.sluice.processor.tailsampling;

import java.util.concurrent.TimeUnit;

/** How long something lasts between two times of OTLP. Threads: any. */
final class Durations {

    private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private Durations() {}

    /** Whole milliseconds from one time to another; 0 if one of them is not known, or the end is before the start. */
    static long millis(long start, long end) {
        if (start == 0 || end == 0 || Long.compareUnsigned(end, start) <= 0) {
            return 0;
        }
        return Long.divideUnsigned(end - start, NANOS_PER_MILLI);
    }

    /**
     * Whole milliseconds as the Collector counts them: times are signed, a difference that does not fit is the greatest or least there is, and
     * the rest is cut.
     */
    static long collectorsMillis(long start, long end) {
        long difference = end - start;
        if (((end ^ start) & (end ^ difference)) < 0) {
            difference = end < start ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return difference / NANOS_PER_MILLI;
    }
}

package io.sluice.exporter.loadbalancing;

import java.util.concurrent.TimeUnit;

/** What of one signal is under way to one backend, and how long its answers take. Threads: any. */
final class BackendLoad {

    /** From so long an answer is late. */
    static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** An answer counts for one of so many, the ones before for the rest. */
    private static final int WEIGHT = 4;

    // Guarded by this.
    private long units;
    private boolean hasAnswered;
    private long averageNanos;

    /** A part is about to be sent, of a request that counts for so many {@linkplain FairShare#unitsOf units}. */
    synchronized void begun(long more) {
        units += more;
    }

    /** Such a part has ended. */
    synchronized void ended(long fewer) {
        units -= fewer;
    }

    /** A part was taken, or has waited in vain, so long after it was sent. */
    synchronized void answered(long nanos) {
        averageNanos = hasAnswered ? averageNanos + (nanos - averageNanos) / WEIGHT : nanos;
        hasAnswered = true;
    }

    /** Units of the requests that have a part under way. */
    synchronized long units() {
        return units;
    }

    /** Whether answers are late on average. */
    synchronized boolean isLate() {
        return averageNanos >= LATE_NANOS;
    }

    /** Whether there were answers, and they are not late. */
    synchronized boolean isPrompt() {
        return hasAnswered && averageNanos < LATE_NANOS;
    }
}

package io.sluice.api;

/** Time, so that tests can turn it by hand. Threads: any. */
public interface Clock {

    /** The machine's own clock. */
    Clock SYSTEM = new Clock() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public long epochMillis() {
            return System.currentTimeMillis();
        }
    };

    /** Monotonic time in nanoseconds from an arbitrary origin; compare by difference only. */
    long nanoTime();

    /** Wall clock, milliseconds since 1970-01-01T00:00:00Z. It may jump: for display and record timestamps, never for timeouts. */
    long epochMillis();
}

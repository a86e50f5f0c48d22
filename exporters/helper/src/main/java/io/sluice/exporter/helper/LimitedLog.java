package io.sluice.exporter.helper;

import io.sluice.api.Clock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** One kind of log line, written at most once in a while; the line says how many were left out. Threads: any. */
final class LimitedLog {

    private final Clock clock;
    private final long intervalNanos;
    private final Consumer<String> log;
    private final AtomicLong nextNanos;
    private final AtomicLong leftOut = new AtomicLong();

    LimitedLog(Clock clock, long intervalNanos, Consumer<String> log) {
        this.clock = clock;
        this.intervalNanos = intervalNanos;
        this.log = log;
        this.nextNanos = new AtomicLong(clock.nanoTime());
    }

    /** True if a line may be written now; the caller then writes it with {@link #write}. */
    boolean isDue() {
        long now = clock.nanoTime();
        long next = nextNanos.get();
        if (now - next >= 0 && nextNanos.compareAndSet(next, now + intervalNanos)) {
            return true;
        }
        leftOut.incrementAndGet();
        return false;
    }

    /** Writes a line. */
    void write(String line) {
        long more = leftOut.getAndSet(0);
        log.accept(more == 0 ? line : line + " (" + more + " more since the last such line)");
    }
}

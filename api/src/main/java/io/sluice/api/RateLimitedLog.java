package io.sluice.api;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/**
 * Logs a kind of event at most once a minute and says how often it happened in between. One instance per kind of event. Threads: any; no
 * lock.
 */
public final class RateLimitedLog {

    private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Logger logger;
    private final Clock clock;
    private final AtomicLong nextNanos;
    private final AtomicLong suppressed = new AtomicLong();

    public RateLimitedLog(Logger logger, Clock clock) {
        this.logger = logger;
        this.clock = clock;
        this.nextNanos = new AtomicLong(clock.nanoTime());
    }

    /** Logs {@code message} as information if the last line is a minute old, else counts it. */
    public void info(String message) {
        if (mayLog()) {
            logger.info("{}{}", message, repeats());
        }
    }

    /** Logs {@code message} as an error if the last line is a minute old, else counts it. */
    public void error(String message) {
        if (mayLog()) {
            logger.error("{}{}", message, repeats());
        }
    }

    /** Logs {@code message} as a warning if the last line is a minute old, else counts it. */
    public void warn(String message) {
        if (mayLog()) {
            logger.warn("{}{}", message, repeats());
        }
    }

    /** Logs a bug of our own with its stack trace if the last line is a minute old, else counts it. */
    public void bug(String message, Throwable cause) {
        if (mayLog()) {
            logger.error("{}{}", message, repeats(), cause);
        }
    }

    private boolean mayLog() {
        long now = clock.nanoTime();
        long next = nextNanos.get();
        if (now - next >= 0 && nextNanos.compareAndSet(next, now + INTERVAL_NANOS)) {
            return true;
        }
        suppressed.incrementAndGet();
        return false;
    }

    private String repeats() {
        long n = suppressed.getAndSet(0);
        return n == 0 ? "" : " (and " + n + " times before since the last such line)";
    }
}

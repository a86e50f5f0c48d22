package io.sluice.processor.pii.action;

import io.sluice.api.ComponentContext;
import io.sluice.api.Timer;
import io.sluice.api.Timers;
import io.sluice.api.telemetry.Counter;
import io.sluice.api.telemetry.Meter;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Reads files of keys again from time to time. A change counts only when two looks, {@value #SETTLE_SECONDS} s apart, see the same bytes
 * and all keys are good. Otherwise the keys in force stay, the failure is counted, and the reason logged once.
 *
 * <p>Threads: one task at a time reads.
 */
final class KeyReload implements AutoCloseable {

    private static final long SETTLE_SECONDS = 1;
    private static final Duration SETTLE = Duration.ofSeconds(SETTLE_SECONDS);

    private final PseudonymKeys keys;
    private final KeyLoader loader;
    private final Duration interval;
    private final Logger logger;
    private final Timers timers;
    private final Meter meter;
    private final String processor;
    private final Counter reloads;
    private final Executor readers;
    private volatile @Nullable Timer next;
    private volatile boolean closed;
    private String hash;
    private @Nullable String candidate;
    private @Nullable String complaint;

    /**
     * @param hash what the keys in force were made of
     * @param readers run what reads files
     */
    KeyReload(
            PseudonymKeys keys,
            KeyLoader loader,
            String hash,
            Duration interval,
            ComponentContext context,
            Executor readers) {
        this.keys = keys;
        this.loader = loader;
        this.hash = hash;
        this.interval = interval;
        this.logger = context.logger();
        this.timers = context.timers();
        this.meter = context.meter();
        this.processor = context.id().toString();
        this.reloads = meter.counter(
                "processor_pii_key_reloads", "Times that changed keys were taken over.", "processor", processor);
        this.readers = readers;
    }

    void begin() {
        for (KeyException.Reason reason : KeyException.Reason.values()) {
            failures(reason).add(0);
        }
        scheduleNext(interval);
    }

    private Counter failures(KeyException.Reason reason) {
        return meter.counter(
                "processor_pii_key_reload_failures",
                "Looks at files of keys that could not be used.",
                "processor",
                processor,
                "reason",
                reason.label());
    }

    private void scheduleNext(Duration delay) {
        if (!closed) {
            next = timers.schedule(delay.toNanos(), () -> readers.execute(this::poll));
        }
    }

    /** One at a time: the next is scheduled at the end. */
    private void poll() {
        Duration delay = interval;
        try {
            if (closed) {
                return;
            }
            delay = look();
        } catch (KeyException e) {
            candidate = null;
            complain(e);
        } catch (RuntimeException e) {
            candidate = null;
            logger.error("looking for new keys failed; the present ones stay in force", e);
        } finally {
            scheduleNext(delay);
        }
    }

    private Duration look() throws KeyException {
        KeyLoader.Snapshot read = loader.read();
        if (read.hash().equals(hash)) {
            candidate = null;
            complaint = null;
            return interval;
        }
        if (!read.hash().equals(candidate)) {
            candidate = read.hash();
            return SETTLE.compareTo(interval) < 0 ? SETTLE : interval;
        }
        keys.replace(loader.load(read));
        hash = read.hash();
        candidate = null;
        complaint = null;
        reloads.add(1);
        logger.info("keys reloaded: {}", keys.current());
        return interval;
    }

    private void complain(KeyException e) {
        failures(e.reason()).add(1);
        String message = e.getMessage();
        if (!message.equals(complaint)) {
            complaint = message;
            logger.warn("{}; the keys in force stay: {}", message, keys.current());
        }
    }

    @Override
    public void close() {
        closed = true;
        Timer waiting = next;
        if (waiting != null) {
            waiting.cancel();
        }
    }
}

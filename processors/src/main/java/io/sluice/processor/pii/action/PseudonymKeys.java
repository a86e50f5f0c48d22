package io.sluice.processor.pii.action;

import io.sluice.api.ComponentContext;
import io.sluice.api.ComponentException;
import io.sluice.api.Timer;
import io.sluice.api.Timers;
import io.sluice.api.telemetry.Counter;
import io.sluice.api.telemetry.Meter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The keys for tokens and pseudonyms. The first is active: it makes what is new; the others only recognise what was made earlier.
 *
 * <p>Files are read again from time to time. A change counts only when two looks, {@value #SETTLE_SECONDS} s apart, see the same bytes and
 * all keys are good. Otherwise the keys in force stay, the failure is counted, and the reason logged once.
 *
 * <p>Threads: {@link #current} any; files are read by one task at a time.
 */
public final class PseudonymKeys implements AutoCloseable {

    private static final long SETTLE_SECONDS = 1;
    private static final Duration SETTLE = Duration.ofSeconds(SETTLE_SECONDS);
    private static final Executor READERS =
            task -> Thread.ofVirtual().name("key-reload").start(task);

    private final KeyLoader loader;
    private final Logger logger;
    private final Timers timers;
    private final Meter meter;
    private final String processor;
    private final Counter reloads;
    private final Duration interval;
    private final Executor readers;
    private volatile KeyRing current;
    private volatile @Nullable Timer next;
    private volatile boolean closed;
    private String hash;
    private @Nullable String candidate;
    private @Nullable String complaint;

    private PseudonymKeys(KeyLoader loader, Duration interval, ComponentContext context, Executor readers)
            throws KeyException {
        this.loader = loader;
        this.logger = context.logger();
        this.timers = context.timers();
        this.meter = context.meter();
        this.processor = context.id().toString();
        this.reloads = meter.counter(
                "processor_pii_key_reloads", "Times that changed keys were taken over.", "processor", processor);
        this.interval = loader.readsFiles() ? interval : Duration.ZERO;
        this.readers = readers;
        KeyLoader.Snapshot first = loader.read();
        this.current = loader.load(first);
        this.hash = first.hash();
    }

    /**
     * Reads the keys and begins to look for changes of their files.
     *
     * @param keys the active one first
     * @param interval how often files are looked at; 0 is never
     * @throws ComponentException if a key can't be read or is weak; the message never holds any of it
     */
    public static PseudonymKeys open(List<KeyConfig> keys, Duration interval, ComponentContext context)
            throws ComponentException {
        return open(keys, interval, context, READERS);
    }

    static PseudonymKeys open(List<KeyConfig> keys, Duration interval, ComponentContext context, Executor readers)
            throws ComponentException {
        if (keys.isEmpty()) {
            throw new ComponentException("pseudonym_keys is empty; set at least one key");
        }
        KeyLoader loader = new KeyLoader(keys.stream().map(KeySource::of).toList());
        try {
            PseudonymKeys opened = new PseudonymKeys(loader, interval, context, readers);
            for (KeyException.Reason reason : KeyException.Reason.values()) {
                opened.failures(reason).add(0);
            }
            opened.scheduleNext(opened.interval);
            return opened;
        } catch (KeyException e) {
            throw new ComponentException("pseudonym_keys: " + e.getMessage(), e);
        }
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

    KeyRing current() {
        return current;
    }

    private void scheduleNext(Duration delay) {
        if (!interval.isZero() && !closed) {
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
        current = loader.load(read);
        hash = read.hash();
        candidate = null;
        complaint = null;
        reloads.add(1);
        logger.info("keys reloaded: {}", current);
        return interval;
    }

    private void complain(KeyException e) {
        failures(e.reason()).add(1);
        String message = e.getMessage();
        if (!message.equals(complaint)) {
            complaint = message;
            logger.warn("{}; the keys in force stay: {}", message, current);
        }
    }

    /** Looks no more; the keys in force stay. */
    @Override
    public void close() {
        closed = true;
        Timer waiting = next;
        if (waiting != null) {
            waiting.cancel();
        }
    }
}

package io.sluice.transport.tls;

import io.sluice.api.Clock;
import io.sluice.api.ComponentContext;
import io.sluice.api.ComponentException;
import io.sluice.api.Timer;
import io.sluice.api.Timers;
import io.sluice.api.telemetry.Counter;
import io.sluice.api.telemetry.Meter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Something made from {@link TlsMaterial}, made anew whenever the files change and are good.
 *
 * <p>Key, certificate and authorities are not replaced at once by those who write them, so a change counts only when two looks, {@value
 * #SETTLE_SECONDS} s apart, see the same bytes and these pass every check. Otherwise the last good generation stays, the failure is
 * counted, and the reason logged once.
 *
 * <p>Threads: {@link #current} any; files are read by one polling task at a time.
 */
final class Reloading<T> implements AutoCloseable {

    /** Makes what is to be handed out from new material. */
    @FunctionalInterface
    interface Maker<T> {
        T make(TlsMaterial material) throws TlsException;
    }

    /** Material and what was made of it, swapped as one. */
    record Generation<T>(TlsMaterial material, String hash, T made) {}

    private static final long SETTLE_SECONDS = 1;
    private static final Duration SETTLE = Duration.ofSeconds(SETTLE_SECONDS);
    private static final Executor READERS =
            task -> Thread.ofVirtual().name("tls-reload").start(task);

    private final MaterialLoader loader;
    private final Maker<T> maker;
    private final Logger logger;
    private final Clock clock;
    private final Timers timers;
    private final Meter meter;
    private final String[] labels;
    private final Duration interval;
    private final Executor readers;
    private volatile Generation<T> current;
    private volatile @Nullable Timer next;
    private volatile boolean closed;
    private @Nullable String candidate;
    private @Nullable String complaint;

    private Reloading(
            MaterialLoader loader,
            Maker<T> maker,
            ComponentContext context,
            String use,
            Duration interval,
            Executor readers)
            throws TlsException {
        this.loader = loader;
        this.maker = maker;
        this.logger = context.logger();
        this.clock = context.clock();
        this.timers = context.timers();
        this.meter = context.meter();
        this.labels = new String[] {"component", context.kind().label() + "/" + context.id(), "use", use};
        this.interval = interval;
        this.readers = readers;
        this.current = generation(loader.read(), 1);
    }

    /**
     * Loads the first generation and begins to look for others.
     *
     * @param use what the material is for within the component; a metric label
     * @throws ComponentException if the first generation cannot be used
     */
    static <T> Reloading<T> open(
            MaterialLoader loader, Maker<T> maker, ComponentContext context, String use, Duration interval)
            throws ComponentException {
        return open(loader, maker, context, use, interval, READERS);
    }

    static <T> Reloading<T> open(
            MaterialLoader loader,
            Maker<T> maker,
            ComponentContext context,
            String use,
            Duration interval,
            Executor readers)
            throws ComponentException {
        try {
            Reloading<T> reloading = new Reloading<>(loader, maker, context, use, interval, readers);
            reloading.register();
            reloading.scheduleNext(interval);
            return reloading;
        } catch (TlsException e) {
            throw new ComponentException(e.getMessage(), e);
        }
    }

    private void register() {
        meter.gauge(
                "tls_generation",
                "How often the TLS material was loaded with success.",
                () -> current.material().generation(),
                labels);
        meter.gauge(
                "tls_not_after_seconds",
                "When the TLS certificate chain expires, seconds since 1970; 0 without a certificate.",
                () -> current.material().chain().isEmpty()
                        ? 0
                        : current.material().notAfter().getEpochSecond(),
                labels);
        for (TlsException.Reason reason : TlsException.Reason.values()) {
            failures(reason).add(0);
        }
    }

    private Counter failures(TlsException.Reason reason) {
        return meter.counter(
                "tls_reload_failures",
                "Looks at changed TLS files that could not be used.",
                labels[0],
                labels[1],
                labels[2],
                labels[3],
                "reason",
                reason.label());
    }

    Generation<T> current() {
        return current;
    }

    private Generation<T> generation(MaterialLoader.Snapshot read, long number) throws TlsException {
        TlsMaterial material = loader.load(read, number, Instant.ofEpochMilli(clock.epochMillis()));
        return new Generation<>(material, read.hash(), maker.make(material));
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
        } catch (TlsException e) {
            candidate = null;
            complain(e);
        } catch (RuntimeException e) {
            candidate = null;
            logger.error("looking for new TLS material failed; the present one stays in force", e);
        } finally {
            scheduleNext(delay);
        }
    }

    private Duration look() throws TlsException {
        MaterialLoader.Snapshot read = loader.read();
        if (read.hash().equals(current.hash())) {
            candidate = null;
            complaint = null;
            return interval;
        }
        if (!read.hash().equals(candidate)) {
            candidate = read.hash();
            return SETTLE.compareTo(interval) < 0 ? SETTLE : interval;
        }
        current = generation(read, current.material().generation() + 1);
        candidate = null;
        complaint = null;
        logger.info("TLS material reloaded: {}", current.material());
        return interval;
    }

    private void complain(TlsException e) {
        failures(e.reason()).add(1);
        String message = e.getMessage();
        if (!message.equals(complaint)) {
            complaint = message;
            logger.warn("{}; the TLS material in force stays: {}", message, current.material());
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

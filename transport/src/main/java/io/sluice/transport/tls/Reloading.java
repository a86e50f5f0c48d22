package io.sluice.transport.tls;

import io.sluice.api.Clock;
import io.sluice.api.ComponentContext;
import io.sluice.api.ComponentException;
import io.sluice.api.FileReload;
import io.sluice.api.UnusableFilesException;
import io.sluice.api.telemetry.Counter;
import io.sluice.api.telemetry.Meter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import org.slf4j.Logger;

/**
 * Something made from {@link TlsMaterial}, made anew whenever the files change and are good, as {@link FileReload} says. Otherwise the last
 * good generation stays, the failure is counted, and the reason logged once.
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

    private static final Executor READERS =
            task -> Thread.ofVirtual().name("tls-reload").start(task);

    private final MaterialLoader loader;
    private final Maker<T> maker;
    private final Logger logger;
    private final Clock clock;
    private final Meter meter;
    private final String[] labels;
    private final FileReload<MaterialLoader.Snapshot> files;
    private volatile Generation<T> current;

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
        this.meter = context.meter();
        this.labels = new String[] {"component", context.kind().label() + "/" + context.id(), "use", use};
        this.current = generation(loader.read(), 1);
        this.files = new FileReload<>(new Files(), current.hash(), interval, context.timers(), readers);
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
            reloading.files.begin();
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
            failures(reason.label()).add(0);
        }
    }

    private Counter failures(String reason) {
        return meter.counter(
                "tls_reload_failures",
                "Looks at changed TLS files that could not be used.",
                labels[0],
                labels[1],
                labels[2],
                labels[3],
                "reason",
                reason);
    }

    Generation<T> current() {
        return current;
    }

    private Generation<T> generation(MaterialLoader.Snapshot read, long number) throws TlsException {
        TlsMaterial material = loader.load(read, number, Instant.ofEpochMilli(clock.epochMillis()));
        return new Generation<>(material, read.hash(), maker.make(material));
    }

    /** What happens when the files have changed. */
    private final class Files implements FileReload.Source<MaterialLoader.Snapshot> {

        @Override
        public MaterialLoader.Snapshot read() throws TlsException {
            return loader.read();
        }

        @Override
        public String hash(MaterialLoader.Snapshot read) {
            return read.hash();
        }

        @Override
        public void take(MaterialLoader.Snapshot read) throws TlsException {
            current = generation(read, current.material().generation() + 1);
            logger.info("TLS material reloaded: {}", current.material());
        }

        @Override
        public void refuse(UnusableFilesException why, boolean isNew) {
            failures(why.label()).add(1);
            if (isNew) {
                logger.warn("{}; the TLS material in force stays: {}", why.getMessage(), current.material());
            }
        }

        @Override
        public void fail(RuntimeException bug) {
            logger.error("looking for new TLS material failed; the present one stays in force", bug);
        }
    }

    @Override
    public void close() {
        files.close();
    }
}

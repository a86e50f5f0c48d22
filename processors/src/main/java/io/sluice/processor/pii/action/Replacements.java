package io.sluice.processor.pii.action;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the {@linkplain Action#writes actions that write}. One per worker thread: {@link #beginBatch} once a batch, then {@link #of}
 * and {@link #isGenuine} as often as needed. Threads: one at a time.
 */
public final class Replacements {

    private final LabelReplacement label = new LabelReplacement();
    private final PartialReplacement partial = new PartialReplacement(label);
    private final TruncatedReplacement truncated;
    private final Brackets brackets = new Brackets();
    private final @Nullable Keyed keyed;

    /** What needs keys. */
    private static final class Keyed {
        final PseudonymKeys keys;
        final TokenReplacement token;
        final PseudonymReplacement pseudonym;
        final List<Signer> signers = new ArrayList<>();
        KeyRing ring;

        Keyed(PseudonymKeys keys, LabelReplacement label, boolean exemptPrivate) {
            this.keys = keys;
            ring = keys.current();
            Ink ink = new Ink(ring.active());
            token = new TokenReplacement(ink);
            pseudonym = new PseudonymReplacement(label, exemptPrivate, ink);
            addSigners();
        }

        private void addSigners() {
            for (SubKeys key : ring.keys()) {
                signers.add(new Signer(key));
            }
        }

        void takeNewest() {
            KeyRing newest = keys.current();
            if (newest != ring) {
                ring = newest;
                Ink ink = new Ink(ring.active());
                token.use(ink);
                pseudonym.use(ink);
                signers.clear();
                addSigners();
            }
        }

        boolean verify(byte[] array, int from, int end, Brackets form) {
            for (int i = 0; i < signers.size(); i++) {
                Signer signer = signers.get(i);
                if (signer.isNamed(array, form.idStart(), form.idEnd())) {
                    return signer.verify(array, from + 1, end - 1 - Signer.TAG_LENGTH);
                }
            }
            return false;
        }
    }

    /**
     * @param keys needed by {@link Action#TOKEN} and {@link Action#IP_PSEUDONYM}; null if neither is used
     * @param exemptPrivate true to leave private, loopback and link-local addresses as they are
     */
    public Replacements(@Nullable PseudonymKeys keys, boolean exemptPrivate) {
        this.truncated = new TruncatedReplacement(label, exemptPrivate);
        this.keyed = keys == null ? null : new Keyed(keys, label, exemptPrivate);
    }

    /** Takes the newest keys; one volatile read if they are the same. */
    public void beginBatch() {
        if (keyed != null) {
            keyed.takeNewest();
        }
    }

    /**
     * What carries out an action; always the same object for the same action.
     *
     * @throws IllegalArgumentException if the action writes nothing, or needs a key and there is none
     */
    public Replacement of(Action action) {
        return switch (action) {
            case REPLACE -> label;
            case PARTIAL -> partial;
            case IP_TRUNCATE -> truncated;
            case TOKEN -> needKey(action).token;
            case IP_PSEUDONYM -> needKey(action).pseudonym;
            case DROP_ATTRIBUTE, DROP_RECORD, ROUTE, COUNT ->
                throw new IllegalArgumentException(action + " writes nothing");
        };
    }

    private Keyed needKey(Action action) {
        if (keyed == null) {
            throw new IllegalArgumentException(action + " needs a key");
        }
        return keyed;
    }

    /**
     * True if {@code array[from, end)} is, as a whole, a token or pseudonym that was made with a key of ours, so that it may stay. Its tag
     * proves it: what somebody made up, be it an address of their own, words in the place of the hash or data in that of the label, is
     * not.
     *
     * @param senderTrusted true if whoever sent it may have masked with keys that are not known here: then the form is enough
     */
    public boolean isGenuine(byte[] array, int from, int end, boolean senderTrusted) {
        return brackets.matches(array, from, end)
                && (senderTrusted || (keyed != null && keyed.verify(array, from, end, brackets)));
    }
}

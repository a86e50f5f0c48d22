package io.sluice.processor.pii.action;

import java.util.List;

/** One generation of {@link PseudonymKeys}. Immutable. Threads: any. */
final class KeyRing {

    private final List<SubKeys> keys;

    /** @param keys the active one first */
    KeyRing(List<SubKeys> keys) {
        this.keys = List.copyOf(keys);
    }

    List<SubKeys> keys() {
        return keys;
    }

    SubKeys active() {
        return keys.getFirst();
    }

    /** The ids. */
    @Override
    public String toString() {
        return keys.toString();
    }
}

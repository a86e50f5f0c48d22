package io.sluice.processor.pii.detect;

/**
 * Finds what one or several detectors look for in a text in {@linkplain ScanText normal form}. Threads: one at a time; may hold reusable
 * state, none that outlives a call. Time is linear in the text's length, whatever the text.
 */
interface Finder {

    /** Adds what it finds, as indexes into {@code text.array()}; any order. */
    void find(ScanText text, Hits hits);
}

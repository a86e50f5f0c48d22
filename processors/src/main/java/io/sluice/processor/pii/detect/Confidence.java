package io.sluice.processor.pii.detect;

/** How sure a finding is; the order is that of growing confidence. */
public enum Confidence {
    /** A shape that many harmless texts have; it counts only beside a key or keyword that speaks of it. */
    CONTEXT,
    /** A checksum agrees, as it does for about a tenth of all random numbers, and something near speaks for it as well. */
    VALIDATED,
    /** The shape alone, with its validation, is proof enough. */
    STRONG
}

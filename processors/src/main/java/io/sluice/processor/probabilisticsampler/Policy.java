package io.sluice.processor.probabilisticsampler;

/** What a decision was made by; a label of the counts. */
enum Policy {
    /** A hash of the trace id. */
    TRACE_ID_HASH,
    /** The trace id's own randomness. */
    TRACE_ID_W3C,
    /** The explicit randomness that the item bears. */
    SAMPLING_RANDOMNESS,
    /** The item's priority. */
    SAMPLING_PRIORITY,
    /** Nothing: there is no randomness. */
    MISSING_RANDOMNESS,
    /** A hash of an attribute; its label is the attribute's key. */
    ATTRIBUTE,
    /** A rule of {@code keep}. */
    KEEP
}

package io.sluice.processor.probabilisticsampler;

/** Why an item is dropped. All but the first two are what {@code fail_closed} is about. */
enum DropReason {
    /** By chance: its randomness is below the threshold. */
    SAMPLING,
    /** Its priority says so. */
    SAMPLING_PRIORITY,
    /** There is no trace id, and nothing else to decide by. */
    SAMPLING_MISSING_RANDOMNESS,
    /** What it bears of earlier samplers cannot be read. */
    SAMPLING_UNREADABLE,
    /** It bears a randomness, and {@code hash_seed} would put another in its place. */
    SAMPLING_RANDOMNESS_IN_USE,
    /** It bears a threshold, and {@code hash_seed} would put another in its place. */
    SAMPLING_THRESHOLD_IN_USE,
    /** The threshold that it bears is above its randomness: it should have been dropped before. */
    SAMPLING_INCONSISTENT
}

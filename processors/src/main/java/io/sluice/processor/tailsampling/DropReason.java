package io.sluice.processor.tailsampling;

import java.util.Locale;

/** Why spans that were received did not get any further. The closed set of values of the {@code reason} label. */
enum DropReason {
    /** No policy kept their trace. */
    NOT_SAMPLED,
    /** A policy of type drop dropped their trace. */
    DROP_POLICY,
    /** A policy kept their trace, but not while what is kept can't leave; see {@code emergency_at}. */
    EMERGENCY,
    /** Their trace grew beyond {@code maximum_trace_size_bytes}. */
    TOO_LARGE,
    /** They came after their trace was decided, and it was not kept. */
    LATE,
    /** They were here already. */
    DUPLICATE,
    /** Nobody downstream took them for as long as {@code retry_for} says. */
    REFUSED,
    /** Downstream rejected them for good. */
    REJECTED,
    /** The process stopped before they were decided, or before anybody downstream took them. */
    SHUTDOWN;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package io.sluice.processor.tailsampling;

import java.util.Locale;

/** What becomes of a log record. The closed set of values of the {@code decision} label of {@code logs_decided}. */
enum LogFate {
    /** Its trace was kept. */
    SAMPLED(0),
    /** Its trace was not. */
    NOT_SAMPLED(1),
    /** Its severity keeps it. */
    SEVERITY(2),
    /** It is an audit record, or of another kind that is always kept. */
    ATTRIBUTE(3),
    /** It belongs to no trace, so it passes. */
    WITHOUT_TRACE_ID(4),
    /** Nothing became known of its trace in time, so it passes. */
    WITHOUT_VERDICT(5),
    /** It waits. */
    WAITING(6);

    /** How many there are. */
    static final int COUNT = 7;

    private final int number;

    LogFate(int number) {
        this.number = number;
    }

    /** From 0 to {@link #COUNT}. */
    int number() {
        return number;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

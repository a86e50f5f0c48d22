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
    /** It belongs to no trace, so it passes. */
    WITHOUT_TRACE_ID(3),
    /** Nothing became known of its trace in time, so it passes. */
    WITHOUT_VERDICT(4),
    /** It waits. */
    WAITING(5);

    /** How many there are. */
    static final int COUNT = 6;

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

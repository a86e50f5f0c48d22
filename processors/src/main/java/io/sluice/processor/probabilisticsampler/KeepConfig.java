package io.sluice.processor.probabilisticsampler;

import io.sluice.api.config.Default;
import io.sluice.api.config.Key;
import io.sluice.api.config.Problems;
import io.sluice.api.config.Range;
import io.sluice.pdata.Signal;
import io.sluice.processor.value.Patterns;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule for what is always kept. Everything that it says has to be true of an item.
 *
 * @param status the span's status; only spans have one
 * @param severity the least severity of the log record; only log records have one
 * @param duration how long the span took at least; only spans have one
 * @param attribute key of an attribute that the item has, or else its resource
 * @param values texts of which the attribute's value is one; numbers and truth values count as texts
 * @param matches a pattern, RE2 as in Go, that matches anywhere in the attribute's value as text
 */
public record KeepConfig(
        @Nullable Status status,
        @Nullable Severity severity,
        @Nullable @Range(min = 1) Duration duration,
        @Default("\"\"") String attribute,
        @Key("equals") @Default("[]") List<String> values,
        @Default("\"\"") String matches) {

    public KeepConfig {
        values = List.copyOf(values);
    }

    /** The status of a span, by its code. */
    public enum Status {
        /** Nobody has said how it went. */
        UNSET(0),
        /** Somebody has said that it went well. */
        OK(1),
        /** It failed. */
        ERROR(2);

        private final int code;

        Status(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    /** Severities of log records; each stands for four numbers. */
    public enum Severity {
        /** From 1 on. */
        TRACE(1),
        /** From 5 on. */
        DEBUG(5),
        /** From 9 on. */
        INFO(9),
        /** From 13 on. */
        WARN(13),
        /** From 17 on. */
        ERROR(17),
        /** From 21 on. */
        FATAL(21);

        private final int least;

        Severity(int least) {
            this.least = least;
        }

        /** The least number. */
        int least() {
            return least;
        }
    }

    /** True if an item of that signal can be one that is kept. */
    boolean isFor(Signal signal) {
        return switch (signal) {
            case TRACES -> severity == null;
            case LOGS -> status == null && duration == null;
            case METRICS -> false;
        };
    }

    void check(Problems problems) {
        if (status == null && severity == null && duration == null && attribute.isEmpty()) {
            problems.error("", "says nothing", "Set status, severity, duration or attribute.");
        }
        if (severity != null && (status != null || duration != null)) {
            problems.error("severity", "is of log records, and the rest of spans", "Make two rules of it.");
        }
        if (attribute.isEmpty() && !(values.isEmpty() && matches.isEmpty())) {
            problems.error(values.isEmpty() ? "matches" : "equals", "needs an attribute", "Set attribute.");
        }
        if (!values.isEmpty() && !matches.isEmpty()) {
            problems.error("matches", "cannot stand beside equals", "Make two rules of it.");
        }
        if (!matches.isEmpty()) {
            Patterns.check(problems, "matches", matches);
        }
    }
}

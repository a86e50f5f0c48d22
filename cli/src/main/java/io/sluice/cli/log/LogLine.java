package io.sluice.cli.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * What both encodings say about an event, in the Collector's words.
 *
 * @param time UTC, milliseconds, ISO 8601
 * @param level debug, info, warn or error
 * @param stackTrace empty if nothing was thrown
 */
record LogLine(String time, String level, String logger, String message, String stackTrace) {

    static LogLine of(LogRecord event) {
        String logger = event.getLoggerName();
        return new LogLine(
                event.getInstant().truncatedTo(ChronoUnit.MILLIS).toString(),
                level(event.getLevel()),
                logger == null ? "" : logger,
                String.valueOf(event.getMessage()),
                stackTrace(event.getThrown()));
    }

    private static String level(Level level) {
        int value = level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return "error";
        }
        if (value >= Level.WARNING.intValue()) {
            return "warn";
        }
        return value >= Level.INFO.intValue() ? "info" : "debug";
    }

    private static String stackTrace(@Nullable Throwable thrown) {
        if (thrown == null) {
            return "";
        }
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString().stripTrailing();
    }
}

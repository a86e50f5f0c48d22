package io.sluice.cli.log;

import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** Tab separated for people: time, level, logger, message; a stack trace on the lines that follow. */
final class ConsoleLines extends Formatter {

    @Override
    public String format(LogRecord event) {
        LogLine line = LogLine.of(event);
        String text = String.join("\t", line.time(), line.level(), line.logger(), line.message());
        return line.stackTrace().isEmpty() ? text + "\n" : text + "\n" + line.stackTrace() + "\n";
    }
}

package io.sluice.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogLinesTest {

    private static LogRecord event(Level level, String message) {
        LogRecord event = new LogRecord(level, message);
        event.setLoggerName("sluice.exporter.kafka");
        event.setInstant(Instant.parse("2026-11-25T20:00:00.123456Z"));
        return event;
    }

    @Test
    void consoleLinesAreTabSeparated() {
        assertThat(new ConsoleLines().format(event(Level.WARNING, "retrying")))
                .isEqualTo("2026-11-25T20:00:00.123Z\twarn\tsluice.exporter.kafka\tretrying\n");
    }

    @Test
    void consoleLinesAreFollowedByTheStackTrace() {
        LogRecord event = event(Level.SEVERE, "a bug");
        event.setThrown(new IllegalStateException("why"));

        assertThat(new ConsoleLines().format(event))
                .startsWith("2026-11-25T20:00:00.123Z\terror\tsluice.exporter.kafka\ta bug\n"
                        + "java.lang.IllegalStateException: why\n");
    }

    @Test
    void jsonLinesCarryTheResource() {
        assertThat(new JsonLines(Map.of("service.name", "sluice-gateway")).format(event(Level.INFO, "ready")))
                .isEqualTo(
                        "{\"level\":\"info\",\"ts\":\"2026-11-25T20:00:00.123Z\",\"logger\":\"sluice.exporter.kafka\","
                                + "\"msg\":\"ready\",\"resource\":{\"service.name\":\"sluice-gateway\"}}\n");
    }

    @Test
    void jsonLinesStayOneLineWhateverTheMessage() {
        String line = new JsonLines(Map.of()).format(event(Level.FINE, "a \"quoted\"\n\\ \u0001 tab\t日本"));

        assertThat(line)
                .contains("\"msg\":\"a \\\"quoted\\\"\\n\\\\ \\u0001 tab\\t日本\"")
                .hasLineCount(1);
    }
}

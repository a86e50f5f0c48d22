package io.sluice.cli.log;

import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** One JSON object a line with the Collector's keys: level, ts, logger, msg, stacktrace, resource. */
final class JsonLines extends Formatter {

    private final String resource;

    JsonLines(Map<String, String> resource) {
        StringBuilder object = new StringBuilder("{");
        resource.forEach((name, value) -> field(object, name, value));
        this.resource = object.append('}').toString();
    }

    @Override
    public String format(LogRecord event) {
        LogLine line = LogLine.of(event);
        StringBuilder object = new StringBuilder(256).append('{');
        field(object, "level", line.level());
        field(object, "ts", line.time());
        field(object, "logger", line.logger());
        field(object, "msg", line.message());
        if (!line.stackTrace().isEmpty()) {
            field(object, "stacktrace", line.stackTrace());
        }
        return object.append(",\"resource\":").append(resource).append("}\n").toString();
    }

    private static void field(StringBuilder object, String name, String value) {
        if (object.length() > 1) {
            object.append(',');
        }
        quote(object, name);
        object.append(':');
        quote(object, value);
    }

    /** RFC 8259, section 7: quotes, backslashes and control characters are escaped. */
    private static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}

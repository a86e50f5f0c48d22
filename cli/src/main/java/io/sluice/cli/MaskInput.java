package io.sluice.cli;

import io.sluice.api.TextExplainer.Place;
import io.sluice.json.OtlpText;
import io.sluice.json.OtlpTexts;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes texts from standard input: lines as they come, or all of OTLP/JSON, one request or one on each line. */
final class MaskInput {

    /** What the input is. */
    enum Format {
        AUTO,
        TEXT,
        OTLP_JSON;

        static Format of(String name) {
            return switch (name) {
                case "auto" -> AUTO;
                case "text" -> TEXT;
                case "otlp_json" -> OTLP_JSON;
                default -> throw new UserError("--format is auto, text or otlp_json, not " + name);
            };
        }
    }

    private static final int MAX_LINE = 1 << 20;
    private static final int MAX_REQUESTS = 16 << 20;

    private final MaskReport report;
    private final Place line;

    /**
     * @param key the attribute that each line is the value of; empty if it is a body
     * @param attributes the others of the line's record
     */
    MaskInput(MaskReport report, String key, Map<String, String> attributes) {
        this.report = report;
        this.line =
                new Place(key.isEmpty() ? "log.body" : "log.attributes." + key, key, new LinkedHashMap<>(attributes));
    }

    void read(InputStream in, Format format) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        String first = readLine(reader, 1);
        if (first == null) {
            return;
        }
        if (format == Format.OTLP_JSON || (format == Format.AUTO && beginsAsRequest(first))) {
            readRequests(first, reader);
        } else {
            readLines(first, reader);
        }
    }

    /** The next line; null if there is none. All that is made of a line has to have room in memory. */
    private static @Nullable String readLine(BufferedReader reader, int number) throws IOException {
        StringBuilder line = new StringBuilder();
        int c = reader.read();
        if (c < 0) {
            return null;
        }
        while (c >= 0 && c != '\n') {
            if (line.length() == MAX_LINE) {
                throw new UserError(
                        "line " + number + " is longer than " + MAX_LINE + " characters; give a part of it");
            }
            line.append((char) c);
            c = reader.read();
        }
        int length = line.length();
        boolean carriageReturn = length > 0 && line.charAt(length - 1) == '\r';
        return line.substring(0, carriageReturn ? length - 1 : length);
    }

    private static boolean beginsAsRequest(String first) {
        return first.strip().equals("{") || OtlpTexts.signal(bytes(first)) != null;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void readLines(String first, BufferedReader reader) throws IOException {
        int number = 1;
        for (String text = first; text != null; text = readLine(reader, ++number)) {
            report.show("line " + number + ", " + line.name(), text, line, true);
        }
    }

    private void readRequests(String first, BufferedReader reader) throws IOException {
        List<String> lines = new ArrayList<>(List.of(first));
        int length = first.length();
        for (String next = readLine(reader, 2); next != null; next = readLine(reader, lines.size() + 1)) {
            lines.add(next);
            length += next.length();
            if (length > MAX_REQUESTS) {
                throw new UserError("the requests are longer than " + MAX_REQUESTS + " characters; give some of them");
            }
        }
        lines.removeIf(String::isBlank);
        boolean oneEach =
                lines.stream().map(String::strip).allMatch(text -> text.startsWith("{") && text.endsWith("}"));
        if (!oneEach || lines.size() == 1) {
            String request = String.join("\n", lines);
            if (request.length() > MAX_LINE) {
                throw new UserError("the request is longer than " + MAX_LINE + " characters; give a part of it");
            }
            readRequest(request, "");
            return;
        }
        for (int i = 0; i < lines.size(); i++) {
            readRequest(lines.get(i), "request " + (i + 1) + ", ");
        }
    }

    private void readRequest(String json, String where) {
        Signal signal = OtlpTexts.signal(bytes(json));
        if (signal == null) {
            throw new UserError(where + "the input is no request in OTLP/JSON: it does not begin with resourceSpans,"
                    + " resourceMetrics or resourceLogs; for lines of text say --format text");
        }
        try {
            for (OtlpText text : OtlpTexts.of(signal, bytes(json))) {
                report.show(
                        where + text.path() + ", " + text.place(),
                        text.value(),
                        new Place(text.place(), text.key(), text.attributes()),
                        false);
            }
        } catch (MalformedException e) {
            throw new UserError(where + e.getMessage());
        }
    }
}

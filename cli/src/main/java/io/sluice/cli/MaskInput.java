package io.sluice.cli;

import io.sluice.api.TextExplainer.Place;
import io.sluice.json.OtlpText;
import io.sluice.json.OtlpTexts;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Signal;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes texts from standard input: lines as they come, or requests in OTLP/JSON, one behind the other. */
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
    private static final int MAX_BYTES_A_CHARACTER = 3;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    /** So many blank lines before the first one that says what the input is. */
    private static final int MAX_BLANK_LINES = 1000;

    private final MaskReport report;
    private final Place line;
    private final boolean ofText;

    /** A request that is shown once it is known whether there are others; empty if there is none. */
    private String request = "";

    private int requestLine;
    private int requests;

    /**
     * @param key the attribute that each line is the value of; empty if it is a body
     * @param attributes the others of the line's record
     */
    MaskInput(MaskReport report, String key, Map<String, String> attributes) {
        this.report = report;
        this.ofText = !key.isEmpty() || !attributes.isEmpty();
        this.line =
                new Place(key.isEmpty() ? "log.body" : "log.attributes." + key, key, new LinkedHashMap<>(attributes));
    }

    void read(InputStream stream, Format format) throws IOException {
        InputStream in = new BufferedInputStream(stream);
        List<String> begin = new ArrayList<>();
        String first = readLine(in, 1);
        while (first != null && first.isBlank() && begin.size() < MAX_BLANK_LINES) {
            begin.add(first);
            first = readLine(in, begin.size() + 1);
        }
        if (first != null) {
            begin.add(first);
        }
        if (format == Format.OTLP_JSON || (format == Format.AUTO && first != null && beginsAsRequest(first))) {
            readRequests(begin, in);
        } else {
            readLines(begin, in);
        }
    }

    /** The next line; null if there is none. All that is made of a line has to have room in memory. */
    private static @Nullable String readLine(InputStream in, int number) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int b = in.read();
        if (b < 0) {
            return null;
        }
        while (b >= 0 && b != '\n') {
            if (bytes.size() == MAX_BYTES_A_CHARACTER * MAX_LINE) {
                throw tooLong(number);
            }
            bytes.write(b);
            b = in.read();
        }
        String line = decode(bytes.toByteArray(), number);
        if (line.length() > MAX_LINE) {
            throw tooLong(number);
        }
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    private static UserError tooLong(int number) {
        return new UserError("line " + number + " is longer than " + MAX_LINE + " characters; give a part of it");
    }

    /** What is no UTF-8 would show nothing, and look as if there were nothing in it. */
    private static String decode(byte[] bytes, int number) {
        String line;
        try {
            line = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            throw noText(number, "holds bytes that are none");
        }
        if (line.indexOf('\0') >= 0) {
            throw noText(number, "holds a zero, as UTF-16 has and text has not");
        }
        boolean marked = number == 1 && !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK;
        return marked ? line.substring(1) : line;
    }

    private static UserError noText(int number, String why) {
        return new UserError("the input is not UTF-8: line " + number + " " + why
                + "; convert it, for instance with iconv -f UTF-16 -t UTF-8");
    }

    private static boolean beginsAsRequest(String first) {
        return first.strip().equals("{") || OtlpTexts.signal(bytes(first)) != null;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void readLines(List<String> begin, InputStream in) throws IOException {
        int number = 0;
        for (String text : begin) {
            show(text, ++number);
        }
        for (String text = readLine(in, ++number); text != null; text = readLine(in, ++number)) {
            show(text, number);
        }
    }

    private void show(String text, int number) {
        report.show("line " + number + ", " + line.name(), text, line, true);
    }

    private void readRequests(List<String> begin, InputStream in) throws IOException {
        if (ofText) {
            throw new UserError(
                    "--key and --attribute are for lines of text, and the input is OTLP/JSON, which has its own;"
                            + " leave them out, or say --format text");
        }
        RequestSplitter splitter = new RequestSplitter(MAX_LINE, this::readRequest);
        int number = 0;
        for (String text : begin) {
            splitter.line(text, ++number);
        }
        for (String text = readLine(in, ++number); text != null; text = readLine(in, ++number)) {
            splitter.line(text, number);
        }
        splitter.end();
        showRequest(requests > 1);
    }

    private void readRequest(String json, int begin) {
        if (requests > 0) {
            showRequest(true);
        }
        requests++;
        request = json;
        requestLine = begin;
    }

    /** @param numbered true if there are others, before or behind */
    private void showRequest(boolean numbered) {
        if (requests == 0) {
            return;
        }
        String where = numbered ? "request " + requests + ", " : "";
        String place = where + "line " + requestLine + ": ";
        Signal signal = OtlpTexts.signal(bytes(request));
        if (signal == null) {
            throw new UserError(place + "the input is no request in OTLP/JSON: it does not begin with resourceSpans,"
                    + " resourceMetrics or resourceLogs; for lines of text say --format text");
        }
        try {
            for (OtlpText text : OtlpTexts.of(signal, bytes(request))) {
                report.show(
                        where + text.path() + ", " + text.place(),
                        text.value(),
                        new Place(text.place(), text.key(), text.attributes()),
                        false);
            }
        } catch (MalformedException e) {
            throw new UserError(place + e.getMessage());
        }
    }
}

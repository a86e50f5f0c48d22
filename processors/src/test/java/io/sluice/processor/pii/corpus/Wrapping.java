package io.sluice.processor.pii.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Random;

/** What whole texts stand in on their way: lines of collectors, bodies of requests, members of other texts. */
enum Wrapping {
    /** A line as container runtimes write it. */
    JSON("{\"log\":\"", Encoding.JSON, "\\n\",\"stream\":\"stdout\"}"),
    /** As encoders that write ASCII alone do. */
    JSON_OF_ASCII("{\"message\": \"", Encoding.JSON_OF_ASCII, "\", \"level\": 20}"),
    LIST("[\"start\",\"", Encoding.JSON, "\",\"end\"]"),
    LOGFMT("time=10:00 level=info msg=\"", Encoding.JSON, "\" n=1"),
    SINGLE_QUOTES("{'event': '", Encoding.SINGLE_QUOTES, "', 'n': 1}"),
    SQL("INSERT INTO log (id, line) VALUES (1, '", Encoding.SQL, "')"),
    CSV("1,\"", Encoding.CSV, "\",ok"),
    FORM("id=1&body=", Encoding.QUERY, "&x=1"),
    PERCENT("GET /log?text=", Encoding.PERCENT_BUT_UNRESERVED, "&x=1 HTTP/1.1"),
    XML("<event><text>", Encoding.XML, "</text></event>"),
    ENTITIES("<p title=\"", Encoding.ENTITIES, "\">x</p>"),
    /** As nginx writes what clients sent. */
    HEXADECIMAL("- \"", Encoding.HEXADECIMAL, "\" 200"),
    SYSLOG("<34>Oct 11 22:14:15 web1 shop[812]: ", Encoding.NONE, ""),
    LINES("first line\r\n", Encoding.NONE, "\r\nlast line\r\n"),
    BRACKETS("受信内容「", Encoding.NONE, "」を処理しました"),
    COLOURS("\u001b[32mINFO\u001b[0m \u001b[1;31m", Encoding.NONE, "\u001b[0m"),
    OTHERS("from 198.51.100.7 by jane@example.com ", Encoding.NONE, " to 203.0.113.9");

    private final String before;
    private final Encoding encoding;
    private final String after;

    Wrapping(String before, Encoding encoding, String after) {
        this.before = before;
        this.encoding = encoding;
        this.after = after;
    }

    static Wrapping any(Random random) {
        return values()[random.nextInt(values().length)];
    }

    /** The text in what it stands in, and where its label is then. */
    Example put(Example example) {
        byte[] text = example.text();
        byte[] head = bytes(before + encode(text, 0, example.start()));
        byte[] label = bytes(encode(text, example.start(), example.end()));
        byte[] tail = bytes(encode(text, example.end(), text.length) + after);
        byte[] whole = new byte[head.length + label.length + tail.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(label, 0, whole, head.length, label.length);
        System.arraycopy(tail, 0, whole, head.length + label.length, tail.length);
        return new Example(
                example.kind(),
                example.place(),
                example.source(),
                example.key(),
                whole,
                head.length,
                head.length + label.length);
    }

    private String encode(byte[] text, int from, int end) {
        return encoding.encode(new String(text, from, end - from, UTF_8));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}

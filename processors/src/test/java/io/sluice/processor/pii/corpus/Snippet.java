package io.sluice.processor.pii.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A text in the making, that knows where what is to be found stands in it. */
final class Snippet {

    private final StringBuilder text = new StringBuilder();
    private String key = "";
    private int start;
    private int end;

    /** Says what the text is the value of. */
    Snippet ofKey(String name) {
        key = name;
        return this;
    }

    Snippet add(String part) {
        text.append(part);
        return this;
    }

    Snippet add(Value value, Encoding encoding) {
        text.append(encoding.encode(value.before()));
        start = text.length();
        text.append(encoding.encode(value.text()));
        end = text.length();
        text.append(encoding.encode(value.after()));
        return this;
    }

    Example toExample(Kind kind, Place place, Value value) {
        int from = length(0, start);
        return new Example(
                kind,
                place,
                value.source(),
                key.getBytes(UTF_8),
                text.toString().getBytes(UTF_8),
                from,
                from + length(start, end));
    }

    private int length(int from, int to) {
        return text.substring(from, to).getBytes(UTF_8).length;
    }
}

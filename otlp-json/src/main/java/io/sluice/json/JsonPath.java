package io.sluice.json;

import com.fasterxml.jackson.core.JsonStreamContext;
import java.util.ArrayDeque;
import java.util.Deque;

/** Tells where in a document the parser is: {@code resourceSpans[0].scopeSpans[2].spans[1].traceId}. */
final class JsonPath {

    /** Levels told; what is further down is below an attribute's value. */
    private static final int MAX_LEVELS = 24;

    private JsonPath() {}

    /**
     * The path of the parser's present place, "the document" at the top. Names that OTLP doesn't know are a peer's own text and stand as
     * {@code *}.
     */
    static String of(JsonStreamContext place) {
        Deque<JsonStreamContext> levels = new ArrayDeque<>();
        for (JsonStreamContext level = place; level != null && !level.inRoot(); level = level.getParent()) {
            levels.push(level);
        }
        StringBuilder path = new StringBuilder();
        int told = 0;
        for (JsonStreamContext level : levels) {
            if (told++ == MAX_LEVELS) {
                path.append(".and so on");
                break;
            }
            if (level.inArray() && level.hasCurrentIndex()) {
                path.append('[').append(level.getCurrentIndex()).append(']');
            } else if (level.hasCurrentName()) {
                path.append(path.isEmpty() ? "" : ".").append(known(level.getCurrentName()));
            }
        }
        return path.isEmpty() ? "the document" : path.toString();
    }

    private static String known(String name) {
        return OtlpSchema.isFieldName(name) ? name : "*";
    }
}

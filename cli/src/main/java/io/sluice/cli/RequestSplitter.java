package io.sluice.cli;

import io.sluice.json.OtlpTexts;
import java.nio.charset.StandardCharsets;

/**
 * Divides lines into JSON documents: one a line, one over several lines, several a line. A line that begins as a request begins a document,
 * whatever the one before it lacks; so a broken one is no more than its own lines.
 */
final class RequestSplitter {

    /** Takes a document, in the order in which they stand. */
    @FunctionalInterface
    interface Documents {
        /**
         * Takes the next one.
         *
         * @param line the number of the line that it begins in
         */
        void next(String json, int line);
    }

    private final int maxLength;
    private final Documents documents;
    private final StringBuilder document = new StringBuilder();
    private boolean open;
    private int line;
    private int depth;

    /** @param maxLength characters that a document may have */
    RequestSplitter(int maxLength, Documents documents) {
        this.maxLength = maxLength;
        this.documents = documents;
    }

    /** Takes the next line. */
    void line(String text, int number) {
        if (open && OtlpTexts.signal(text.getBytes(StandardCharsets.UTF_8)) != null) {
            end();
        }
        boolean quoted = false; // no string of JSON goes on in the next line
        boolean escaped = false;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!open && Character.isWhitespace(c)) {
                continue;
            }
            if (!open) {
                begin(number);
                from = i;
            }
            if (quoted) {
                quoted = escaped || c != '"';
                escaped = !escaped && c == '\\';
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if ((c == '}' || c == ']') && --depth <= 0) {
                append(text, from, i + 1);
                end();
            }
        }
        if (open) {
            append(text, from, text.length());
            document.append('\n');
        }
        if (open && depth <= 0) {
            end(); // no object at all
        }
    }

    private void begin(int number) {
        open = true;
        line = number;
        depth = 0;
    }

    private void append(String text, int from, int end) {
        if (document.length() + end - from > maxLength) {
            throw new UserError("the request is longer than " + maxLength
                    + " characters; give a part of it. It begins in line " + line);
        }
        document.append(text, from, end);
    }

    /** There are no more lines. */
    void end() {
        if (open) {
            String json = document.toString();
            document.setLength(0);
            open = false;
            documents.next(json, line);
        }
    }
}

package io.sluice.processor.pii.detect;

import org.jspecify.annotations.Nullable;

/**
 * A field of a form in parts (RFC 7578): its name is in a header, its value behind the empty line that ends the headers. Reusable. Threads: one
 * at a time.
 *
 * <pre>
 *   Content-Disposition: form-data; name="password"
 *
 *   hunter2
 *   --boundary
 * </pre>
 */
final class FormPart {

    private static final int MAX_NAME = 64;
    private static final int MAX_HEADERS = 512;
    private static final int MAX_VALUE = 1024;
    private static final byte[] NAME = Bytes.words("name")[0];
    private static final byte[] FORM_DATA = Bytes.words("form-data")[0];

    private int start;
    private int end;

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Reads the field whose name stands behind an equals sign; what its name says of it, or null. */
    @Nullable
    Detector read(ScanText text, int equals) {
        int name = equals + 2;
        if (text.at(equals) != '=' || text.at(equals + 1) != '"' || !isInDisposition(text, equals)) {
            return null;
        }
        int limit = Math.min(text.end(), name + MAX_NAME);
        int nameEnd = name;
        while (nameEnd < limit && text.at(nameEnd) != '"') {
            nameEnd++;
        }
        Detector detector = text.at(nameEnd) == '"' ? KeyDictionary.find(text.array(), name, nameEnd) : null;
        return detector != null && readValue(text, nameEnd + 1) ? detector : null;
    }

    private static boolean isInDisposition(ScanText text, int equals) {
        int at = equals - NAME.length;
        if (at < text.from() || !Bytes.startsWithAnyCase(text.array(), at, equals, NAME)) {
            return false;
        }
        int limit = at - 4;
        while (at > limit && (text.at(at - 1) == ' ' || text.at(at - 1) == ';')) {
            at--;
        }
        return Bytes.endsWithAnyCase(text.array(), text.from(), at, FORM_DATA);
    }

    /** Reads the value behind the next empty line; false if there is none. */
    private boolean readValue(ScanText text, int from) {
        int limit = Math.min(text.end(), from + MAX_HEADERS);
        for (int at = from; at < limit; at++) {
            if (text.at(at) == '\n') {
                int empty = text.at(at + 1) == '\r' ? at + 2 : at + 1;
                if (text.at(empty) == '\n') {
                    start = empty + 1;
                    end = valueEnd(text);
                    return end > start;
                }
            }
        }
        return false;
    }

    /** Before the next boundary, or the end of the line if none is near. */
    private int valueEnd(ScanText text) {
        int limit = Math.min(text.end(), start + MAX_VALUE);
        for (int at = start - 1; at < limit; at++) {
            if (text.at(at) == '\n' && text.at(at + 1) == '-' && text.at(at + 2) == '-') {
                return text.at(at - 1) == '\r' ? at - 1 : at;
            }
        }
        return TextLine.end(text, start);
    }
}

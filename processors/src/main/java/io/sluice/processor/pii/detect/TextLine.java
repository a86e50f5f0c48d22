package io.sluice.processor.pii.detect;

/** Lines of a text that may itself stand in a string of JSON. Threads: any. */
final class TextLine {

    private TextLine() {}

    /** Behind the last byte of the line that goes on at an index: before its end, or before the quote that ends a string of JSON. */
    static int end(ScanText text, int from) {
        byte[] array = text.array();
        int at = from;
        while (at < text.end() && array[at] != '\n' && !(array[at] == '"' && endsString(text, at + 1))) {
            at++;
        }
        return at > from && text.at(at) == '\n' && array[at - 1] == '\r' ? at - 1 : at;
    }

    private static boolean endsString(ScanText text, int at) {
        int next = text.at(at);
        return at == text.end() || next == ',' || next == '}' || next == ']';
    }

    /** Where the next line begins behind the end of one; -1 if there is none. */
    static int next(ScanText text, int end) {
        int feed = text.at(end) == '\r' ? end + 1 : end;
        return text.at(feed) == '\n' && feed + 1 < text.end() ? feed + 1 : -1;
    }
}

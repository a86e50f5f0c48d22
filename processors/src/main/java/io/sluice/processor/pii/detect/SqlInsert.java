package io.sluice.processor.pii.detect;

import org.jspecify.annotations.Nullable;

/** The columns of {@code insert into t (a, b) values (}, and what their names say. Reusable. Threads: one at a time. */
final class SqlInsert {

    private static final int MAX_COLUMNS = 64;
    private static final int MAX_LIST = 1024;
    private static final byte[] VALUES = {'v', 'a', 'l', 'u', 'e', 's'};

    private final @Nullable Detector[] columns = new @Nullable Detector[MAX_COLUMNS];
    private int count;

    /** Reads the columns before an opening parenthesis; false if it opens no values, or if no column says anything. */
    boolean read(ScanText text, int open) {
        count = 0;
        int word = beforeBlanks(text, open) - VALUES.length;
        if (word < text.from() || !Bytes.startsWithAnyCase(text.array(), word, text.end(), VALUES)) {
            return false;
        }
        int close = beforeBlanks(text, word) - 1;
        if (text.at(close) != ')') {
            return false;
        }
        int start = close - 1;
        int limit = Math.max(text.from(), close - MAX_LIST);
        while (start >= limit && text.at(start) != '(') {
            start--;
        }
        return start >= limit && readNames(text, start + 1, close);
    }

    private static int beforeBlanks(ScanText text, int end) {
        int at = end;
        int limit = Math.max(text.from(), end - 8);
        while (at > limit && Bytes.is(text.at(at - 1), Bytes.BLANK)) {
            at--;
        }
        return at;
    }

    private boolean readNames(ScanText text, int from, int close) {
        boolean any = false;
        int start = from;
        for (int at = from; at <= close && count < MAX_COLUMNS; at++) {
            if (at == close || text.at(at) == ',') {
                Detector detector = KeyDictionary.find(text.array(), start, nameEnd(text, start, at));
                columns[count++] = detector;
                any |= detector != null;
                start = at + 1;
            }
        }
        return any;
    }

    private static int nameEnd(ScanText text, int start, int end) {
        int at = end;
        while (at > start && Bytes.is(text.at(at - 1), Bytes.BLANK | Bytes.QUOTE)) {
            at--;
        }
        return at;
    }

    /** What the name of a column says of its values. */
    @Nullable
    Detector column(int index) {
        return index < count ? columns[index] : null;
    }

    /** Behind a value that is no string alone: at the comma or parenthesis that ends it, or at the text's end. */
    static int valueEnd(ScanText text, int from) {
        int depth = 0;
        int quote = 0;
        for (int at = from; at < text.end(); at++) {
            int b = text.at(at);
            if (quote != 0) {
                quote = b == quote ? 0 : quote;
            } else if (Bytes.is(b, Bytes.QUOTE)) {
                int doubled = KeyedValue.behindDoubled(text, at, 0);
                quote = doubled > 0 ? 0 : b;
                at = doubled > 0 ? KeyedValue.doubledEnd(text, at, doubled) + doubled - at - 1 : at;
            } else if (b == '(') {
                depth++;
            } else if (depth == 0 && (b == ',' || b == ')')) {
                return at;
            } else if (b == ')') {
                depth--;
            }
        }
        return text.end();
    }
}

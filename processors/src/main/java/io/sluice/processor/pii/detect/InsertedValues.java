package io.sluice.processor.pii.detect;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which values of an SQL statement belong to columns that {@link KeyDictionary} knows:
 *
 * <pre>
 *   INSERT INTO users (id, password) VALUES (17, 'x'), (18, 'y')
 *                     ^ open
 * </pre>
 *
 * <p>Reusable. Threads: one at a time. Each byte is read a bounded number of times.
 */
final class InsertedValues {

    /** What is done with a value. */
    interface Sink {
        void accept(ScanText text, int start, int end, Detector detector);
    }

    private static final int MAX_COLUMNS = 64;
    private static final int MAX_NAME = 96;
    private static final byte[] INTO = {'i', 'n', 't', 'o'};
    private static final byte[] VALUES = {'v', 'a', 'l', 'u', 'e', 's'};

    private final @Nullable Detector[] columns = new @Nullable Detector[MAX_COLUMNS];

    /** Hands over the values behind the column list that a parenthesis opens, and says where to go on; -1 if it opens none. */
    int find(ScanText text, int open, Sink sink) {
        if (!isBehindTable(text, open)) {
            return -1;
        }
        Arrays.fill(columns, null);
        int close = readColumns(text, open + 1);
        int at = skipBlanks(text, close + 1);
        if (text.at(close) != ')' || !Bytes.startsWithAnyCase(text.array(), at, text.end(), VALUES)) {
            return close;
        }
        at = skipBlanks(text, at + VALUES.length);
        while (text.at(at) == '(') {
            at = skipBlanks(text, readRow(text, at + 1, sink));
            at = text.at(at) == ',' ? skipBlanks(text, at + 1) : at;
        }
        return at;
    }

    /** True if INTO and a table's name are before an index. */
    private static boolean isBehindTable(ScanText text, int open) {
        int nameEnd = skipBlanksBack(text, open);
        int limit = Math.max(text.from(), nameEnd - MAX_NAME);
        int name = nameEnd;
        while (name > limit && isNameByte(text.at(name - 1))) {
            name--;
        }
        int into = skipBlanksBack(text, name) - INTO.length;
        return name < nameEnd
                && into >= text.from()
                && into + INTO.length < name
                && Bytes.startsWithAnyCase(text.array(), into, text.end(), INTO)
                && !Bytes.isAlnum(text.at(into - 1));
    }

    private static boolean isNameByte(int b) {
        return b < 0 || Bytes.is(b, Bytes.TOKEN | Bytes.QUOTE) || b == '.' || b == '[' || b == ']' || b == '\\';
    }

    /** Reads names up to the closing parenthesis, and returns its index, or that of what is no name. */
    private int readColumns(ScanText text, int from) {
        int at = from;
        for (int column = 0; ; column++) {
            int start = skipQuotes(text, skipBlanks(text, at));
            int end = start;
            while (isNameByte(text.at(end)) && !isQuote(text.at(end)) && end - start < MAX_NAME && end < text.end()) {
                end++;
            }
            if (column < MAX_COLUMNS && end > start) {
                columns[column] = KeyDictionary.find(text.array(), start, end);
            }
            at = skipBlanks(text, skipQuotes(text, end));
            if (text.at(at) != ',') {
                return at;
            }
            at++;
        }
    }

    /** Behind the parenthesis that closes a row of values, or the text's end. */
    private int readRow(ScanText text, int from, Sink sink) {
        int at = from;
        for (int column = 0; at < text.end(); column++) {
            int start = skipBlanks(text, at);
            int quote = literalQuote(text, start);
            int end = quote >= 0 ? quotedEnd(text, quote) : bareEnd(text, start);
            Detector detector = column < MAX_COLUMNS ? columns[column] : null;
            if (detector != null) {
                sink.accept(text, quote >= 0 ? quote + 1 : start, end, detector);
            }
            at = bareEnd(text, quote >= 0 ? Math.min(text.end(), end + 1) : end);
            if (text.at(at) != ',') {
                break;
            }
            at++;
        }
        return Math.min(text.end(), at + 1);
    }

    /** Where the quote of {@code 'x'}, {@code N'x'} or {@code E'x'} is; -1 if there is none. */
    private static int literalQuote(ScanText text, int at) {
        int quote = Bytes.isLetter(text.at(at)) ? at + 1 : at;
        return text.at(quote) == '\'' || (quote == at && text.at(quote) == '"') ? quote : -1;
    }

    /** The index of the quote that ends a literal; doubled ones, and those behind a backslash, do not. */
    private static int quotedEnd(ScanText text, int open) {
        int quote = text.at(open);
        int at = open + 1;
        while (at < text.end()) {
            int b = text.at(at);
            if (b == quote && text.at(at + 1) != quote) {
                return at;
            }
            at += b == '\\' || b == quote ? 2 : 1;
        }
        return text.end();
    }

    /** Where a value ends that is no literal: at a comma or parenthesis that is not its own. */
    private static int bareEnd(ScanText text, int from) {
        int depth = 0;
        int at = from;
        while (at < text.end()) {
            int b = text.at(at);
            if (b == '\'') {
                at = quotedEnd(text, at);
            } else if (b == '(') {
                depth++;
            } else if (depth == 0 && (b == ',' || b == ')')) {
                break;
            } else if (b == ')') {
                depth--;
            }
            at++;
        }
        return Math.min(at, text.end());
    }

    private static boolean isQuote(int b) {
        return b == '"' || b == '`' || b == '[' || b == ']' || b == '\\';
    }

    private static int skipQuotes(ScanText text, int from) {
        int at = from;
        while (isQuote(text.at(at))) {
            at++;
        }
        return at;
    }

    private static int skipBlanks(ScanText text, int from) {
        int at = from;
        while (at < text.end() && Bytes.is(text.at(at), Bytes.BLANK)) {
            at++;
        }
        return at;
    }

    private static int skipBlanksBack(ScanText text, int end) {
        int at = end;
        while (at > text.from() && end - at < 4 && Bytes.is(text.at(at - 1), Bytes.BLANK)) {
            at--;
        }
        return at;
    }
}

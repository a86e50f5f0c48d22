package io.sluice.processor.pii.detect;

/** The strings and numbers in a JSON array or object, and in those within, but for the names of members. Reusable. Threads: one at a time. */
final class Members {

    private static final int MAX_BLANKS = 64;

    private int at;
    private int depth;

    /** True at the bracket of a JSON array, or the brace of an object. */
    static boolean areAt(ScanText text, int at) {
        if (text.at(at) != '[' && text.at(at) != '{') {
            return false;
        }
        int first = at + 1;
        while (first - at < MAX_BLANKS && isBefore(text.at(first)) && first < text.end()) {
            first++;
        }
        int b = text.at(first);
        return b == '"' || b == '\\' || Bytes.isDigit(b);
    }

    /** True for what may stand before the first member; further brackets belong to arrays and objects, as {@code {{ .Values.x }}} is none. */
    private static boolean isBefore(int b) {
        return Bytes.is(b, Bytes.BLANK) || b == '[' || b == '{';
    }

    /** Begins with the bracket or brace at an index. */
    void begin(int from) {
        at = from;
        depth = 0;
    }

    /** Reads the next; false if there is none. */
    boolean next(ScanText text, KeyedValue value) {
        while (at < text.end()) {
            int b = text.at(at);
            if (b == '"' || b == '\\' || Bytes.isAlnum(b)) {
                value.read(text, at, at, false);
                at = behind(text, Math.max(at + 1, value.end()));
                int next = Bytes.skip(text.array(), at, Math.min(text.end(), at + MAX_BLANKS), Bytes.BLANK);
                if (text.at(next) != ':') {
                    return true;
                }
                continue;
            }
            at++;
            if (b == '[' || b == '{') {
                depth++;
            } else if ((b == ']' || b == '}') && --depth == 0) {
                return false;
            }
        }
        return false;
    }

    /** Behind the last quote of a member, and its backslashes. */
    private static int behind(ScanText text, int from) {
        int behind = from;
        while (behind < text.end() && (text.at(behind) == '\\' || text.at(behind) == '"')) {
            behind++;
        }
        return behind;
    }

    /** Behind what was read. */
    int end() {
        return at;
    }
}

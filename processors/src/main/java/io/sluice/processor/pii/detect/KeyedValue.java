package io.sluice.processor.pii.detect;

import java.util.Arrays;

/** Where the value behind a key begins and ends. Reusable. Threads: one at a time. */
final class KeyedValue {

    /** A sign that may end a value does if a key follows, of at most so many bytes. */
    private static final int NEXT_KEY = 32;

    private static final int MAX_NAME_WORDS = 3;
    /** No pair of a connection string is longer. */
    private static final int MAX_PAIR = 256;

    private static final int IDEOGRAPHIC_SPACE = 0x3000;
    private static final int MAX_BRACKETED = 1024;
    /** So many quotes may stand for one. */
    private static final int MAX_DOUBLED = 8;
    /** So many backslashes may stand before one of several quotes, as in seven layers of strings. */
    private static final int MAX_BACKSLASHES = 127;

    private static final String BEHIND_STRINGS = ",}]):;<>/=+\\";
    private static final String GO_STRINGS = "[]string{";
    private static final String PHP_STRING = "string(";
    private static final String CDATA = "<![CDATA[";
    private static final byte[][] SCHEMES = Bytes.words("bearer basic digest negotiate apikey token");

    private final Escape escape = new Escape();
    private int start;
    private int end;
    /** True if escaped signs are part of the value, since the sign before it is no escape. */
    private boolean escapesBelong;

    int start() {
        return start;
    }

    /** Behind the last byte. */
    int end() {
        return end;
    }

    /**
     * Reads the value that begins, perhaps with a quote, at an index.
     *
     * @param sign where the sign before the value is, or its quote: an escaped sign ends the value only if this one is escaped as well
     * @param name true if it may be a name of several words
     */
    void read(ScanText text, int sign, int first, boolean name) {
        escapesBelong = !text.isEscapedSign(sign);
        int at = behindType(text, first);
        start = at;
        end = at;
        int backslashes = 0;
        while (text.at(at + backslashes) == '\\') {
            backslashes++;
        }
        if (bracketed(text, at)) {
            return;
        }
        int quote = text.at(at + backslashes);
        if (Bytes.is(quote, Bytes.QUOTE)) {
            start = at + backslashes + 1;
            boolean three = isThree(text, start, quote);
            start += three ? 2 : 0;
            escapesBelong = !text.isEscapedSign(at + backslashes);
            int doubled = three ? -1 : behindDoubled(text, at, backslashes);
            if (three && quote == '\'') {
                end = doubledEnd(text, start - 3, start);
            } else if (doubled > 0) {
                end = doubledEnd(text, at, doubled);
                start = doubled;
            } else {
                end = quotedEnd(text, start, quote, backslashes);
            }
            return;
        }
        start = at;
        if (text.at(start) == '[' && MaskedTokens.endOf(text.array(), start, text.end()) < 0) {
            start++;
        }
        int call = callStart(text, start);
        if (call > 0) {
            start = call + 1;
            end = quotedEnd(text, start, text.at(call), 0);
            return;
        }
        end = bareEnd(text, behindScheme(text, start));
        for (int words = 1; name && words < MAX_NAME_WORDS && isSameName(text, end); words++) {
            end = bareEnd(text, end + blankLength(text, end));
        }
    }

    /** True behind the first of three quotes, as they begin strings of several lines; of four single quotes two are one of SQL. */
    private static boolean isThree(ScanText text, int at, int quote) {
        boolean three = text.at(at) == quote && text.at(at + 1) == quote;
        return three && (quote == '"' || (quote == '\'' && text.at(at + 2) != quote));
    }

    /** Behind what tells the type of a string before its quote: {@code []string{"x"}} of Go, {@code string(1) "x"} of PHP. */
    private static int behindType(ScanText text, int at) {
        int behind = at;
        if (Bytes.startsWith(text, at, GO_STRINGS)) {
            behind = at + GO_STRINGS.length();
        } else if (Bytes.startsWith(text, at, PHP_STRING)) {
            behind = at + PHP_STRING.length();
            behind = Bytes.skip(text.array(), behind, Math.min(text.end(), behind + NEXT_KEY), Bytes.DIGIT);
            behind += text.at(behind) == ')' && text.at(behind + 1) == ' ' ? 2 : 0;
        }
        int quote = text.at(behind) == '\\' ? text.at(behind + 1) : text.at(behind);
        return Bytes.is(quote, Bytes.QUOTE) ? behind : at;
    }

    /** Takes what is between two places. */
    void set(int from, int behind) {
        start = from;
        end = behind;
    }

    /** Takes what is between two places, or in the quotes there. */
    void readSql(ScanText text, int from, int behind) {
        start = from;
        end = behind;
        trim(text.array());
        int quote = start;
        while (quote < end && !Bytes.is(text.at(quote), Bytes.QUOTE)) {
            quote++;
        }
        if (quote == end) {
            return;
        }
        int opening = quote;
        while (opening > start && text.at(opening - 1) == '\\') {
            opening--;
        }
        int doubled = behindDoubled(text, opening, quote - opening);
        if (doubled > 0) {
            end = Math.min(end, doubledEnd(text, opening, doubled));
            start = doubled;
            return;
        }
        int last = end - 1;
        while (last > quote && text.at(last) != text.at(quote)) {
            last--;
        }
        end = last > quote ? last : end;
        start = quote + 1;
        for (int i = opening; i < quote && end > start && text.at(end - 1) == '\\'; i++) {
            end--;
        }
    }

    private void trim(byte[] array) {
        while (start < end && Bytes.is(array[start], Bytes.BLANK)) {
            start++;
        }
        while (end > start && Bytes.is(array[end - 1], Bytes.BLANK)) {
            end--;
        }
    }

    /** Reads a value in brackets of Japanese, of which U+3008 to U+3010 are the opening ones; false if it has none. */
    private boolean bracketed(ScanText text, int at) {
        if (text.at(at) != (byte) 0xe3 || text.at(at + 1) != (byte) 0x80) {
            return false;
        }
        int open = text.at(at + 2) & 0xff;
        if (open < 0x88 || open > 0x90 || (open & 1) != 0) {
            return false;
        }
        byte[] array = text.array();
        start = at + 3;
        int limit = Math.min(text.end() - 2, start + MAX_BRACKETED);
        for (end = start; end < limit; end++) {
            if (array[end] == (byte) 0xe3 && array[end + 1] == (byte) 0x80 && (array[end + 2] & 0xff) == open + 1) {
                return true;
            }
        }
        end = bareEnd(text, start);
        return true;
    }

    /** Reads the text of an element, which begins at an index. */
    void readElement(ScanText text, int at) {
        byte[] array = text.array();
        start = at;
        escapesBelong = !text.isEscapedSign(at - 1);
        if (Bytes.startsWith(text, at, CDATA)) {
            start = at + CDATA.length();
            end = start;
            while (end < text.end() && !(array[end] == ']' && text.at(end + 1) == ']' && text.at(end + 2) == '>')) {
                end++;
            }
            return;
        }
        end = at;
        while (end < text.end() && (array[end] != '<' || isPart(text, end))) {
            end++;
        }
        trim(array);
    }

    /**
     * Where a string ends that so many backslashes and a quote began, 2^n - 1 in n layers of strings; the text's end if nothing ends it. An
     * escaped quote does not, nor does one that a word goes on behind: its escape may be resolved already.
     */
    private int quotedEnd(ScanText text, int from, int quote, int backslashes) {
        byte[] array = text.array();
        int run = 0;
        for (int i = from; i < text.end(); i++) {
            if (array[i] == '\\') {
                run++;
                continue;
            }
            if (array[i] == quote && isUnescaped(run, backslashes) && !isPart(text, i)) {
                boolean doubled = quote == '\'' && isQuote(text, i + 1, quote, backslashes) && i > from;
                if (!doubled && endsString(text.at(i + 1))) {
                    return i - Math.min(run, backslashes);
                }
                i += doubled ? backslashes + 1 : 0;
            }
            run = 0;
        }
        return text.end();
    }

    /**
     * Behind the quotes that begin a string inside of SQL or CSV: two, or four or eight in more layers. -1 if there is but one, or an empty
     * string.
     *
     * @param at where the first is, or its backslashes
     * @param backslashes so many stand before each quote, or before the first
     */
    static int behindDoubled(ScanText text, int at, int backslashes) {
        int quote = text.at(at + backslashes);
        int unit = isQuote(text, at + backslashes + 1, quote, backslashes) ? backslashes + 1 : 1;
        int behind = at + backslashes + 1;
        int count = 1;
        while (count <= MAX_DOUBLED && isQuote(text, behind, quote, unit - 1)) {
            behind += unit;
            count++;
        }
        if (backslashes > MAX_BACKSLASHES || (count != 2 && count != 4 && count != MAX_DOUBLED)) {
            return -1;
        }
        int next = text.at(behind);
        boolean escape = next == '\\' && (text.at(behind + 1) == 'u' || text.at(behind + 1) == 'x');
        boolean empty = Bytes.is(next, Bytes.BLANK | Bytes.QUOTE)
                || BEHIND_STRINGS.indexOf(next) >= 0
                || (next == '&' && isNextParameter(text, behind + 1));
        return escape || !empty ? behind : -1;
    }

    /** True if so many backslashes and a quote are at an index. */
    private static boolean isQuote(ScanText text, int at, int quote, int backslashes) {
        int i = at;
        while (i - at < backslashes && text.at(i) == '\\') {
            i++;
        }
        return i - at == backslashes && text.at(i) == quote;
    }

    /** Where a string ends that the quotes from {@code at} to {@code from} began: at as many others. Twice as many are part of it. */
    static int doubledEnd(ScanText text, int at, int from) {
        int length = from - at;
        for (int i = from; i + length <= text.end(); i++) {
            if (!isSame(text, i, at, length)) {
                continue;
            }
            if (isSame(text, i + length, at, length)) {
                i += 2 * length - 1;
            } else if (endsString(text.at(i + length))) {
                return i;
            }
        }
        return text.end();
    }

    private static boolean isSame(ScanText text, int first, int second, int length) {
        return text.at(first) == text.at(second)
                && first + length <= text.end()
                && Arrays.equals(text.array(), first, first + length, text.array(), second, second + length);
    }

    private static boolean isUnescaped(int run, int backslashes) {
        return run < backslashes || (run - backslashes) % (2 * (backslashes + 1)) == 0;
    }

    private static boolean endsString(int next) {
        return !Bytes.isAlnum(next) && next != '_' && next != '$';
    }

    /** Leaves out the scheme of {@code Basic dXNlcjpwYXNzd29yZA==}, and what cannot belong to credentials. */
    void narrowToCredentials(ScanText text) {
        int behind = behindScheme(text, text.at(start) == '+' ? start + 1 : start);
        if (behind <= end && behind > start + 1) {
            start = behind;
            int token = MaskedTokens.endOf(text.array(), start, end);
            if (token > 0) {
                end = Bytes.skip(text.array(), token, end, Bytes.TOKEN68);
                return;
            }
            int credentialsEnd = Bytes.skip(text.array(), start, end, Bytes.TOKEN68);
            end = text.at(credentialsEnd) == ' ' ? end : credentialsEnd;
        }
    }

    /**
     * Takes a value with blanks to the next semicolon if semicolons separate the pairs: {@code Server=db;Password=a b;}. No blank is beside
     * those, as it is in prose.
     *
     * @param at where the value began, or its quote
     */
    void widenToSemicolon(ScanText text, int keyEnd, int sign, int at) {
        if (text.at(sign) != '=' || start != at || text.at(end) != ' ') {
            return;
        }
        int limit = Math.min(text.end(), start + MAX_PAIR);
        int i = end;
        while (i < limit && text.at(i) != ';' && endsNoPair(text.at(i))) {
            i++;
        }
        if (text.at(i) == ';' && (isBehindPair(text, keyEnd) || isNextParameter(text, i + 1))) {
            end = i;
        }
    }

    private static boolean endsNoPair(int b) {
        return b >= ' ' && b != '=' && b != '<' && b != '>' && b != '\\' && !Bytes.is(b, Bytes.QUOTE);
    }

    /** True if a semicolon, and a pair before it, is directly before the key that ends at an index. */
    private static boolean isBehindPair(ScanText text, int keyEnd) {
        int at = keyEnd;
        while (keyEnd - at < NEXT_KEY && (Bytes.is(text.at(at - 1), Bytes.TOKEN) || text.at(at - 1) == ' ')) {
            at--;
        }
        if (text.at(at - 1) != ';' || text.at(at) == ' ') {
            return false;
        }
        int limit = Math.max(text.from(), at - MAX_PAIR);
        int i = at - 2;
        while (i >= limit && text.at(i) != ';' && text.at(i) != '=' && text.at(i) >= ' ') {
            i--;
        }
        return i >= limit && text.at(i) == '=';
    }

    /** Full-width forms are read in normal form. */
    boolean isFullWidth(ScanText text) {
        int second = text.at(start + 1) & 0xff;
        return text.at(start) == (byte) 0xef && (second == 0xbc || second == 0xbd);
    }

    private int behindScheme(ScanText text, int at) {
        for (byte[] scheme : SCHEMES) {
            int behind = at + scheme.length;
            if (Bytes.startsWithAnyCase(text.array(), at, text.end(), scheme)) {
                int blank = blankLengthOfScheme(text, behind);
                int next = text.at(behind + blank);
                if (blank > 0 && (next == '[' || next == '\\' || next < 0 || Bytes.is(next, Bytes.TOKEN68))) {
                    return behind + blank;
                }
            }
        }
        return at;
    }

    /** How many bytes the blank behind a scheme takes, which may be an escape; 0 if there is none. */
    private int blankLengthOfScheme(ScanText text, int at) {
        if (text.at(at) == ' ' || text.at(at) == '+') {
            return 1;
        }
        int last = at;
        while (text.at(last) == '\\' && text.at(last + 1) == '\\') {
            last++;
        }
        boolean blank = last < text.end()
                && escape.read(text.array(), last, text.end())
                && (escape.code() == ' ' || escape.code() == IDEOGRAPHIC_SPACE);
        return blank ? last - at + escape.length() : 0;
    }

    /** Where the quote of {@code PASSWORD('x')} is; -1 if the value is no call. */
    private static int callStart(ScanText text, int at) {
        int i = at;
        while (i - at < NEXT_KEY && (Bytes.isAlnum(text.at(i)) || text.at(i) == '_')) {
            i++;
        }
        boolean call = i > at && text.at(i) == '(' && Bytes.is(text.at(i + 1), Bytes.QUOTE);
        return call ? i + 1 : -1;
    }

    /** True for an escaped sign in a value that is not escaped as a whole. */
    private boolean isPart(ScanText text, int at) {
        return escapesBelong && text.isEscapedSign(at);
    }

    private int bareEnd(ScanText text, int from) {
        byte[] array = text.array();
        int bracket = MaskedTokens.endOf(array, from, text.end());
        int at = bracket > 0 ? bracket : from;
        int depth = 0;
        while (at < text.end()) {
            int b = array[at];
            if (b == '{' || b == '[' || b == '(') {
                depth++;
            } else if (depth > 0 && (b == '}' || b == ']' || b == ')')) {
                depth--;
            } else if ((endsBare(text, at) || isEscape(text, at)) && !isPart(text, at)) {
                break;
            }
            at++;
        }
        while (at > from && at != bracket && isStop(array[at - 1]) && !isPart(text, at - 1)) {
            at--;
        }
        return at;
    }

    /** True at an escape: whether it ends the value is seen in the text's next normal form, which is searched as well. */
    private boolean isEscape(ScanText text, int at) {
        int b = text.at(at);
        if (b == '%' || b == '&') {
            return escape.read(text.array(), at, text.end());
        }
        if (b != '\\' || text.at(at - 1) == '\\') {
            return false;
        }
        int last = at;
        while (text.at(last + 1) == '\\') {
            last++;
        }
        return switch (text.at(last + 1)) {
            case 'x', 'u' -> escape.read(text.array(), last, text.end());
            case 'n', 'r', '"', '\'' -> true;
            default -> false;
        };
    }

    private static boolean isStop(int b) {
        return b == '.' || b == ',' || b == ';';
    }

    private static boolean endsBare(ScanText text, int at) {
        int b = text.at(at);
        return switch (b) {
            case '<', '>' -> true;
            case '"', '\'', '`' -> endsString(text.at(at + 1)) && !isDoubledInWord(text, at);
            case ';' -> isNextKey(text, at + 1, true);
            case ',', '|' -> isNextKey(text, at + 1, false);
            case '&' -> isNextParameter(text, at + 1);
            case ')', ']', '}' -> !Bytes.isAlnum(text.at(at + 1));
            default -> b >= 0 ? Bytes.is(b, Bytes.BLANK) : isJapaneseSign(text, at);
        };
    }

    /** True at either of two quotes, as SQL has for one, that a word goes on behind. */
    private static boolean isDoubledInWord(ScanText text, int at) {
        return text.at(at) == '\'' && text.at(at + 1) == '\'' && Bytes.isAlnum(text.at(at + 2));
    }

    /** True if a name and its sign are at an index. */
    private static boolean isNextParameter(ScanText text, int at) {
        int i = at;
        while (i - at < NEXT_KEY && text.at(i) != ' ' && isKeyByte(text.at(i))) {
            i++;
        }
        return i > at && text.at(i) == '=';
    }

    /** True if a blank, a quote, a key and its sign, or nothing is at an index. */
    private static boolean isNextKey(ScanText text, int at, boolean blanks) {
        int first = text.at(at);
        if (first == 0 || Bytes.is(first, Bytes.BLANK | Bytes.QUOTE) || first == '\\') {
            return true;
        }
        int i = at;
        while (i - at < NEXT_KEY && isKeyByte(text.at(i)) && (blanks || text.at(i) != ' ')) {
            i++;
        }
        return i > at && (text.at(i) == '=' || text.at(i) == ':');
    }

    private static boolean isKeyByte(int b) {
        return b < 0 || Bytes.is(b, Bytes.TOKEN) || b == '.' || b == ' ' || b == '[' || b == ']';
    }

    /** The ideographic space, comma, stop, closing brackets and middle dots of lists: U+3000 to U+3002, U+3009 to U+3011. */
    private static boolean isJapaneseSign(ScanText text, int at) {
        if (text.at(at) != (byte) 0xe3 || text.at(at + 1) != (byte) 0x80) {
            return false;
        }
        int last = text.at(at + 2) & 0xff;
        return last <= 0x82 || (last >= 0x89 && last <= 0x91);
    }

    /** True if what stands before an index ends a word in Japanese: a blank, comma, stop or bracket. */
    static boolean endsWord(ScanText text, int behind) {
        int last = text.at(behind - 1) & 0xff;
        return text.at(behind - 3) == (byte) 0xe3
                && text.at(behind - 2) == (byte) 0x80
                && (last <= 0x82 || (last >= 0x88 && last <= 0x91));
    }

    /** True if a blank is at an index, and behind it a word that goes on with a name: a capital as the first word, or not of ASCII, and no key. */
    private boolean isSameName(ScanText text, int at) {
        int next = at + blankLength(text, at);
        int first = text.at(next);
        boolean capitals = Bytes.is(text.at(start), Bytes.UPPER)
                && Bytes.is(first, Bytes.UPPER)
                && (Bytes.is(text.at(next + 1), Bytes.LOWER) || text.at(next + 1) == '\'');
        if (next == at || (first >= 0 && !capitals)) {
            return false;
        }
        int i = next;
        while (i - next < 2 * NEXT_KEY && (text.at(i) < 0 ? !isJapaneseSign(text, i) : Bytes.isAlnum(text.at(i)))) {
            i++;
        }
        return text.at(i) != '=' && text.at(i) != ':';
    }

    private static int blankLength(ScanText text, int at) {
        if (text.at(at) == ' ') {
            return 1;
        }
        boolean wide = text.at(at) == (byte) 0xe3 && text.at(at + 1) == (byte) 0x80 && text.at(at + 2) == (byte) 0x80;
        return wide ? 3 : 0;
    }

    /** True if stars hide some of it; secrets are never shown in part. */
    boolean isPartlyMasked(ScanText text) {
        int stars = 0;
        for (int i = start; i < end; i++) {
            stars += text.at(i) == '*' ? 1 : 0;
        }
        return stars > 1;
    }
}

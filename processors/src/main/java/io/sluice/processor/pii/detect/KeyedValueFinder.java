package io.sluice.processor.pii.detect;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@link Detector#SECRET} and {@link Detector#PERSONAL} inside a text: the value that stands behind a key that {@link KeyDictionary} knows.
 * Only the value is the finding; quotes stay.
 *
 * <pre>
 *   "password":"x"     \"password\":\"x\"      JSON, and JSON in a string
 *   password=x         password="x y"         logfmt, URL queries, forms, attributes of XML
 *   password: x        パスワード:x             YAML, prose
 *   &lt;password&gt;x&lt;/password&gt;                    XML
 *   password = 'x'     identified by 'x'      SQL
 * </pre>
 *
 * <p>One pass: at each sign that may be behind a key, a bounded number of bytes before it is looked at; behind a value it goes on.
 */
final class KeyedValueFinder implements Finder {

    static final Set<Detector> DETECTORS = Set.of(Detector.SECRET, Detector.PERSONAL);

    /** What of a key is looked at. */
    private static final int KEY_BYTES = 64;
    /** Up to as many findings of others are looked at before a value is added. */
    private static final int MAX_OTHERS = 64;

    private static final boolean[] SIGNS = signs();

    private final boolean secrets;
    private final boolean persons;
    private final KeyedValue value = new KeyedValue();

    KeyedValueFinder(Set<Detector> enabled) {
        this.secrets = enabled.contains(Detector.SECRET);
        this.persons = enabled.contains(Detector.PERSONAL);
    }

    private static boolean[] signs() {
        boolean[] signs = new boolean[256];
        for (char sign : ":=>'".toCharArray()) {
            signs[sign] = true;
        }
        return signs;
    }

    @Override
    public void find(ScanText text, Hits hits) {
        byte[] array = text.array();
        int end = text.end();
        int others = hits.size();
        int at = text.from();
        while (at < end) {
            at = SIGNS[array[at] & 0xff] ? Math.max(at + 1, atSign(text, at, others, hits)) : at + 1;
        }
    }

    /** Where to go on. */
    private int atSign(ScanText text, int at, int others, Hits hits) {
        return switch (text.array()[at]) {
            case '>' -> element(text, at, others, hits);
            case '\'' -> sqlPassword(text, at, others, hits);
            default -> keyed(text, at, others, hits);
        };
    }

    /** {@code key=value} and {@code key: value}. */
    private int keyed(ScanText text, int sign, int others, Hits hits) {
        byte[] array = text.array();
        int keyEnd = keyEnd(text, sign);
        Detector detector = detector(text, keyEnd);
        if (detector == null || isUrlUser(text, sign)) {
            return -1;
        }
        int start = valueStart(text, sign, keyEnd);
        if (start < 0) {
            return -1;
        }
        boolean colon = array[sign] == ':';
        return colon && isContainer(text, start)
                ? members(text, start, detector, others, hits)
                : add(text, start, colon, detector, others, hits);
    }

    /** True at the bracket of a JSON array, or the brace of an object. */
    private static boolean isContainer(ScanText text, int at) {
        if (text.at(at) != '[' && text.at(at) != '{') {
            return false;
        }
        int first = at + 1;
        while (first - at < KEY_BYTES && Bytes.is(text.at(first), Bytes.BLANK) && first < text.end()) {
            first++;
        }
        int b = text.at(first);
        return b == '"' || b == '\\' || b == '{' || b == '[' || Bytes.isDigit(b);
    }

    /** All strings and numbers in a JSON array or object, and in those within. */
    private int members(ScanText text, int from, Detector detector, int others, Hits hits) {
        int depth = 0;
        int at = from;
        while (at < text.end()) {
            int b = text.at(at);
            if (b == '[' || b == '{') {
                depth++;
            } else if (b == ']' || b == '}') {
                depth--;
                if (depth == 0) {
                    return at + 1;
                }
            } else if (b == '"' || b == '\\' || Bytes.isAlnum(b)) {
                at = member(text, at, detector, others, hits);
                continue;
            }
            at++;
        }
        return at;
    }

    /** Adds a string or number unless it is the name of a member; where to go on. */
    private int member(ScanText text, int at, Detector detector, int others, Hits hits) {
        value.read(text, at, false);
        int behind = Math.max(at + 1, value.end());
        while (behind < text.end() && (text.at(behind) == '\\' || text.at(behind) == '"')) {
            behind++;
        }
        if (text.at(behind) != ':') {
            addValue(text, detector, others, hits);
        }
        return behind;
    }

    private int add(ScanText text, int start, boolean colon, Detector detector, int others, Hits hits) {
        value.read(text, start, colon && detector == Detector.PERSONAL);
        addValue(text, detector, others, hits);
        return value.end();
    }

    private void addValue(ScanText text, Detector detector, int others, Hits hits) {
        if (!value.isHarmless(text) && !isFound(value, others, hits)) {
            hits.add(value.start(), value.end(), detector, Confidence.STRONG);
        }
    }

    /** True if another finder, which can say more exactly what it is, found the value as a whole. */
    private static boolean isFound(KeyedValue value, int others, Hits hits) {
        if (others > MAX_OTHERS) {
            return false;
        }
        for (int i = 0; i < others; i++) {
            boolean whole = hits.start(i) <= value.start() && hits.end(i) >= value.end();
            if (whole && hits.confidence(i) == Confidence.STRONG) {
                return true;
            }
        }
        return false;
    }

    /** Behind the key's last byte: blanks and the quote that ends it do not belong to it. */
    private static int keyEnd(ScanText text, int sign) {
        int at = sign;
        int limit = Math.max(text.from(), sign - 12);
        while (at > limit && isBehindKey(text.at(at - 1))) {
            at--;
        }
        return at;
    }

    private static boolean isBehindKey(int b) {
        return b == ' ' || b == '\\' || b == '`' || b == ']' || Bytes.is(b, Bytes.QUOTE);
    }

    private @Nullable Detector detector(ScanText text, int keyEnd) {
        if (keyEnd == text.from()) {
            return null;
        }
        Detector detector = KeyDictionary.find(text.array(), Math.max(text.from(), keyEnd - KEY_BYTES), keyEnd);
        return (detector == Detector.SECRET && secrets) || (detector == Detector.PERSONAL && persons) ? detector : null;
    }

    /** True for the user of {@code https://token:x@host}, which is found as a whole. */
    private static boolean isUrlUser(ScanText text, int colon) {
        int at = colon;
        int limit = Math.max(text.from(), colon - KEY_BYTES);
        while (at > limit && Bytes.is(text.at(at - 1), Bytes.TOKEN)) {
            at--;
        }
        return text.at(colon) == ':' && text.at(at - 1) == '/' && text.at(at - 2) == '/';
    }

    /** The value's first byte, or its quote; -1 if there is no value. */
    private static int valueStart(ScanText text, int sign, int keyEnd) {
        int at = sign + 1;
        int b = text.at(at);
        if (text.at(sign) == ':') {
            if (b == ':' || (text.at(sign - 1) == ':')) {
                return -1;
            }
            at += b == '=' ? 1 : 0;
            return behindBlanks(text, at, 4);
        }
        if (b == '>' || b == '=') {
            return behindBlanks(text, at + 1, 2);
        }
        // A blank behind the sign alone says that the value is empty: password= user=x.
        boolean blanksBefore = keyEnd < sign && text.at(sign - 1) == ' ';
        return b != ' ' || blanksBefore ? behindBlanks(text, at, 2) : -1;
    }

    private static int behindBlanks(ScanText text, int from, int most) {
        int at = from;
        while (at - from < most && (text.at(at) == ' ' || text.at(at) == '\t')) {
            at++;
        }
        return at < text.end() && !Bytes.is(text.at(at), Bytes.BLANK) ? at : -1;
    }

    /** {@code <password>x</password>}; the name may have a prefix, and attributes behind it. */
    private int element(ScanText text, int close, int others, Hits hits) {
        byte[] array = text.array();
        int limit = Math.max(text.from(), close - 2 * KEY_BYTES);
        int open = close - 1;
        while (open >= limit && array[open] != '<' && array[open] != '>') {
            open--;
        }
        if (open < limit || array[open] != '<' || text.at(close - 1) == '/' || text.at(open + 1) == '/') {
            return -1;
        }
        int nameEnd = open + 1;
        while (nameEnd < close && !Bytes.is(array[nameEnd], Bytes.BLANK)) {
            nameEnd++;
        }
        Detector detector = detector(text, nameEnd);
        if (detector == null || nameEnd == open + 1) {
            return -1;
        }
        value.readElement(text, close + 1);
        addValue(text, detector, others, hits);
        return value.end();
    }

    private static final byte[] BY = {'b', 'y'};
    private static final byte[] IDENTIFIED = {'i', 'd', 'e', 'n', 't', 'i', 'f', 'i', 'e', 'd'};
    private static final byte[] PASSWORD = {'p', 'a', 's', 's', 'w', 'o', 'r', 'd'};

    /** {@code IDENTIFIED BY 'x'}, {@code IDENTIFIED WITH plugin AS 'x'}, {@code PASSWORD 'x'}, {@code PASSWORD('x')}. */
    private int sqlPassword(ScanText text, int quote, int others, Hits hits) {
        int at = quote;
        int limit = Math.max(text.from(), quote - 2);
        while (at > limit && (text.at(at - 1) == ' ' || text.at(at - 1) == '(')) {
            at--;
        }
        boolean named = at < quote
                && secrets
                && (endsWith(text, at, PASSWORD) || (endsWith(text, at, BY) && endsWith(text, at - 3, IDENTIFIED)));
        return named ? add(text, quote, false, Detector.SECRET, others, hits) : -1;
    }

    private static boolean endsWith(ScanText text, int end, byte[] word) {
        int start = end - word.length;
        return start >= text.from() && Bytes.startsWithAnyCase(text.array(), start, text.end(), word);
    }
}

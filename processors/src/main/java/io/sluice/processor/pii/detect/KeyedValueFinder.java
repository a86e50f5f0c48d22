package io.sluice.processor.pii.detect;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@link Detector#SECRET} and {@link Detector#PERSONAL} inside a text: the value that stands behind a key that {@link KeyDictionary} knows;
 * and the {@link Detector#MAC} and lines of a {@link Detector#PRIVATE_KEY} that only their key tells from other digits. Only the value is
 * the finding; quotes stay.
 *
 * <pre>
 *   "password":"x"     \"password\":\"x\"      JSON, and JSON in a string
 *   password=x         password="x y"         logfmt, URL queries, forms, attributes of XML
 *   password: x        パスワード:x             YAML, prose
 *   &lt;password&gt;x&lt;/password&gt;                    XML
 *   name="password" value="x"                 what {@link NamedPair} knows
 *   password = 'x'     identified by 'x'      SQL
 *   password: |                               {@link YamlBlock}
 *   form-data; name="password"                {@link FormPart}
 *   ?se=2026&amp;sig=x                            what {@link SignedUrl} knows
 *   パスワード「x」       パスワードは「x」         what {@link BracketedSecret} knows
 * </pre>
 *
 * <p>One pass: at each sign that may be behind a key, a bounded number of bytes before it is looked at; behind a value it goes on.
 */
final class KeyedValueFinder implements Finder {

    static final Set<Detector> DETECTORS =
            Set.of(Detector.SECRET, Detector.PERSONAL, Detector.MAC, Detector.PRIVATE_KEY);

    /** What of a key is looked at. */
    private static final int KEY_BYTES = 64;
    /** So many blanks and quotes may stand between a key and its sign. */
    private static final int MAX_BEHIND_KEY = 32;
    /** So many blanks may stand between a sign and its value where columns are aligned, or lines broken. */
    private static final int MAX_BLANKS = 64;
    /** Up to as many findings of others are looked at before a value is added. */
    private static final int MAX_OTHERS = 64;

    private static final byte[] AUTHORIZATION = "authorization".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BY = "by".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] IDENTIFIED = "identified".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PASS = "pass".getBytes(StandardCharsets.US_ASCII);
    /** So many letters make a password rather than a result. */
    private static final int MIN_WORD = 5;

    private static final int MAX_UNIT = 2;
    private static final byte[] PASSWORD = "password".getBytes(StandardCharsets.US_ASCII);

    private static final boolean[] SIGNS = signs();

    private final boolean secrets;
    private final boolean persons;
    private final boolean macs;
    private final boolean privateKeys;
    private final KeyedValue value = new KeyedValue();
    private final YamlBlock block = new YamlBlock();
    private final FormPart part = new FormPart();
    private final SqlInsert insert = new SqlInsert();
    /** Behind the values of the last {@code insert} that was read. */
    private int insertedTo;

    KeyedValueFinder(Set<Detector> enabled) {
        this.secrets = enabled.contains(Detector.SECRET);
        this.persons = enabled.contains(Detector.PERSONAL);
        this.privateKeys = enabled.contains(Detector.PRIVATE_KEY);
        this.macs = enabled.contains(Detector.MAC);
    }

    private static boolean[] signs() {
        boolean[] signs = new boolean[256];
        for (char sign : ":=>'(".toCharArray()) {
            signs[sign] = true;
        }
        // The last bytes of U+300C and U+300E.
        signs[0x8c] = true;
        signs[0x8e] = true;
        return signs;
    }

    @Override
    public void find(ScanText text, Hits hits) {
        byte[] array = text.array();
        int end = text.end();
        int others = hits.size();
        insertedTo = text.from();
        int at = text.from();
        while (at < end) {
            at = SIGNS[array[at] & 0xff] ? Math.max(at + 1, atSign(text, at, others, hits)) : at + 1;
        }
        if (secrets && LetterSigns.mayBeIdentified(text.letters())) {
            int start = SqlUser.next(text, text.from());
            while (start >= 0) {
                value.read(text, start, start, false);
                addValue(text, Detector.SECRET, others, hits);
                start = SqlUser.next(text, Math.max(start + 1, value.end()));
            }
        }
    }

    /** Where to go on. */
    private int atSign(ScanText text, int at, int others, Hits hits) {
        return switch (text.array()[at]) {
            case '>' -> element(text, at, others, hits);
            case '\'' -> sqlPassword(text, at, others, hits);
            case '(' -> insertedValues(text, at, others, hits);
            case (byte) 0x8c, (byte) 0x8e -> bracketed(text, at - 2, others, hits);
            default -> keyed(text, at, others, hits);
        };
    }

    /** {@code key=value} and {@code key: value}. */
    private int keyed(ScanText text, int sign, int others, Hits hits) {
        byte[] array = text.array();
        int keyEnd = keyEnd(text, sign);
        if (text.at(keyEnd - 1) >= 0 && !Bytes.isAlnum(text.at(keyEnd - 1))) {
            return -1;
        }
        if (text.at(keyEnd) == ']' && text.at(sign + 1) != '>' && isMasked(text, keyEnd)) {
            return -1;
        }
        Detector detector = detector(text, keyEnd);
        if (detector == null && array[sign] == '=') {
            // bad password=x: what the word before says counts only in prose.
            detector = allowed(KeyDictionary.find(array, wordStart(text, keyEnd), keyEnd));
        }
        if (detector == null) {
            detector = allowed(NamedPair.before(text, keyEnd));
        }
        if (detector == null && secrets && SignedUrl.isSignature(text, sign)) {
            detector = Detector.SECRET;
        }
        boolean pass = detector == null && secrets && isPass(text, keyEnd);
        if (detector == null && !pass) {
            return array[sign] == '=' ? formPart(text, sign, others, hits) : puttyKey(text, sign, hits);
        }
        if (isUrlUser(text, sign)) {
            return -1;
        }
        int start = valueStart(text, sign, keyEnd);
        if (start < 0) {
            return -1;
        }
        if (detector == null) {
            return pass(text, sign, start, others, hits);
        }
        if (detector == Detector.MAC) {
            return MacFinder.addBare(text, start, hits);
        }
        if (array[sign] == ':' && block.read(text, keyEnd, start)) {
            value.set(block.start(), block.end());
            addValue(text, detector, others, hits);
            return value.end();
        }
        return array[sign] == ':' && isContainer(text, start)
                ? members(text, start, detector, others, hits)
                : add(text, keyEnd, sign, start, detector, others, hits);
    }

    /** The value of a field of a form in parts. */
    private int formPart(ScanText text, int sign, int others, Hits hits) {
        Detector detector = allowed(part.read(text, sign));
        if (detector == null) {
            return -1;
        }
        value.set(part.start(), part.end());
        addValue(text, detector, others, hits);
        return value.end();
    }

    private int puttyKey(ScanText text, int colon, Hits hits) {
        return privateKeys ? PuttyKey.add(text, colon, hits) : -1;
    }

    /** The secret in brackets of Japanese behind its key. */
    private int bracketed(ScanText text, int bracket, int others, Hits hits) {
        int keyEnd = BracketedSecret.keyEnd(text, bracket);
        if (keyEnd < 0 || detector(text, keyEnd) != Detector.SECRET) {
            return -1;
        }
        int end = BracketedSecret.end(text, keyEnd, bracket);
        if (end < 0) {
            return -1;
        }
        value.set(bracket + BracketedSecret.WIDTH, end);
        addValue(text, Detector.SECRET, others, hits);
        return end;
    }

    /** True behind {@code pass} where it is all of a key. It may also say that something went well, so more is asked of its value. */
    private static boolean isPass(ScanText text, int keyEnd) {
        int start = keyEnd - PASS.length;
        int before = text.at(start - 1);
        return endsWith(text.array(), text.from(), keyEnd, PASS) && !Bytes.is(before, Bytes.TOKEN) && before != '.';
    }

    private int pass(ScanText text, int sign, int start, int others, Hits hits) {
        value.read(text, sign, start, false);
        byte[] array = text.array();
        boolean bare = value.start() == start;
        boolean word = Bytes.skip(array, value.start(), value.end(), Bytes.LETTER) >= value.end();
        boolean result = word && ((array[sign] == ':' && bare) || value.end() - value.start() < MIN_WORD);
        if (!result && !isQuantity(array, value.start(), value.end())) {
            addValue(text, Detector.SECRET, others, hits);
        }
        return value.end();
    }

    /** True for {@code 12}, {@code 3/10}, {@code 1.5s} and {@code 12ms}. */
    private static boolean isQuantity(byte[] array, int from, int end) {
        int number = from;
        while (number < end && !Bytes.isLetter(array[number]) && array[number] > 0) {
            number++;
        }
        return number > from && end - number <= MAX_UNIT;
    }

    /** True if what stood before the sign was masked, and names nothing: {@code [EMAIL]: no answer}; but {@code form[EMAIL]: x} is a name. */
    private static boolean isMasked(ScanText text, int bracket) {
        int open = bracket;
        while (Bytes.is(text.at(open - 1), Bytes.UPPER)
                || text.at(open - 1) == '_'
                || Bytes.isDigit(text.at(open - 1))) {
            open--;
        }
        open--;
        return text.at(open) == '['
                && !Bytes.isAlnum(text.at(open - 1))
                && MaskedTokens.isFound(text.array(), open, bracket + 1);
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
        value.read(text, at, at, false);
        int behind = Math.max(at + 1, value.end());
        while (behind < text.end() && (text.at(behind) == '\\' || text.at(behind) == '"')) {
            behind++;
        }
        if (text.at(behind) != ':') {
            addValue(text, detector, others, hits);
        }
        return behind;
    }

    private int add(ScanText text, int keyEnd, int sign, int start, Detector detector, int others, Hits hits) {
        value.read(text, sign, start, detector == Detector.PERSONAL);
        if (endsWith(text.array(), text.from(), keyEnd, AUTHORIZATION)) {
            value.narrowToCredentials(text);
        }
        addValue(text, detector, others, hits);
        return value.end();
    }

    private void addValue(ScanText text, Detector detector, int others, Hits hits) {
        boolean masked = detector == Detector.PERSONAL && value.isPartlyMasked(text);
        if (!masked && !value.isFullWidth(text) && !value.isHarmless(text)) {
            Detector exact = moreExactly(detector, others, hits);
            hits.add(value.start(), value.end(), exact, Confidence.STRONG, exact == detector ? null : detector);
        }
    }

    /** What another finder, which can say more exactly what it is, found the value to be as a whole. The key makes it certain. */
    private Detector moreExactly(Detector detector, int others, Hits hits) {
        int first = hits.formStart();
        if (others - first > MAX_OTHERS) {
            return detector;
        }
        for (int i = first; i < others; i++) {
            boolean whole = hits.start(i) <= value.start() && hits.end(i) >= value.end();
            if (whole && (detector == Detector.PERSONAL || hits.confidence(i) == Confidence.STRONG)) {
                return hits.detector(i);
            }
        }
        return detector;
    }

    /**
     * Behind the key's last byte: blanks and the quote that ends it do not belong to it, nor do the quote's backslashes, of which there are
     * thousands in a dozen layers of strings.
     */
    private static int keyEnd(ScanText text, int sign) {
        int at = sign;
        int others = 0;
        while (at > text.from() && isBehindKey(text.at(at - 1)) && others < MAX_BEHIND_KEY) {
            at--;
            others += text.at(at) == '\\' ? 0 : 1;
        }
        return at;
    }

    private static boolean isBehindKey(int b) {
        return b == ' ' || b == '\t' || b == '\\' || b == '`' || b == ']' || Bytes.is(b, Bytes.QUOTE);
    }

    private @Nullable Detector detector(ScanText text, int keyEnd) {
        if (keyEnd == text.from()) {
            return null;
        }
        return allowed(KeyDictionary.findOrMac(text.array(), Math.max(text.from(), keyEnd - KEY_BYTES), keyEnd));
    }

    private static int wordStart(ScanText text, int keyEnd) {
        int limit = Math.max(text.from(), keyEnd - KEY_BYTES);
        int at = keyEnd;
        while (at > limit && text.at(at - 1) != ' ') {
            at--;
        }
        return at;
    }

    private @Nullable Detector allowed(@Nullable Detector detector) {
        boolean wanted = (detector == Detector.SECRET && secrets)
                || (detector == Detector.PERSONAL && persons)
                || (detector == Detector.MAC && macs);
        return wanted ? detector : null;
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
            return isQuoted(text, keyEnd, sign) ? behindLines(text, at) : behindBlanks(text, at, MAX_BLANKS);
        }
        if (b == '>' || b == '=') {
            return behindBlanks(text, at + 1, 2);
        }
        // A blank behind the sign alone says that the value is empty: password= user=x.
        if (Bytes.is(b, Bytes.QUOTE) && isOver(text.at(at + 1))) {
            // The end of a string in base64: "...pin=","x"
            return -1;
        }
        boolean blanksBefore = keyEnd < sign && Bytes.is(text.at(sign - 1), Bytes.BLANK);
        return b != ' ' || blanksBefore ? behindBlanks(text, at, blanksBefore ? MAX_BLANKS : 2) : -1;
    }

    private static boolean isQuoted(ScanText text, int keyEnd, int sign) {
        for (int at = keyEnd; at < sign; at++) {
            if (text.at(at) == '"') {
                return true;
            }
        }
        return false;
    }

    /** In JSON, lines may be broken behind the colon. */
    private static int behindLines(ScanText text, int from) {
        int at = Bytes.skip(text.array(), from, Math.min(text.end(), from + MAX_BLANKS), Bytes.BLANK);
        return at < text.end() && !Bytes.is(text.at(at), Bytes.BLANK) ? at : -1;
    }

    private static boolean isOver(int next) {
        return next == ',' || next == '}' || next == ']' || next == ':';
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
        while (nameEnd < close && isNameByte(array[nameEnd])) {
            nameEnd++;
        }
        boolean element = nameEnd > open + 1 && (nameEnd == close || Bytes.is(array[nameEnd], Bytes.BLANK));
        Detector detector = element ? detector(text, nameEnd) : null;
        if (element && detector == null) {
            detector = allowed(NamedPair.ofElement(text, close));
        }
        if (detector == null) {
            return -1;
        }
        if (detector == Detector.MAC) {
            return MacFinder.addBare(text, close + 1, hits);
        }
        value.readElement(text, close + 1);
        if (endsWith(array, text.from(), nameEnd, AUTHORIZATION)) {
            value.narrowToCredentials(text);
        }
        addValue(text, detector, others, hits);
        return value.end();
    }

    /** {@code <taro@example.com>} and {@code <[EMAIL]>} are no elements. */
    private static boolean isNameByte(int b) {
        return b < 0 || Bytes.is(b, Bytes.TOKEN) || b == ':' || b == '.';
    }

    /** {@code IDENTIFIED BY 'x'}, {@code IDENTIFIED WITH plugin AS 'x'}, {@code PASSWORD 'x'}, {@code PASSWORD('x')}. */
    private int sqlPassword(ScanText text, int quote, int others, Hits hits) {
        int at = quote;
        int limit = Math.max(text.from(), quote - 2);
        while (at > limit && (text.at(at - 1) == ' ' || text.at(at - 1) == '(')) {
            at--;
        }
        boolean named = at < quote
                && secrets
                && (endsWith(text.array(), text.from(), at, PASSWORD)
                        || (endsWith(text.array(), text.from(), at, BY)
                                && endsWith(text.array(), text.from(), at - 3, IDENTIFIED)));
        return named ? add(text, at, quote, quote, Detector.SECRET, others, hits) : -1;
    }

    /** {@code INSERT INTO t (id, password) VALUES (1, 'x'), (2, 'y')}: the values of the columns whose names say so. */
    private int insertedValues(ScanText text, int open, int others, Hits hits) {
        if (open < insertedTo || !insert.read(text, open)) {
            return -1;
        }
        int at = open + 1;
        int column = 0;
        while (at >= 0 && at < text.end()) {
            int b = text.at(at);
            if (b == ')') {
                at = nextRow(text, at + 1);
                column = 0;
            } else if (b == ',' || Bytes.is(b, Bytes.BLANK)) {
                column += b == ',' ? 1 : 0;
                at++;
            } else {
                int end = SqlInsert.valueEnd(text, at);
                Detector detector = allowed(insert.column(column));
                if (detector != null) {
                    value.readSql(text, at, end);
                    addValue(text, detector, others, hits);
                }
                insertedTo = end;
                at = end;
            }
        }
        // What stands in the other values is looked at as well.
        return -1;
    }

    /** Behind the parenthesis that opens the next row; -1 if there is none. */
    private static int nextRow(ScanText text, int from) {
        int at = Bytes.skip(text.array(), from, text.end(), Bytes.BLANK);
        if (text.at(at) != ',') {
            return -1;
        }
        at = Bytes.skip(text.array(), at + 1, text.end(), Bytes.BLANK);
        return text.at(at) == '(' ? at + 1 : -1;
    }

    private static boolean endsWith(byte[] array, int from, int end, byte[] word) {
        int start = end - word.length;
        return start >= from && Bytes.startsWithAnyCase(array, start, end, word);
    }
}

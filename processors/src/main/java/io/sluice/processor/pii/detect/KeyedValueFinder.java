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
 *   【氏名】x            氏名【x】                the same
 *   パスワード hunter2    暗証番号は1234です      what {@link SpokenSecret} knows
 *   password is hunter2  password hunter2        what {@link SpokenPassword} knows
 * </pre>
 *
 * <p>One pass: at each sign that may be behind a key, a bounded number of bytes before it is looked at; behind a value it goes on.
 */
final class KeyedValueFinder implements Finder {

    static final Set<Detector> DETECTORS =
            Set.of(Detector.SECRET, Detector.PERSONAL, Detector.MAC, Detector.PRIVATE_KEY);

    /** What of a key is looked at. */
    private static final int KEY_BYTES = 64;
    /** Up to as many findings of others are looked at before a value is added. */
    private static final int MAX_OTHERS = 64;

    private static final byte[] AUTHORIZATION = "authorization".getBytes(StandardCharsets.US_ASCII);
    private static final String REJECTED = "rejected value ";
    private static final byte[] AUTH = "auth".getBytes(StandardCharsets.US_ASCII);
    private static final int MIN_BASIC = 8;
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
    private final Credentials credentials = new Credentials();
    private final Members members = new Members();
    private final YamlBlock block = new YamlBlock();
    private final FormPart part = new FormPart();
    private final SqlInsert insert = new SqlInsert();
    private final SignedUrl signed = new SignedUrl();
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
        // Of U+3010 and U+3011.
        signs[0x90] = true;
        signs[0x91] = true;
        signs[SpokenSecret.DO & 0xff] = true;
        signs[SpokenSecret.GO & 0xff] = true;
        return signs;
    }

    @Override
    public void find(ScanText text, Hits hits) {
        byte[] array = text.array();
        int end = text.end();
        int others = hits.size();
        insertedTo = text.from();
        signed.begin();
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
        if (secrets && LetterSigns.mayBePassword(text.letters())) {
            int start = SpokenPassword.next(text, text.from());
            while (start >= 0) {
                value.set(start, SpokenPassword.end(text, start));
                addValue(text, Detector.SECRET, others, hits);
                start = SpokenPassword.next(text, value.end());
            }
        }
    }

    /** Where to go on. */
    private int atSign(ScanText text, int at, int others, Hits hits) {
        return switch (text.array()[at]) {
            case '>' -> element(text, at, others, hits);
            case '\'' -> sqlPassword(text, at, others, hits);
            case '(' -> insertedValues(text, at, others, hits);
            case (byte) 0x8c, (byte) 0x8e, (byte) 0x90 -> bracketed(text, at - 2, others, hits);
            case (byte) 0x91 -> labelled(text, at - 2, others, hits);
            case SpokenSecret.DO, SpokenSecret.GO -> spoken(text, at + 1, others, hits);
            default -> keyed(text, at, others, hits);
        };
    }

    /** {@code key=value} and {@code key: value}. */
    private int keyed(ScanText text, int sign, int others, Hits hits) {
        byte[] array = text.array();
        int keyEnd = KeySign.keyEnd(text, sign);
        if (secrets && SqlUser.isSetPassword(text, sign)) {
            return add(text, keyEnd, sign, sign + 2, Detector.SECRET, others, hits);
        }
        if (text.at(keyEnd - 1) >= 0 && !Bytes.isAlnum(text.at(keyEnd - 1))) {
            return -1;
        }
        if (text.at(keyEnd) == ']' && text.at(sign + 1) != '>' && KeySign.isMasked(text, keyEnd)) {
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
        if (detector == null && array[sign] == ':') {
            detector = allowed(NamedPair.ofSerialized(text, sign));
        }
        if (detector == null && secrets && signed.isSignature(text, sign)) {
            detector = Detector.SECRET;
        }
        if (detector == null && secrets && array[sign] == ':' && isPlural(text, keyEnd)) {
            int members = KeySign.valueStart(text, sign, keyEnd);
            detector = members >= 0 && Members.areAt(text, members) ? Detector.SECRET : null;
        }
        if (detector == null && secrets && isBasicAuth(text, sign, keyEnd)) {
            detector = Detector.SECRET;
        }
        boolean pass = detector == null && secrets && isPass(text, keyEnd);
        if (detector == null && !pass) {
            return array[sign] == '=' ? formPart(text, sign, others, hits) : puttyKey(text, sign, hits);
        }
        if (KeySign.isUrlUser(text, sign) || KeySign.isInArn(text, sign)) {
            return -1;
        }
        int start = KeySign.valueStart(text, sign, keyEnd);
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
        return array[sign] == ':' && Members.areAt(text, start)
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

    /** The secret behind a key that ends at an index, without a sign. */
    private int spoken(ScanText text, int keyEnd, int others, Hits hits) {
        boolean key = secrets && SpokenSecret.mayEndKey(text, keyEnd) && SpokenSecret.isKey(text, keyEnd);
        int start = key ? SpokenSecret.start(text, keyEnd) : -1;
        int end = start < 0 ? -1 : SpokenSecret.end(text, start);
        if (end < 0) {
            return -1;
        }
        value.set(start, end);
        addValue(text, Detector.SECRET, others, hits);
        return end;
    }

    /** The value in brackets of Japanese behind its key. */
    private int bracketed(ScanText text, int bracket, int others, Hits hits) {
        int keyEnd = BracketedSecret.keyEnd(text, bracket);
        // What was masked names nothing.
        Detector detector = keyEnd < 0 || text.at(keyEnd - 1) == ']' ? null : detector(text, keyEnd);
        int end = -1;
        if (detector == Detector.SECRET) {
            end = BracketedSecret.end(text, keyEnd, bracket);
        } else if (detector == Detector.PERSONAL) {
            end = BracketedSecret.personEnd(text, bracket);
        }
        if (detector == null || end < 0) {
            return -1;
        }
        value.set(bracket + BracketedSecret.WIDTH, end);
        addValue(text, detector, others, hits);
        return end;
    }

    /** The value behind its key in brackets, {@code 【氏名】x}. */
    private int labelled(ScanText text, int bracket, int others, Hits hits) {
        int start = BracketedSecret.labelledStart(text, bracket);
        Detector detector = start < 0 ? null : detector(text, bracket);
        if (detector != Detector.SECRET && detector != Detector.PERSONAL) {
            return -1;
        }
        value.read(text, bracket, start, detector == Detector.PERSONAL);
        boolean found = detector == Detector.SECRET
                ? BracketedSecret.isSecret(text, bracket, value.start(), value.end())
                : !BracketedSecret.goesOn(text, value.start(), value.end());
        if (found) {
            addValue(text, detector, others, hits);
        }
        return value.end();
    }

    /** True behind {@code pass} where it is all of a key. It may also say that something went well, so more is asked of its value. */
    private static boolean isPass(ScanText text, int keyEnd) {
        int start = keyEnd - PASS.length;
        int before = text.at(start - 1);
        return Bytes.endsWithAnyCase(text.array(), text.from(), keyEnd, PASS)
                && !Bytes.is(before, Bytes.TOKEN)
                && before != '.';
    }

    /** True behind {@code auth}, which has what Basic authorization has in the configuration of Docker and npm, before such a value. */
    private boolean isBasicAuth(ScanText text, int sign, int keyEnd) {
        int before = text.at(keyEnd - AUTH.length - 1);
        int start = Bytes.endsWithAnyCase(text.array(), text.from(), keyEnd, AUTH) && !Bytes.is(before, Bytes.LOWER)
                ? KeySign.valueStart(text, sign, keyEnd)
                : -1;
        if (start < 0) {
            return false;
        }
        byte[] array = text.array();
        while (text.at(start) == '\\' || Bytes.is(text.at(start), Bytes.QUOTE)) {
            start++;
        }
        int end = Credentials.tokenEnd(array, start, text.end());
        return end - start >= MIN_BASIC && credentials.isBasic(array, start, end);
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

    /** What the JSON array or object at an index holds. */
    private int members(ScanText text, int from, Detector detector, int others, Hits hits) {
        members.begin(from);
        while (members.next(text, value)) {
            addValue(text, detector, others, hits);
        }
        return members.end();
    }

    private int add(ScanText text, int keyEnd, int sign, int first, Detector detector, int others, Hits hits) {
        // Spring's message for a field that is not valid.
        int start = Bytes.startsWith(text, first, REJECTED) ? first + REJECTED.length() : first;
        value.read(text, sign, start, detector == Detector.PERSONAL);
        if (Bytes.endsWithAnyCase(text.array(), text.from(), keyEnd, AUTHORIZATION)) {
            value.narrowToCredentials(text);
        } else if (detector == Detector.SECRET) {
            value.widenToSemicolon(text, keyEnd, sign, start);
        }
        boolean bare = value.start() == start;
        if ((!bare || !HarmlessValue.isProse(text, sign, start, value.end()))
                && !HarmlessValue.isReference(text, keyEnd, value.start(), value.end())) {
            addValue(text, detector, others, hits);
        }
        return value.end();
    }

    private void addValue(ScanText text, Detector detector, int others, Hits hits) {
        boolean masked = detector == Detector.PERSONAL && value.isPartlyMasked(text);
        if (!masked && !value.isFullWidth(text) && !HarmlessValue.is(text.array(), value.start(), value.end())) {
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

    private @Nullable Detector detector(ScanText text, int keyEnd) {
        if (keyEnd == text.from()) {
            return null;
        }
        return allowed(KeyDictionary.findOrMac(text.array(), Math.max(text.from(), keyEnd - KEY_BYTES), keyEnd));
    }

    private static boolean isPlural(ScanText text, int keyEnd) {
        return KeyDictionary.isPlural(text.array(), Math.max(text.from(), keyEnd - KEY_BYTES), keyEnd);
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

    /** {@code <password>x</password>}; the name may have a prefix, and attributes behind it. */
    private int element(ScanText text, int close, int others, Hits hits) {
        int open = KeySign.elementStart(text, close);
        if (open < 0) {
            return -1;
        }
        int nameEnd = KeySign.elementNameEnd(text, open, close);
        boolean element = nameEnd > 0;
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
        if (Bytes.endsWithAnyCase(text.array(), text.from(), nameEnd, AUTHORIZATION)) {
            value.narrowToCredentials(text);
        }
        addValue(text, detector, others, hits);
        return value.end();
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
                && (Bytes.endsWithAnyCase(text.array(), text.from(), at, PASSWORD) || SqlUser.isIdentifiedBy(text, at));
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
}

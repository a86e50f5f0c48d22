package io.sluice.processor.pii.detect;

import java.util.Arrays;

/**
 * What bytes a text holds, and which finders can therefore find something in it. What it says of a finder is a condition that every finding
 * of that finder meets, so that none is missed. One look at each byte, and a second one ({@link LetterSigns}) only if the first leaves
 * something open. Reusable. Threads: one at a time.
 *
 * <pre>
 * a byte's entry, from the lowest bit:
 *   6 x 7   counters: sums of entries count digits, hexadecimal digits, letters and digits, dots, colons, hyphens
 *   6       what the byte is to the one before
 *   6       what it would make of the one behind
 *   10      what it is
 * </pre>
 */
final class Signs {

    // In the order in which finders have to look.
    static final int PRIVATE_KEY = 1;
    static final int URL_CREDENTIALS = 1 << 1;
    static final int HEADER = 1 << 2;
    static final int JWT = 1 << 3;
    static final int EMAIL = 1 << 4;
    static final int PREFIX = 1 << 5;
    static final int AWS_SECRET = 1 << 6;
    static final int SLACK_WEBHOOK = 1 << 7;
    static final int AZURE_SECRET = 1 << 8;
    static final int IPV6 = 1 << 9;
    static final int IPV4 = 1 << 10;
    static final int MAC = 1 << 11;
    static final int NUMBERS = 1 << 12;

    /** Behind all that say more of a value than its key does. */
    static final int KEYED_VALUE = 1 << 13;

    static final int COMMAND_LINE = 1 << 14;

    static final int FINDERS = 15;
    static final int ALL = (1 << FINDERS) - 1;

    private static final int FIELD = 7;
    private static final int FIELD_MASK = (1 << FIELD) - 1;
    /** So many bytes overflow no counter. */
    private static final int CHUNK = FIELD_MASK;

    private static final int PAIRS = 6 * FIELD;
    private static final int PAIR_KINDS = 6;
    private static final long TWO_DIGITS = 1L << PAIRS;
    private static final long LETTER_DIGIT = 1L << (PAIRS + 1);
    /**
     * Or the last two bytes of a bracket of Japanese, U+300C, U+300E, U+3010 or U+3011, or of what keys of {@link SpokenSecret} end with: with
     * either, a value may stand behind a key.
     */
    private static final long TWO_COLONS = 1L << (PAIRS + 2);

    private static final long TWO_HYPHENS = 1L << (PAIRS + 3);
    private static final long TWO_CAPITALS = 1L << (PAIRS + 4);
    /** A hyphen that begins a word, as in an option. */
    private static final long LEADING_HYPHEN = 1L << (PAIRS + 5);

    private static final int KINDS = PAIRS + 2 * PAIR_KINDS;
    private static final long AT = 1L << KINDS;
    private static final long SLASH = 1L << (KINDS + 1);
    private static final long LOW_LINE = 1L << (KINDS + 2);
    private static final long CAPITAL = 1L << (KINDS + 3);
    private static final long BLANK = 1L << (KINDS + 4);
    /** Signs that are between keys and values, but for the colon. */
    private static final long SEPARATOR = 1L << (KINDS + 5);

    private static final long COMMA = 1L << (KINDS + 6);
    private static final long TILDE = 1L << (KINDS + 7);
    /** Without one of these a text is its own normal form. */
    private static final long SPECIAL = 1L << (KINDS + 8);

    /** Opens the values of an insert. */
    private static final long PARENTHESIS = 1L << (KINDS + 9);

    private static final long[] ENTRIES = new long[256];

    static {
        Arrays.fill(ENTRIES, 128, 256, SPECIAL);
        for (int c = 0; c < 128; c++) {
            ENTRIES[c] = counters(c) | pairs(c) | kinds(c);
        }
        ENTRIES[0x80] |= TWO_COLONS << PAIR_KINDS;
        ENTRIES[0x8c] |= TWO_COLONS;
        ENTRIES[0x8e] |= TWO_COLONS;
        ENTRIES[0x90] |= TWO_COLONS;
        ENTRIES[0x91] |= TWO_COLONS;
        ENTRIES[0x83] |= TWO_COLONS << PAIR_KINDS;
        ENTRIES[0x8f] |= TWO_COLONS << PAIR_KINDS;
        ENTRIES[SpokenSecret.DO & 0xff] |= TWO_COLONS;
        ENTRIES[SpokenSecret.GO & 0xff] |= TWO_COLONS;
    }

    private final LetterSigns letters = new LetterSigns();
    private byte[] array = {};
    private int from;
    private int end;
    private boolean lettersRead;
    private long seen;
    private long pairs;
    private int digits;
    private int hexes;
    private int alnums;
    private int dots;
    private int colons;
    private int hyphens;

    private static long counters(int c) {
        return (Bytes.isDigit(c) ? 1L : 0)
                | (Bytes.is(c, Bytes.HEX) ? 1L << FIELD : 0)
                | (Bytes.isAlnum(c) ? 1L << (2 * FIELD) : 0)
                | (c == '.' ? 1L << (3 * FIELD) : 0)
                | (c == ':' ? 1L << (4 * FIELD) : 0)
                | (c == '-' ? 1L << (5 * FIELD) : 0);
    }

    private static long pairs(int c) {
        long is = 0;
        long wants = 0;
        if (Bytes.isDigit(c)) {
            is = TWO_DIGITS | LETTER_DIGIT;
            wants = TWO_DIGITS;
        } else if (Bytes.is(c, Bytes.UPPER)) {
            is = TWO_CAPITALS;
            wants = TWO_CAPITALS | LETTER_DIGIT;
        } else if (Bytes.isLetter(c)) {
            wants = LETTER_DIGIT;
        } else if (c == ':') {
            is = TWO_COLONS;
            wants = is;
        } else if (c == '-') {
            is = TWO_HYPHENS | LEADING_HYPHEN;
            wants = TWO_HYPHENS;
        } else if (Bytes.is(c, Bytes.BLANK | Bytes.QUOTE) || c == '[' || c == '+') {
            wants = LEADING_HYPHEN;
        }
        return is | (wants << PAIR_KINDS);
    }

    private static long kinds(int c) {
        return switch (c) {
            case '@' -> AT;
            case '/' -> SLASH;
            case '_' -> LOW_LINE;
            case ' ' -> BLANK;
            case '=', '>', '\'' -> SEPARATOR;
            case '(' -> PARENTHESIS;
            case ',' -> COMMA;
            case '~' -> TILDE;
            case '%', '\\', '&', 0x1b -> SPECIAL;
            default -> Bytes.is(c, Bytes.UPPER) ? CAPITAL : 0;
        };
    }

    /** Looks at a text. */
    void read(byte[] text, int start, int behind) {
        array = text;
        from = start;
        end = behind;
        lettersRead = false;
        seen = 0;
        pairs = 0;
        digits = 0;
        hexes = 0;
        alnums = 0;
        dots = 0;
        colons = 0;
        hyphens = 0;
        long before = ENTRIES[' '];
        for (int at = start; at < behind; at += CHUNK) {
            before = readChunk(text, at, Math.min(behind, at + CHUNK), before);
        }
    }

    private long readChunk(byte[] text, int start, int behind, long entryBefore) {
        long all = 0;
        long twos = 0;
        long sum = 0;
        long before = entryBefore;
        for (int i = start; i < behind; i++) {
            long entry = ENTRIES[text[i] & 0xff];
            all |= entry;
            sum += entry;
            twos |= entry & (before >>> PAIR_KINDS);
            before = entry;
        }
        seen |= all;
        pairs |= twos;
        digits += (int) sum & FIELD_MASK;
        hexes += (int) (sum >>> FIELD) & FIELD_MASK;
        alnums += (int) (sum >>> (2 * FIELD)) & FIELD_MASK;
        dots += (int) (sum >>> (3 * FIELD)) & FIELD_MASK;
        colons += (int) (sum >>> (4 * FIELD)) & FIELD_MASK;
        hyphens += (int) (sum >>> (5 * FIELD)) & FIELD_MASK;
        return before;
    }

    /** The {@link LetterSigns#lettersOf letters} of the text if they were of interest, else 0. */
    int letters() {
        return lettersRead ? letters.seen() : 0;
    }

    /** True if the text may have another normal form. */
    boolean isSpecial() {
        // Before a hyphen that begins a word, a plus may be a blank.
        return has(SPECIAL) || hasPair(LEADING_HYPHEN);
    }

    /** True if it has a sign that may be between a key and a value. */
    boolean isSeparated() {
        return colons > 0 || has(SEPARATOR);
    }

    /** The finders that can find something. */
    int finders() {
        boolean separated = isSeparated();
        int found = separated || has(PARENTHESIS) || hasPair(TWO_COLONS) ? KEYED_VALUE : 0;
        if (has(AT)) {
            found |= (dots > 0 ? EMAIL : 0) | (colons > 0 && has(SLASH) ? URL_CREDENTIALS : 0);
        }
        found |= hasPair(LEADING_HYPHEN) ? COMMAND_LINE : 0;
        found |= has(TILDE) ? AZURE_SECRET : 0;
        found |= hexes > 0 ? addresses() : 0;
        found |= isNumber() ? NUMBERS : 0;
        boolean words = separated || has(COMMA) || has(BLANK);
        boolean tokens = end - from >= 15 && (has(CAPITAL) || has(LOW_LINE) || hyphens > 0 || (dots > 0 && has(SLASH)));
        return words || tokens || digits >= 3 ? found | byLetters(separated) : found;
    }

    private boolean has(long kind) {
        return (seen & kind) != 0;
    }

    private boolean hasPair(long kind) {
        return (pairs & kind) != 0;
    }

    private int addresses() {
        boolean six = (colons >= 2 && hasPair(TWO_COLONS)) || colons >= 7 || (colons >= 6 && dots >= 3);
        boolean mac = hexes >= 12 && (colons >= 5 || dots >= 2 || hyphens >= 5);
        return (dots >= 3 && digits >= 4 ? IPV4 : 0) | (six ? IPV6 : 0) | (mac ? MAC : 0);
    }

    /** Seven digits; fewer in an IBAN of letters, or behind what can't be judged here. */
    private boolean isNumber() {
        boolean iban = hasPair(LETTER_DIGIT) && hasPair(TWO_DIGITS) && alnums >= 15;
        return digits >= 7 || iban || (digits >= 3 && has(SPECIAL));
    }

    private int byLetters(boolean separated) {
        letters.read(array, from, end);
        lettersRead = true;
        int length = end - from;
        boolean header = (separated || has(COMMA)) && letters.mayBeHeader();
        // A blank may be a plus in a query.
        boolean scheme = (has(BLANK) || separated) && letters.mayBeScheme();
        int found = header || scheme ? HEADER : 0;
        found |= has(BLANK) && letters.mayBeIdentified() ? KEYED_VALUE : 0;
        found |= has(BLANK) && letters.mayBePassword() && digits > 0 ? KEYED_VALUE : 0;
        found |= digits >= 3 && letters.mayBeCode() ? NUMBERS : 0;
        found |= dots > 0 && has(CAPITAL) && letters.mayBeJwt() ? JWT : 0;
        found |= letters.mayBePrefix(hyphens > 0, has(LOW_LINE), hasPair(TWO_CAPITALS), dots > 0 && has(CAPITAL))
                ? PREFIX
                : 0;
        found |= length >= 40 && has(CAPITAL) && letters.mayBeAwsSecret() ? AWS_SECRET : 0;
        found |= dots > 0 && has(SLASH) && letters.mayBeWebhook() ? SLACK_WEBHOOK : 0;
        return found | (hasPair(TWO_HYPHENS) && letters.mayBePrivateKey() ? PRIVATE_KEY : 0);
    }

    /** The finders that can find something in the value of a key because of the key. */
    int findersOfKey(byte[] key, int keyFrom, int keyEnd) {
        if (keyFrom == keyEnd) {
            return 0;
        }
        return (Header.ofKey(key, keyFrom, keyEnd) == null ? 0 : HEADER)
                | (end - from >= 40 ? AWS_SECRET : 0)
                | (hexes == MacFinder.DIGITS && end - from == MacFinder.DIGITS ? MAC : 0)
                | (digits >= 3 ? NUMBERS : 0);
    }
}

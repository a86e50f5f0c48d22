package io.sluice.processor.pii.detect;

/**
 * Passwords that English names without a sign: {@code your password is hunter2}, and with a blank alone at a line's end, as files such as
 * {@code .netrc} have them. Messages go on there as well: only what mixes letters and digits as no word does is a password. Threads: any.
 */
final class SpokenPassword {

    private static final byte[][] KEYS = Bytes.words("password passwd passphrase passcode");
    private static final byte[][] BETWEEN = Bytes.words("is was to set changed reset now");
    private static final int MAX_BETWEEN = 3;
    private static final int LEAST_MIXED = 6;
    private static final int MAX_LENGTH = 128;
    private static final String SIGNS = "!#$%&*+-.?@^_~";

    private SpokenPassword() {}

    /** Where the next begins, at or behind an index; -1 if there is none. */
    static int next(ScanText text, int from) {
        byte[] array = text.array();
        int end = text.end();
        for (int at = from; at < end; at++) {
            if (Bytes.lower(array[at]) != 'p') {
                continue;
            }
            for (byte[] key : KEYS) {
                int start = Bytes.startsWithAnyCase(array, at, end, key) ? start(text, at + key.length) : -1;
                int behind = start < 0 ? -1 : end(text, start);
                // A mere blank is in front of many a word: password field1 is hidden.
                if (behind >= 0 && (start > at + key.length + 2 || isLast(text, behind))) {
                    return start;
                }
            }
        }
        return -1;
    }

    private static boolean isLast(ScanText text, int end) {
        int b = text.at(end);
        return b == 0 || b == '\n' || b == '\r' || Bytes.is(b, Bytes.QUOTE);
    }

    /** Where the value behind a key begins; -1 if none can. */
    private static int start(ScanText text, int keyEnd) {
        byte[] array = text.array();
        int at = keyEnd;
        for (int words = 0; text.at(at) == ' ' && words <= MAX_BETWEEN; words++) {
            at++;
            int word = Bytes.skip(array, at, text.end(), Bytes.LETTER);
            if (text.at(word) != ' ' || !Bytes.isOne(array, at, word, BETWEEN)) {
                break;
            }
            at = word;
        }
        at += at > keyEnd && Bytes.is(text.at(at), Bytes.QUOTE) ? 1 : 0;
        return at > keyEnd && Bytes.isAlnum(text.at(at)) ? at : -1;
    }

    /** Where the value ends that begins at an index; -1 if it is none. */
    static int end(ScanText text, int start) {
        byte[] array = text.array();
        int limit = Math.min(text.end(), start + MAX_LENGTH);
        int end = start;
        boolean letter = false;
        boolean digit = false;
        while (end < limit && (Bytes.isAlnum(array[end]) || SIGNS.indexOf(array[end]) >= 0)) {
            letter |= Bytes.isLetter(array[end]);
            digit |= Bytes.isDigit(array[end]);
            end++;
        }
        int stopped = text.at(end);
        while (end > start && !Bytes.isAlnum(array[end - 1]) && isStop(array[end - 1])) {
            end--;
        }
        boolean over =
                stopped <= ' ' || stopped == ',' || stopped == ';' || stopped == ')' || Bytes.is(stopped, Bytes.QUOTE);
        return over && letter && digit && end - start >= LEAST_MIXED && !isTerm(array, start, end) ? end : -1;
    }

    private static boolean isStop(int b) {
        return b == '.' || b == '!' || b == '?';
    }

    /** True for {@code 8-character}, {@code sha256-crypt}, {@code v1.2.3}, {@code 10.5s}: a number with its unit, a name with its number. */
    private static boolean isTerm(byte[] array, int start, int end) {
        int word = start;
        while (word < end && Bytes.isAlnum(array[word])) {
            word++;
        }
        boolean compound = word < end && (array[word] == '-' || array[word] == '.');
        return SpokenSecret.isName(array, start, end)
                || (compound && (SpokenSecret.isName(array, start, word) || isPlain(array, start, word)));
    }

    /** True for digits alone, or letters alone. */
    private static boolean isPlain(byte[] array, int start, int end) {
        return Bytes.skip(array, start, end, Bytes.DIGIT) == end || Bytes.skip(array, start, end, Bytes.LETTER) == end;
    }
}

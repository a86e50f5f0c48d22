package io.sluice.processor.pii.detect;

/**
 * What the surroundings of a number say of it: keywords at most {@value #CHARACTERS} characters before or directly behind it, and the key
 * of the value. Allocates nothing; bounded work per question. Threads: any.
 */
final class KeywordContext {

    private static final int CHARACTERS = 50;
    /** As long as that many characters are in Japanese. */
    private static final int BYTES = 3 * CHARACTERS;

    private static final int BYTES_BEHIND = 16;
    private static final int KEY_BYTES = 64;
    /** So near to the number a word that speaks of things has to be. */
    private static final int HARMLESS_BYTES = 12;

    private KeywordContext() {}

    /**
     * The {@link Topics} that are spoken of near {@code [start, end)}. {@link Topics#HARMLESS} is among them if the last keyword before
     * speaks of things and is close; the others before it do not count then.
     */
    static int near(ScanText text, int start, int end) {
        return of(text.array(), windowStart(text, start), start, HARMLESS_BYTES, false)
                | (behind(text, end) & ~Topics.HARMLESS)
                | ofKey(text);
    }

    /** The topics of the value's key. */
    private static int ofKey(ScanText text) {
        return ofKey(text.key(), text.keyFrom(), text.keyEnd());
    }

    /** What a key speaks of. */
    static int ofKey(byte[] key, int keyFrom, int keyEnd) {
        int from = Math.max(keyFrom, keyEnd - KEY_BYTES);
        return from == keyEnd ? 0 : of(key, from, keyEnd, 0, true) & ~Topics.HARMLESS;
    }

    private static int windowStart(ScanText text, int start) {
        byte[] array = text.array();
        int limit = Math.max(text.from(), start - BYTES);
        int at = start;
        int characters = 0;
        while (at > limit && characters < CHARACTERS) {
            at--;
            characters += (array[at] & 0xc0) != 0x80 ? 1 : 0;
        }
        return at;
    }

    private static int of(byte[] array, int from, int end, int harmlessBytes, boolean joined) {
        int topics = 0;
        int at = from;
        while (at < end) {
            long word = Keywords.mayBegin(array[at]) ? Keywords.at(array, from, at, end, joined) : 0;
            if (word == 0) {
                at++;
            } else {
                int found = (int) word;
                at = (int) (word >>> 32);
                if (found != Topics.HARMLESS) {
                    topics = (topics & ~Topics.HARMLESS) | found;
                } else if (end - at <= harmlessBytes && !isOpened(array, at, end)) {
                    topics = found;
                }
            }
        }
        return topics;
    }

    /** True if what the word speaks of begins anew before the number: {@code request body {"x": 1}}. */
    private static boolean isOpened(byte[] array, int from, int end) {
        for (int i = from; i < end; i++) {
            if (array[i] == '{' || array[i] == '\n') {
                return true;
            }
        }
        return false;
    }

    /** Behind, only what no sign separates from the number: the next field's name speaks of the next field. */
    private static int behind(ScanText text, int end) {
        byte[] array = text.array();
        int limit = Math.min(text.end(), end + BYTES_BEHIND);
        int at = end;
        while (at < limit && !isSeparator(array[at])) {
            at++;
        }
        return of(array, end, at, 0, false);
    }

    private static boolean isSeparator(int b) {
        return b == ','
                || b == ';'
                || b == '&'
                || b == '='
                || b == '|'
                || b == '{'
                || b == '}'
                || b == '\n'
                || b == '\t'
                || Bytes.is(b, Bytes.QUOTE);
    }

    /** Those of some topics that the word directly before an index speaks of: only signs and particles are between. */
    static int directlyBefore(ScanText text, int start, int wanted) {
        byte[] array = text.array();
        int limit = Math.max(text.from(), start - 8);
        int end = start;
        while (end > limit && isGlue(array[end - 1])) {
            end--;
        }
        if (end > limit && end - 3 >= text.from() && isParticle(array, end)) {
            end -= 3;
        }
        if (end == text.from()) {
            return ofKey(text) & wanted;
        }
        if (!Keywords.mayEnd(array, text.from(), end, wanted)) {
            return 0;
        }
        for (int at = Math.max(text.from(), end - 48); at < end; at++) {
            long word = Keywords.at(array, text.from(), at, end, false);
            if (word != 0 && (int) (word >>> 32) == end) {
                return (int) word & wanted;
            }
        }
        return 0;
    }

    private static boolean isGlue(int b) {
        return b == ' '
                || b == '+'
                || b == ':'
                || b == '='
                || b == '#'
                || b == '('
                || b == '['
                || Bytes.is(b, Bytes.QUOTE);
    }

    /** The particle は, or the ideographic space. */
    private static boolean isParticle(byte[] array, int end) {
        int last = (array[end - 3] & 0xff) << 16 | (array[end - 2] & 0xff) << 8 | (array[end - 1] & 0xff);
        return last == 0xe381af || last == 0xe38080;
    }
}

package io.sluice.processor.pii.detect;

import java.nio.charset.StandardCharsets;

/**
 * Secrets in brackets of Japanese, U+300C, U+300E or U+3010, directly behind the name of their key or the particle は: {@code パスワード「x」}.
 * Messages, labels and names of fields stand there as well: only a text of ASCII without blanks is a secret, and a mere word only if the key
 * is a password. And values behind a key in the brackets U+3010, as mails to shops have them: {@code 【氏名】x}. Threads: any.
 */
final class BracketedSecret {

    /** Bytes of a bracket. */
    static final int WIDTH = 3;

    private static final int MAX_LENGTH = 256;
    private static final byte[] PARTICLE = "は".getBytes(StandardCharsets.UTF_8);
    /** The last byte of U+3010. */
    private static final byte OPEN = (byte) 0x90;

    private static final int MAX_LABEL = 64;
    /** Names that begin with what is a particle as well are not longer: のぞみ. */
    private static final int MAX_NAME = 15;

    private static final byte[][] PARTICLES = Bytes.words("の は に で と も へ");
    private static final byte[][] NO_NAMES = Bytes.words("を が 【 ※");
    private static final byte[][] PASSWORDS = Bytes.words("パスワード password");

    private BracketedSecret() {}

    /** Where the key ends before the bracket at an index; -1 if it is none. */
    static int keyEnd(ScanText text, int bracket) {
        if (text.at(bracket) != (byte) 0xe3 || text.at(bracket + 1) != (byte) 0x80) {
            return -1;
        }
        return Bytes.endsWithAnyCase(text.array(), text.from(), bracket, PARTICLE)
                ? bracket - PARTICLE.length
                : bracket;
    }

    /** Where the secret in a bracket ends; -1 if none is there. */
    static int end(ScanText text, int keyEnd, int bracket) {
        byte[] array = text.array();
        int from = bracket + WIDTH;
        int limit = Math.min(text.end(), from + MAX_LENGTH);
        int end = from;
        while (end < limit && array[end] > ' ') {
            end++;
        }
        return isClosed(text, bracket, end) && isSecret(text, keyEnd, from, end) ? end : -1;
    }

    /** True if a value is no word, or the key is a password. */
    static boolean isSecret(ScanText text, int keyEnd, int from, int end) {
        return text.at(from) > ' '
                && (Credentials.isRandom(text.array(), from, end)
                        || (isPassword(text, keyEnd) && KeyDictionary.find(text.array(), from, end) == null));
    }

    /** Where a person's data in the bracket U+3010 ends; -1 if none is there. */
    static int personEnd(ScanText text, int bracket) {
        if (text.at(bracket + 2) != OPEN) {
            return -1;
        }
        int limit = Math.min(text.end(), bracket + MAX_LENGTH);
        int end = bracket + WIDTH;
        while (end < limit && !isClosed(text, bracket, end)) {
            end++;
        }
        return end < limit && KeyDictionary.find(text.array(), bracket + WIDTH, end) == null ? end : -1;
    }

    private static boolean isClosed(ScanText text, int bracket, int end) {
        return text.at(end) == text.at(bracket)
                && text.at(end + 1) == text.at(bracket + 1)
                && text.at(end + 2) == text.at(bracket + 2) + 1;
    }

    /** Where the value behind a key in brackets begins, of which the closing one is at an index; -1 if none does. */
    static int labelledStart(ScanText text, int bracket) {
        if (text.at(bracket) != (byte) 0xe3 || text.at(bracket + 1) != (byte) 0x80) {
            return -1;
        }
        int limit = Math.max(text.from(), bracket - MAX_LABEL);
        int open = bracket - WIDTH;
        while (open > limit && !isClosed(text, open, bracket)) {
            open--;
        }
        if (!isClosed(text, open, bracket)) {
            return -1;
        }
        int start = Bytes.skip(text.array(), bracket + WIDTH, Math.min(text.end(), bracket + WIDTH + 4), Bytes.BLANK);
        int first = text.at(start);
        boolean value = first < 0 || Bytes.isAlnum(first) || (first > ' ' && first != ':' && first != '=');
        return start < text.end() && value ? start : -1;
    }

    /** True if a sentence goes on: {@code 【氏名】の入力は必須です}. */
    static boolean goesOn(ScanText text, int start, int end) {
        byte[] array = text.array();
        boolean particle = Bytes.startsWithAny(array, start, end, PARTICLES) && end - start > MAX_NAME;
        return particle || Bytes.startsWithAny(array, start, end, NO_NAMES);
    }

    private static boolean isPassword(ScanText text, int keyEnd) {
        for (byte[] word : PASSWORDS) {
            if (Bytes.endsWithAnyCase(text.array(), text.from(), keyEnd, word)) {
                return true;
            }
        }
        return false;
    }
}

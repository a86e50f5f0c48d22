package io.sluice.processor.pii.detect;

import java.nio.charset.StandardCharsets;

/**
 * Secrets in brackets of Japanese, U+300C or U+300E, directly behind the name of their key or the particle は: {@code パスワード「x」}. Messages,
 * labels and names of fields stand there as well: only a text of ASCII without blanks is a secret, and a mere word only if the key is
 * a password. Threads: any.
 */
final class BracketedSecret {

    /** Bytes of a bracket. */
    static final int WIDTH = 3;

    private static final int MAX_LENGTH = 256;
    private static final byte[] PARTICLE = "は".getBytes(StandardCharsets.UTF_8);
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
        boolean closed = text.at(end) == text.at(bracket)
                && text.at(end + 1) == text.at(bracket + 1)
                && text.at(end + 2) == text.at(bracket + 2) + 1;
        boolean secret = Credentials.isRandom(array, from, end)
                || (isPassword(text, keyEnd) && KeyDictionary.find(array, from, end) == null);
        return closed && secret ? end : -1;
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

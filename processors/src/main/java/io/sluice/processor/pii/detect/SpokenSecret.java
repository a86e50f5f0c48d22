package io.sluice.processor.pii.detect;

/**
 * Secrets that Japanese names without a sign: directly behind the name of their key, with a blank or the particle は between, {@code 暗証番号は1234です}.
 * Messages go on there as well: only digits that nothing counts, or what mixes letters and digits as no word does, is a secret. Threads: any.
 */
final class SpokenSecret {

    /** The last byte of ド, U+30C9, as in パスワード and コード. */
    static final byte DO = (byte) 0x89;
    /** The last byte of 号, U+53F7, as in 番号. */
    static final byte GO = (byte) 0xb7;

    private static final int WIDTH = 3;
    private static final byte[][] KEYS = Bytes.words("パスワード パスコード 暗証番号 暗証コード 認証コード 確認コード 認証番号 セキュリティコード");
    private static final int LEAST_DIGITS = 4;
    private static final int MOST_DIGITS = 12;
    private static final int LEAST_MIXED = 6;
    private static final int MAX_LENGTH = 128;
    private static final String SIGNS = "@#$!^&*";
    private static final byte[][] BETWEEN = Bytes.words("は\u3000 は \u3000");
    /** What may stand behind digits that are no amount. */
    private static final byte[][] BEHIND = Bytes.words("です でし だ で、 を 、 。 」 』 ） \u3000");
    /** Names of algorithms, files and versions. */
    private static final byte[][] NAMES = Bytes.words(
            "aes128 aes256 aes-128 aes-256 aes-256-gcm hs256 rs256 sha256 sha512 sha384 base64 argon2 argon2id argon2i"
                    + " argon2d oauth2 pbkdf2 pbkdf2sha256 bcrypt2 scrypt2 sha-256 sha-512 utf-8 iso8859 windows10"
                    + " windows11 oauth2.0 oauth2.1 saml2.0");

    private SpokenSecret() {}

    /** True behind the last byte of what such a name may end with. */
    static boolean mayEndKey(ScanText text, int end) {
        int first = text.at(end - WIDTH);
        int second = text.at(end - 2);
        return (first == (byte) 0xe3 && second == (byte) 0x83) || (first == (byte) 0xe5 && second == (byte) 0x8f);
    }

    /** Where the value behind a key's end begins; -1 if none can. */
    static int start(ScanText text, int keyEnd) {
        int at = keyEnd;
        byte[] array = text.array();
        for (byte[] word : BETWEEN) {
            if (Bytes.startsWithAnyCase(array, keyEnd, text.end(), word)) {
                at = keyEnd + word.length;
                break;
            }
        }
        if (text.at(at) == ' ') {
            at++;
        }
        boolean value = at > keyEnd && text.at(at) > ' ' && Bytes.isAlnum(text.at(at));
        return value ? at : -1;
    }

    /** Where the value ends that begins at an index; -1 if it is no secret. */
    static int end(ScanText text, int start) {
        byte[] array = text.array();
        int limit = Math.min(text.end(), start + MAX_LENGTH);
        int end = start;
        while (end < limit && array[end] > ' ') {
            int b = array[end];
            if (b == '=' || b == ':' || b == '/' || b == '\\' || b == '<' || b == '[' || Bytes.is(b, Bytes.QUOTE)) {
                break;
            }
            end++;
        }
        int stopped = text.at(end);
        boolean goesOn = stopped == '=' || stopped == ':' || stopped == '/' || stopped == '[';
        while (end > start && isStop(array[end - 1])) {
            end--;
        }
        boolean secret = isMixed(array, start, end) || isNumber(text, start, end);
        return secret && !goesOn ? end : -1;
    }

    /** True for letters with digits, or with signs that words don't have. */
    private static boolean isMixed(byte[] array, int start, int end) {
        boolean letter = false;
        boolean other = false;
        for (int i = start; i < end; i++) {
            letter |= Bytes.isLetter(array[i]);
            other |= Bytes.isDigit(array[i]) || SIGNS.indexOf(array[i]) >= 0;
        }
        return letter && other && end - start >= LEAST_MIXED && !isName(array, start, end);
    }

    /** True for the name of an algorithm or file, with letters and digits. */
    static boolean isName(byte[] array, int start, int end) {
        return Bytes.isOne(array, start, end, NAMES);
    }

    private static boolean isStop(int b) {
        return b == '.' || b == ',' || b == ';' || b == ')' || b == '}' || b == ']' || b == '!' || b == '?';
    }

    private static boolean isNumber(ScanText text, int start, int end) {
        return end - start >= LEAST_DIGITS
                && end - start <= MOST_DIGITS
                && Bytes.skip(text.array(), start, end, Bytes.DIGIT) == end
                && (text.at(end) >= 0 || isBehind(text, end));
    }

    private static boolean isBehind(ScanText text, int end) {
        for (byte[] word : BEHIND) {
            if (Bytes.startsWithAnyCase(text.array(), end, text.end(), word)) {
                return true;
            }
        }
        return false;
    }

    /** True if one of the keys ends at an index. */
    static boolean isKey(ScanText text, int end) {
        for (byte[] word : KEYS) {
            int start = end - word.length;
            if (start >= text.from() && Bytes.startsWithAnyCase(text.array(), start, end, word)) {
                return true;
            }
        }
        return false;
    }
}

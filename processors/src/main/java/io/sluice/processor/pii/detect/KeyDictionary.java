package io.sluice.processor.pii.detect;

import org.jspecify.annotations.Nullable;

/**
 * Says by a key's name whether its value is a secret or a person's data: {@code user.password}, {@code x-api-key}, {@code accessToken},
 * {@code お客様の氏名}. The last words of a key decide, whatever the case and whatever separates them, and the longest entry of
 * {@link KeyWords} wins, so that {@code token} is a secret and {@code page_token} is not. Words that say something else of a secret,
 * {@code password_length} or {@code has_password}, make its key harmless.
 *
 * <p>Allocates nothing; bounded work whatever the key's length. Threads: any.
 */
public final class KeyDictionary {

    private static final int MAX_TRAILER = 16;
    private static final int MIN_DATA = 32;
    private static final byte[] SECRET = Bytes.words("secret")[0];
    private static final byte[] KEY = Bytes.words("key")[0];

    private KeyDictionary() {}

    /** {@link Detector#SECRET}, {@link Detector#PERSONAL}, or null if the key {@code array[from, end)} says nothing. */
    public static @Nullable Detector find(byte[] array, int from, int end) {
        return switch (kind(array, from, end)) {
            case KeyWords.SECRET -> Detector.SECRET;
            case KeyWords.PERSONAL -> Detector.PERSONAL;
            default -> null;
        };
    }

    /** As {@link #find}, or {@link Detector#MAC} if a value that could be one is. */
    static @Nullable Detector findOrMac(byte[] array, int from, int end) {
        byte kind = kind(array, from, end);
        return switch (kind) {
            case KeyWords.SECRET -> Detector.SECRET;
            case KeyWords.PERSONAL -> Detector.PERSONAL;
            case KeyWords.MAC -> Detector.MAC;
            default -> null;
        };
    }

    /**
     * True for the plural of a secret's name, {@code secrets} or {@code api_keys}. What is in a map or list of such a name is a secret;
     * otherwise it may be said of their number.
     */
    public static boolean isPlural(byte[] array, int from, int end) {
        return end > from
                && Bytes.lower(array[end - 1]) == 's'
                && (Bytes.endsWithAnyCase(array, from, end - 1, SECRET)
                        || Bytes.endsWithAnyCase(array, from, end - 1, KEY))
                && find(array, from, end - 1) == Detector.SECRET;
    }

    private static byte kind(byte[] array, int from, int end) {
        int behind = withoutTrailer(array, from, end);
        if (behind == from) {
            return KeyWords.NOTHING;
        }
        return array[behind - 1] < 0 ? KeyWords.japanese(array, from, behind) : ascii(array, from, behind);
    }

    /** Where the key ends without the number or index that it may have: {@code phone2}, {@code tokens[0]}. */
    private static int withoutTrailer(byte[] array, int from, int end) {
        int limit = Math.max(from, end - MAX_TRAILER);
        int at = end;
        while (at > limit && isTrailer(array[at - 1])) {
            at--;
        }
        return at;
    }

    private static boolean isTrailer(int b) {
        return Bytes.isDigit(b) || isSeparator(b) || b == '[' || b == ']';
    }

    private static boolean isSeparator(int b) {
        return b == '_' || b == '-' || b == '.' || b == ' ' || b == '/' || b == ':' || b == '+';
    }

    /** Reads backwards, and asks at each letter whether the letters from there on are an entry. */
    private static byte ascii(byte[] array, int from, int end) {
        if (!KeyWords.mayEnd(array, from, end)) {
            return KeyWords.NOTHING;
        }
        byte found = KeyWords.NOTHING;
        int start = end;
        int hash = 0;
        int length = 0;
        for (int at = end - 1; at >= from && length < KeyWords.MAX_LENGTH; at--) {
            int b = array[at];
            if (!Bytes.isAlnum(b)) {
                if (!isSeparator(b)) {
                    break;
                }
                continue;
            }
            hash = KeyWords.hash(hash, Bytes.lower(b));
            length++;
            byte kind = KeyWords.find(hash, length, array, at, isWordStart(array, from, at));
            if (kind != KeyWords.NOTHING) {
                found = kind;
                start = at;
            }
        }
        boolean harmless = found == KeyWords.NOTHING || isAsked(array, from, start) || isInData(array, from, start);
        return harmless ? KeyWords.NOTHING : found;
    }

    /** True at the first letter of {@code password} in {@code db.password}, {@code dbPassword} and {@code DBPassword}. */
    private static boolean isWordStart(byte[] array, int from, int at) {
        if (at == from || !Bytes.isAlnum(array[at - 1])) {
            return true;
        }
        if (!Bytes.is(array[at], Bytes.UPPER)) {
            return Bytes.isDigit(array[at - 1]);
        }
        return !Bytes.is(array[at - 1], Bytes.UPPER) || (at + 1 < array.length && Bytes.is(array[at + 1], Bytes.LOWER));
    }

    /** True if letters and digits go on before as no name has them: the end of something in base64. */
    private static boolean isInData(byte[] array, int from, int start) {
        int at = start;
        while (at > from && start - at < MIN_DATA && Bytes.is(array[at - 1], Bytes.ALNUM | Bytes.BASE64)) {
            at--;
        }
        return start - at == MIN_DATA && array[start - 1] != '/' && array[start - 1] != '=';
    }

    /** True if the word before makes a question of it: {@code has_password}, {@code resetPassword}. */
    private static boolean isAsked(byte[] array, int from, int start) {
        int end = start;
        int limit = Math.max(from, start - 2);
        while (end > limit && array[end - 1] != ' ' && isSeparator(array[end - 1])) {
            end--;
        }
        int at = end;
        int hash = 0;
        while (at > from && Bytes.isLetter(array[at - 1]) && end - at < KeyWords.MAX_LENGTH) {
            at--;
            hash = KeyWords.hash(hash, Bytes.lower(array[at]));
            if (isWordStart(array, from, at)) {
                break;
            }
        }
        return end > at && KeyWords.find(hash, end - at, array, at, true) == KeyWords.QUESTION;
    }
}

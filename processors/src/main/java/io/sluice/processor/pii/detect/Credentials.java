package io.sluice.processor.pii.detect;

import java.nio.charset.StandardCharsets;

/** Reads the values of headers that hold credentials (RFC 9110 section 11.4, RFC 6265 section 4). Reusable. */
final class Credentials {

    private static final int MIN_TOKEN = 8;
    private static final int LONG_TOKEN = 20;

    /** Schemes with one token behind them. */
    private static final byte[][] TOKEN_SCHEMES = Bytes.words(
            "bearer token apikey api-key key negotiate ntlm dpop gssapi kerberos sso jwt privatetoken sharedkey"
                    + " sharedkeylite");

    /** Schemes with parameters behind them. */
    private static final byte[][] PARAMETER_SCHEMES = Bytes.words(
            "digest aws4-hmac-sha256 aws4-ecdsa-p256-sha256 hawk oauth hoba mutual vapid signature googlelogin"
                    + " scram-sha-1 scram-sha-256 hmac-sha256 mac");

    private static final byte[] BASIC = "basic".getBytes(StandardCharsets.US_ASCII);

    private final Base64Stream decoded = new Base64Stream();
    private int start;
    private int end;

    /** Where what was found begins. */
    int start() {
        return start;
    }

    /** Behind what was found. */
    int end() {
        return end;
    }

    /** The value of Authorization or Proxy-Authorization that begins at an index. */
    boolean ofAuthorization(byte[] array, int first, int behind) {
        // A plus is a blank in a query.
        int from = first < behind && array[first] == '+' ? first + 1 : first;
        int word = Bytes.skip(array, from, behind, Bytes.LETTER | Bytes.DASH);
        boolean plus = word < behind && array[word] == '+' && isTokenScheme(array, from, word);
        word = plus ? word : Bytes.skip(array, from, behind, Bytes.TOKEN68);
        int next = plus ? word + 1 : word;
        while (next < behind && array[next] == ' ') {
            next++;
        }
        if (next == word || next == behind) {
            return take(from, word, word - from >= MIN_TOKEN && isRandom(array, from, word));
        }
        int token = Bytes.skip(array, next, behind, Bytes.TOKEN68);
        token -= token > next && array[token - 1] == '.' ? 1 : 0;
        if (isWord(array, from, word, BASIC)) {
            return take(next, token, token - next >= MIN_TOKEN && isBasic(array, next, token));
        }
        if (Bytes.isOne(array, from, word, TOKEN_SCHEMES)) {
            return ofParameters(array, next, behind)
                    || take(next, token, token - next >= MIN_TOKEN && !isProse(array, next, token, behind));
        }
        if (Bytes.isOne(array, from, word, PARAMETER_SCHEMES)) {
            return ofParameters(array, next, behind)
                    || take(next, token, token - next >= MIN_TOKEN && isRandom(array, next, token));
        }
        return take(
                        next,
                        token,
                        token - next >= MIN_TOKEN && isWordOfLetters(array, from, word) && isRandom(array, next, token))
                || take(from, word, word - from >= MIN_TOKEN && isRandom(array, from, word));
    }

    private static boolean isTokenScheme(byte[] array, int from, int word) {
        return isWord(array, from, word, BASIC) || Bytes.isOne(array, from, word, TOKEN_SCHEMES);
    }

    private boolean take(int from, int behind, boolean is) {
        start = from;
        end = behind;
        return is;
    }

    /** {@code name="text", name=token}, as long as commas follow. */
    private boolean ofParameters(byte[] array, int from, int behind) {
        int at = from;
        int last = from;
        while (at < behind) {
            int name = Bytes.skip(array, at, behind, Bytes.TOKEN);
            if (name == at || name == behind || array[name] != '=') {
                break;
            }
            int value = parameterEnd(array, name + 1, behind);
            if (value == name + 1 || (last == from && isPadding(array, name, value, behind))) {
                break;
            }
            last = value;
            at = value;
            while (at < behind && (array[at] == ',' || array[at] == ' ')) {
                at++;
            }
            if (at == value || array[value] != ',') {
                break;
            }
        }
        return take(from, last, last - from >= MIN_TOKEN);
    }

    /** True for the equals signs that base64 ends with. */
    private static boolean isPadding(byte[] array, int equals, int value, int behind) {
        return array[equals + 1] == '=' && (value == behind || value == equals + 2);
    }

    /** True for the first of two quotes that begin a text inside of CSV; two may be an empty one as well. */
    private static boolean isDoubled(byte[] array, int quote, int behind) {
        return quote + 2 < behind
                && array[quote + 1] == '"'
                && array[quote + 2] != ','
                && !Bytes.is(array[quote + 2], Bytes.BLANK | Bytes.QUOTE);
    }

    private static int parameterEnd(byte[] array, int from, int behind) {
        int at = from;
        while (at < behind && array[at] == '\\') {
            at++;
        }
        if (at < behind && array[at] == '"') {
            int slashes = at - from;
            int quotes = isDoubled(array, at, behind) ? 2 : 1;
            at += quotes;
            while (at < behind && array[at] != '"') {
                at++;
            }
            return Math.min(behind, at + quotes) - (at < behind || slashes == 0 ? 0 : slashes);
        }
        at = from;
        while (at < behind
                && !Bytes.is(array[at], Bytes.BLANK | Bytes.QUOTE)
                && array[at] != ','
                && array[at] != '<'
                && array[at] != '\\'
                && array[at] >= 0) {
            at++;
        }
        return at;
    }

    /** The value of Cookie or Set-Cookie: pairs, as long as semicolons follow. */
    boolean ofCookie(byte[] array, int from, int behind) {
        int at = from;
        int last = from;
        while (at < behind) {
            int name = at;
            while (name < behind && isCookieName(array[name])) {
                name++;
            }
            if (name == at || (last == from && (name == behind || array[name] != '='))) {
                break;
            }
            int value = name;
            while (value < behind && isCookieValue(array[value])) {
                value++;
            }
            last = value;
            if (value == behind || array[value] != ';') {
                break;
            }
            at = value + 1;
            while (at < behind && array[at] == ' ') {
                at++;
            }
        }
        return take(from, last, last - from >= MIN_TOKEN);
    }

    private static boolean isCookieName(byte b) {
        return Bytes.is(b, Bytes.TOKEN | Bytes.DOT) || b == '!' || b == '$' || b == '%' || b == '*' || b == '+';
    }

    private static boolean isCookieValue(byte b) {
        return b > ' ' && b != ';' && b != ',' && b != '\\' && b != '<' && b != '}' && !Bytes.is(b, Bytes.QUOTE);
    }

    /** The value of X-Api-Key. */
    boolean ofKey(byte[] array, int from, int behind) {
        int token = Bytes.skip(array, from, behind, Bytes.TOKEN68);
        return take(from, token, token - from >= MIN_TOKEN && !isProse(array, from, token, behind));
    }

    /** True if a token is base64 of a text with a colon. */
    boolean isBasic(byte[] array, int from, int behind) {
        decoded.set(array, from, behind);
        boolean colon = false;
        for (int b = decoded.next(); b >= 0; b = decoded.next()) {
            if (b < ' ') {
                return false;
            }
            colon |= b == ':';
        }
        return colon;
    }

    /** Behind a token68 (RFC 9110 section 11.2), whose equals signs are at its end; a full stop behind it is none of it. */
    static int tokenEnd(byte[] array, int from, int behind) {
        int at = from;
        while (at < behind && array[at] != '=' && Bytes.is(array[at], Bytes.TOKEN68)) {
            at++;
        }
        while (at < behind && array[at] == '=') {
            at++;
        }
        return at > from && array[at - 1] == '.' ? at - 1 : at;
    }

    /** True if a token is no word: it has digits, mixes cases within, or is long. */
    static boolean isRandom(byte[] array, int from, int behind) {
        if (behind - from >= LONG_TOKEN) {
            return true;
        }
        boolean lower = false;
        for (int i = from; i < behind; i++) {
            if (Bytes.isDigit(array[i]) || (lower && Bytes.is(array[i], Bytes.UPPER))) {
                return true;
            }
            lower |= Bytes.is(array[i], Bytes.LOWER);
        }
        return false;
    }

    /** True for a word of letters that more words follow. */
    private static boolean isProse(byte[] array, int from, int token, int behind) {
        return !isRandom(array, from, token)
                && token + 1 < behind
                && array[token] == ' '
                && Bytes.isLetter(array[token + 1]);
    }

    private static boolean isWordOfLetters(byte[] array, int from, int behind) {
        return behind > from && Bytes.skip(array, from, behind, Bytes.LETTER | Bytes.DASH) == behind;
    }

    private static boolean isWord(byte[] array, int from, int behind, byte[] word) {
        return behind - from == word.length && Bytes.startsWithAnyCase(array, from, behind, word);
    }
}

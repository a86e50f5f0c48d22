package io.sluice.processor.pii.detect;

/**
 * {@link Detector#URL_CREDENTIALS}: {@code user:password} of {@code scheme://user:password@host}, and {@code user/password} of Oracle. The
 * password may hold what it should not, an @ or a slash.
 */
final class UrlCredentialsFinder implements Finder {

    private static final byte[] ORACLE = Bytes.words("jdbc:oracle:")[0];
    /** As {@code oci8}. */
    private static final int MAX_KIND = 8;

    private static final int MAX_LOGIN = 256;

    @Override
    public void find(ScanText text, Hits hits) {
        byte[] array = text.array();
        int end = text.end();
        int noSignBefore = text.from();
        for (int at = text.from() + 1; at + 3 < end; at++) {
            if (array[at] != ':') {
                continue;
            }
            if (array[at + 1] != '/' || array[at + 2] != '/' || !isScheme(array[at - 1])) {
                at = Math.max(at, ofOracle(text, at, hits));
                continue;
            }
            int start = at + 3;
            int colon = -1;
            int sign = -1;
            int i = start;
            for (; i < end && isUserInfo(array[i]) && !endsAuthority(text, i); i++) {
                if (array[i] == '@') {
                    sign = i;
                } else if (array[i] == ':' && colon < 0) {
                    colon = i;
                }
            }
            if (sign < 0 && i >= noSignBefore && isPasswordBegun(array, start, colon, i, end)) {
                while (i < end && isUserInfo(array[i]) && array[i] != '@') {
                    i++;
                }
                noSignBefore = i < end && array[i] == '@' ? noSignBefore : i;
                i = lastSign(array, i, end);
                sign = i + 1 < end && array[i] == '@' && array[i - 1] != '/' && Bytes.isAlnum(array[i + 1]) ? i : -1;
            } else if (sign >= 0 && i < end && array[i] == '#') {
                // Of a decoded password rather than behind a host without a path.
                sign = lastSign(array, sign, end);
            }
            if (colon >= 0 && colon + 1 < sign && !isHidden(array, colon + 1, sign)) {
                hits.add(start, sign, Detector.URL_CREDENTIALS, Confidence.STRONG);
                at = sign;
            } else {
                at = start - 1;
            }
        }
    }

    /** Adds what is behind the colon of {@code jdbc:oracle:thin:user/password@host}; where it ends, or -1. */
    private static int ofOracle(ScanText text, int colon, Hits hits) {
        byte[] array = text.array();
        int kind = colon;
        while (colon - kind < MAX_KIND && Bytes.isAlnum(text.at(kind - 1))) {
            kind--;
        }
        if (kind == colon || !Bytes.endsWithAnyCase(array, text.from(), kind, ORACLE)) {
            return -1;
        }
        int limit = Math.min(text.end(), colon + MAX_LOGIN);
        int slash = Bytes.skip(array, colon + 1, limit, Bytes.TOKEN | Bytes.DOT);
        int sign = slash;
        while (sign < limit && array[sign] != '@' && isUserInfo(array[sign])) {
            sign++;
        }
        if (text.at(slash) != '/' || text.at(sign) != '@' || sign == slash + 1 || isHidden(array, slash + 1, sign)) {
            return -1;
        }
        hits.add(colon + 1, sign, Detector.URL_CREDENTIALS, Confidence.STRONG);
        return sign;
    }

    /** True for a sign that ends user and host, unless it stood there as an escape. */
    private static boolean endsAuthority(ScanText text, int at) {
        int b = text.at(at);
        return (b == '/' || b == '?' || b == '#') && !text.isEscapedSign(at);
    }

    /** The last @ before a slash that a host may be behind; the one at {@code first} if there is no other. */
    private static int lastSign(byte[] array, int first, int end) {
        int sign = first;
        for (int i = first; i + 1 < end && isUserInfo(array[i]) && array[i] != '/'; i++) {
            sign = array[i] == '@' && Bytes.isAlnum(array[i + 1]) ? i : sign;
        }
        return sign;
    }

    private static boolean isScheme(byte b) {
        return Bytes.isAlnum(b) || b == '+' || b == '-' || b == '.';
    }

    private static boolean isUserInfo(byte b) {
        return b > ' ' && b != '"' && b != '\'' && b != '`' && b != '<' && b != '>' && b != '\\' && b != 127;
    }

    /** True if a slash, question mark or hash at {@code stop} may belong to a password: what is before it is no port. */
    private static boolean isPasswordBegun(byte[] array, int start, int colon, int stop, int end) {
        return colon > start
                && stop < end
                && isUserInfo(array[stop])
                && array[start] != '['
                && (Bytes.skip(array, colon + 1, stop, Bytes.DIGIT) < stop
                        || (stop == colon + 1 && array[stop] != '/'));
    }

    private static boolean isHidden(byte[] array, int from, int end) {
        for (int i = from; i < end; i++) {
            if (array[i] != '*') {
                return false;
            }
        }
        return true;
    }
}

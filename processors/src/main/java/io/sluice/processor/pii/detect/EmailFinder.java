package io.sluice.processor.pii.detect;

/**
 * {@link Detector#EMAIL}: {@code local@domain.tld}, from the @ on in both directions. Versions, unit names and file names that hold an @
 * are none, nor are masked ones, {@code j***@example.com}.
 */
final class EmailFinder implements Finder {

    private static final int MAX_APOSTROPHES = 4;

    private static final int MAX_LOCAL = 64;
    private static final int MAX_DOMAIN = 253;

    /** Last labels that are no top-level domain but what files and units of systemd are called. */
    private static final byte[][] NO_DOMAINS = Bytes.words(
            "png jpg jpeg gif webp svg bmp ico avif heic tif tiff pdf js mjs cjs jsx tsx css scss html htm json"
                    + " xml yaml yml toml txt log jar war tgz tar gz bz2 xz lock class java kt exe dll service socket"
                    + " target timer mount slice scope device swap automount");

    private static final byte[][] NO_USERS = Bytes.words("git hg svn");

    @Override
    public void find(ScanText text, Hits hits) {
        byte[] array = text.array();
        int end = text.end();
        int least = text.from();
        for (int at = least; at < end; at++) {
            if (array[at] == '@') {
                int start = localStart(array, at, least, end);
                int behind = start < at ? domainEnd(array, at + 1, end) : -1;
                if (behind > 0) {
                    hits.add(start, behind, Detector.EMAIL, Confidence.STRONG);
                    least = behind;
                    at = behind - 1;
                }
            }
        }
    }

    /** Where the local part begins; {@code at} if there is none. */
    private static int localStart(byte[] array, int at, int least, int end) {
        int limit = Math.max(least, at - MAX_LOCAL - 1);
        int start = quotedStart(array, at, limit);
        if (start < at) {
            return start;
        }
        if (start > limit && array[start - 1] < 0) {
            return foreignStart(array, at, limit, end);
        }
        while (start > limit && isLocal(array, start - 1, limit)) {
            if (array[start - 1] == '%' && isEscapedBlank(array, start, at)) {
                start += 2;
                break;
            }
            start--;
        }
        if (at - start > MAX_LOCAL || (start > least && array[start - 1] == '*')) {
            return at;
        }
        while (start < at && !Bytes.isAlnum(array[start]) && array[start] != '_') {
            start++;
        }
        return isNoUser(array, start, at) || isPassword(array, start, least) ? at : start;
    }

    /** The opening quote of {@code "taro..yamada"@example.com}; {@code at} if there is none. */
    private static int quotedStart(byte[] array, int at, int limit) {
        int start = at - 1;
        if (start < limit || array[start] != '"') {
            return at;
        }
        do {
            start--;
        } while (start >= limit && array[start] != '"' && array[start] >= ' ' && array[start] != '\\');
        return start >= limit && start < at - 2 && array[start] == '"' ? start : at;
    }

    /**
     * Where a local part begins that does not end in ASCII: {@code 山田@example.jp}. Prose goes on like that before the name of a host: asks
     * for a domain as organizations have them, and no particle before the @. {@code at} if there is none.
     */
    private static int foreignStart(byte[] array, int at, int limit, int end) {
        int start = at;
        while (start > limit
                && (array[start - 1] < 0 || isLocal(array, start - 1, limit))
                && !isForeignSign(array, start)) {
            start--;
        }
        while (start < at && (array[start] & 0xc0) == 0x80) {
            start++;
        }
        return isParticle(array, at) || !isShortDomain(array, at + 1, end) ? at : start;
    }

    /** True behind a sign, blank or bracket of Japanese: U+3000 to U+303F but for 々, or of full width. */
    private static boolean isForeignSign(byte[] array, int end) {
        if (end < 3 || array[end - 1] >= 0) {
            return false;
        }
        int first = array[end - 3] & 0xff;
        int second = array[end - 2] & 0xff;
        int last = array[end - 1] & 0xff;
        return (first == 0xe3 && second == 0x80 && last != 0x85) || (first == 0xef && second == 0xbc);
    }

    /** True behind は, へ or を. */
    private static boolean isParticle(byte[] array, int end) {
        int last = array[end - 1] & 0xff;
        boolean kana = end >= 3 && (array[end - 3] & 0xff) == 0xe3;
        int second = end >= 2 ? array[end - 2] & 0xff : 0;
        return kana && ((second == 0x81 && (last == 0xaf || last == 0xb8)) || (second == 0x82 && last == 0x92));
    }

    /** True for {@code example.jp} and {@code example.co.jp}, but not for {@code db01.example.jp}. */
    private static boolean isShortDomain(byte[] array, int from, int behind) {
        int labels = 0;
        int middle = 0;
        int at = from;
        while (labels < 4) {
            int end = Bytes.skip(array, at, behind, Bytes.TOKEN);
            if (end == at) {
                return false;
            }
            labels++;
            if (labels == 2) {
                middle = end - at;
            }
            if (end >= behind - 1 || array[end] != '.' || !Bytes.isAlnum(array[end + 1])) {
                break;
            }
            at = end + 1;
        }
        return labels == 2 || (labels == 3 && middle == 2);
    }

    private static boolean isLocal(byte[] array, int i, int limit) {
        int b = array[i];
        return Bytes.is(b, Bytes.TOKEN)
                || b == '.'
                || b == '+'
                || b == '%'
                || (b == '\'' && isApostrophe(array, i, limit));
    }

    /** True for one between letters, or for the two or four that layers of SQL have for it. */
    private static boolean isApostrophe(byte[] array, int i, int limit) {
        int before = i - 1;
        while (before > limit && array[before] == '\'' && i - before < MAX_APOSTROPHES) {
            before--;
        }
        int behind = i + 1;
        while (array[behind] == '\'' && behind - i < MAX_APOSTROPHES) {
            behind++;
        }
        return before >= limit
                && behind - before - 1 <= MAX_APOSTROPHES
                && Bytes.isLetter(array[before])
                && Bytes.isLetter(array[behind]);
    }

    /** True if the two digits of an escape are there, and say what no local part has. */
    private static boolean isEscapedBlank(byte[] array, int digits, int at) {
        if (at - digits < 2) {
            return false;
        }
        int high = Bytes.hex(array[digits]);
        int low = Bytes.hex(array[digits + 1]);
        int c = high << 4 | low;
        return high >= 0 && low >= 0 && !(c < 128 && (Bytes.is(c, Bytes.TOKEN) || c == '.' || c == '+' || c == '%'));
    }

    private static boolean isNoUser(byte[] array, int start, int at) {
        for (byte[] user : NO_USERS) {
            if (user.length == at - start && Bytes.startsWithAnyCase(array, start, at, user)) {
                return true;
            }
        }
        return false;
    }

    /** True for what stands behind the colon of a URL's user: not the @ of a mail address follows it but that of a host. */
    private static boolean isPassword(byte[] array, int start, int least) {
        if (start - 1 < least || array[start - 1] != ':') {
            return false;
        }
        int limit = Math.max(least, start - 2 - MAX_LOCAL);
        int at = start - 2;
        while (at >= limit && (Bytes.is(array[at], Bytes.TOKEN) || array[at] == '.' || array[at] == '%')) {
            at--;
        }
        return at - 2 >= least && array[at] == '/' && array[at - 1] == '/' && array[at - 2] == ':';
    }

    /** Where the domain ends that begins at an index; -1 if none does. */
    private static int domainEnd(byte[] array, int from, int end) {
        int limit = Math.min(end, from + MAX_DOMAIN + 1);
        boolean ascii = from < end && array[from] >= 0;
        int run = from;
        while (run < limit
                && (Bytes.isAlnum(array[run])
                        || array[run] == '-'
                        || array[run] == '_'
                        || array[run] == '.'
                        || (!ascii && array[run] < 0))) {
            run++;
        }
        if (run == from || array[from] == '.' || array[from] == '-' || isVersion(array, from, run)) {
            return -1;
        }
        for (int dot = run - 1; dot > from; dot--) {
            if (array[dot] == '.' && array[dot - 1] != '.') {
                int behind = topLevelEnd(array, dot + 1, run);
                if (behind > 0) {
                    return behind - from > MAX_DOMAIN ? -1 : behind;
                }
            }
        }
        return -1;
    }

    private static int topLevelEnd(byte[] array, int start, int run) {
        if (run - start > 4 && array[start] == 'x' && array[start + 1] == 'n' && array[start + 2] == '-') {
            return Bytes.skip(array, start, run, Bytes.ALNUM | Bytes.DASH);
        }
        int behind = Bytes.skip(array, start, run, Bytes.LETTER);
        if (behind - start < 2 || (behind < run && (Bytes.isDigit(array[behind]) || array[behind] < 0))) {
            return -1;
        }
        for (byte[] word : NO_DOMAINS) {
            if (word.length == behind - start && Bytes.startsWithAnyCase(array, start, behind, word)) {
                return -1;
            }
        }
        return behind;
    }

    /** True for what begins as 1.2.3 or v1.2.3 do. */
    private static boolean isVersion(byte[] array, int from, int end) {
        int at = array[from] == 'v' ? from + 1 : from;
        for (int part = 0; part < 2; part++) {
            int dot = Bytes.skip(array, at, end, Bytes.DIGIT);
            if (dot == at || dot == end || array[dot] != '.') {
                return false;
            }
            at = dot + 1;
        }
        return at < end && Bytes.isDigit(array[at]);
    }
}

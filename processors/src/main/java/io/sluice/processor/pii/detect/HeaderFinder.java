package io.sluice.processor.pii.detect;

import java.nio.charset.StandardCharsets;

/**
 * {@link Detector#AUTHORIZATION}: credentials behind the name of a header, be it in a line, JSON, a map's text or the text's key; and behind
 * {@code Bearer} and {@code Basic} wherever they stand. Only the credentials are found, not the scheme.
 */
final class HeaderFinder implements Finder {

    private static final byte[] BEARER = "bearer".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BASIC = "basic".getBytes(StandardCharsets.US_ASCII);
    private static final int MIN_TOKEN = 8;
    private static final int MAX_GAP = 12;

    private final Credentials credentials = new Credentials();

    @Override
    public void find(ScanText text, Hits hits) {
        byte[] array = text.array();
        int end = text.end();
        Header ofKey = Header.ofKey(text.key(), text.keyFrom(), text.keyEnd());
        int at = text.from();
        if (ofKey != null) {
            at = add(text, ofKey, skipOpening(array, at, end), hits);
        }
        while (at < end) {
            int behind = at + 1;
            switch (array[at]) {
                case 'z', 'Z', 'k', 'K' -> {
                    Header header = Header.at(text, at);
                    int value = header == null ? -1 : valueStart(array, header.end(at), end);
                    if (header != null && value > 0) {
                        behind = Math.max(behind, add(text, header, value, hits));
                    }
                }
                case 'b', 'B' -> behind = Math.max(behind, addBare(text, at, hits));
                default -> {}
            }
            at = behind;
        }
    }

    /** Adds the credentials that begin at an index, and returns where to go on. */
    private int add(ScanText text, Header header, int start, Hits hits) {
        boolean found = switch (header) {
            case AUTHORIZATION -> credentials.ofAuthorization(text.array(), start, text.end());
            case COOKIE -> credentials.ofCookie(text.array(), start, text.end());
            case API_KEY -> credentials.ofKey(text.array(), start, text.end());
        };
        if (!found) {
            return start;
        }
        hits.add(credentials.start(), credentials.end(), Detector.AUTHORIZATION, Confidence.STRONG);
        return credentials.end();
    }

    private int addBare(ScanText text, int at, Hits hits) {
        byte[] array = text.array();
        boolean basic = Bytes.startsWithAnyCase(array, at, text.end(), BASIC);
        if ((!basic && !Bytes.startsWithAnyCase(array, at, text.end(), BEARER)) || Bytes.isAlnum(text.at(at - 1))) {
            return at + 1;
        }
        int blank = at + (basic ? BASIC.length : BEARER.length);
        // A plus is a blank in a query.
        if (text.at(blank) != ' ' && text.at(blank) != '+') {
            return blank;
        }
        int start = blank + 1;
        int behind = Credentials.tokenEnd(array, start, text.end());
        boolean found = behind - start >= MIN_TOKEN
                && (array[behind - 1] != '=' || !Bytes.isAlnum(text.at(behind)))
                && (basic ? credentials.isBasic(array, start, behind) : Credentials.isRandom(array, start, behind));
        if (found) {
            hits.add(start, behind, Detector.AUTHORIZATION, Confidence.STRONG);
        }
        return behind;
    }

    /** Where the value begins behind a header's name: past a colon, an equals sign, an arrow or a closing tag; -1 if there is none. */
    private static int valueStart(byte[] array, int nameEnd, int end) {
        int limit = Math.min(end, nameEnd + MAX_GAP);
        int at = nameEnd;
        boolean quoted = false;
        while (at < limit && isDecoration(array[at])) {
            quoted |= Bytes.is(array[at], Bytes.QUOTE);
            at++;
        }
        if (at >= limit || !isSeparator(array[at], quoted)) {
            return -1;
        }
        at++;
        if (at < end && array[at] == '>') {
            at++;
        }
        return skipOpening(array, at, end);
    }

    private static boolean isSeparator(byte b, boolean quoted) {
        return b == ':' || b == '=' || b == '>' || (b == ',' && quoted);
    }

    private static boolean isDecoration(byte b) {
        return b == ' ' || b == '\t' || b == '\\' || b == ']' || Bytes.is(b, Bytes.QUOTE);
    }

    private static int skipOpening(byte[] array, int from, int end) {
        int limit = Math.min(end, from + MAX_GAP);
        int at = from;
        while (at < limit && (isOpening(array, at, end) || array[at] == '[' || array[at] == '(' || array[at] == '{')) {
            at++;
        }
        return at;
    }

    /** True for a blank, a quote, and the backslashes before it; others are escapes of what is seen in the text's next normal form. */
    private static boolean isOpening(byte[] array, int at, int end) {
        return isDecoration(array[at])
                && (array[at] != '\\'
                        || (at + 1 < end && (array[at + 1] == '\\' || Bytes.is(array[at + 1], Bytes.QUOTE))));
    }
}

package io.sluice.processor.pii.detect;

/**
 * {@link Detector#JWT}: three parts, or five of a JWE, whose first is a JSON object with "alg". One that was cut off within its payload
 * counts as well.
 */
final class JwtFinder implements Finder {

    private static final int MIN_HEADER = 16;
    private static final int MAX_PARTS = 5;

    private final Base64Stream header = new Base64Stream();

    @Override
    public void find(ScanText text, Hits hits) {
        byte[] array = text.array();
        int end = text.end();
        for (int at = text.from(); at + MIN_HEADER < end; at++) {
            if (array[at] != 'e' || (array[at + 1] != 'y' && array[at + 1] != 'w') || Bytes.isAlnum(text.at(at - 1))) {
                continue;
            }
            int dot = Bytes.skip(array, at, end, Bytes.TOKEN);
            int behind = dot;
            if (dot < end && array[dot] == '.' && dot - at >= MIN_HEADER && isHeader(array, at, dot)) {
                behind = partsEnd(array, dot, end);
                if (behind > dot) {
                    hits.add(at, behind, Detector.JWT, Confidence.STRONG);
                }
            }
            at = Math.max(at, behind - 1);
        }
    }

    private boolean isHeader(byte[] array, int from, int end) {
        header.set(array, from, end);
        if (header.next() != '{') {
            return false;
        }
        int last = '{';
        int matched = 0;
        boolean named = false;
        for (int b = header.next(); b >= 0; b = header.next()) {
            matched = matched < 5 && b == "\"alg\"".charAt(matched) ? matched + 1 : b == '"' ? 1 : 0;
            if (matched == 5) {
                named = true;
                matched = 0;
            }
            last = b > ' ' ? b : last;
        }
        return named && last == '}' && header.isWhole();
    }

    /** Where the parts behind a header end; the header's own end if they are none of a token. */
    private static int partsEnd(byte[] array, int dot, int end) {
        int parts = 1;
        int at = dot;
        while (parts < MAX_PARTS && at < end && array[at] == '.') {
            int behind = Bytes.skip(array, at + 1, end, Bytes.TOKEN);
            boolean empty = behind == at + 1;
            if (empty && !(parts == 1 && behind < end && array[behind] == '.')) {
                break;
            }
            at = behind;
            parts++;
        }
        if (parts >= 3) {
            return at;
        }
        if (parts == 2 && at < end && array[at] == '.') {
            return at + 1;
        }
        boolean payload = dot + 2 < end && array[dot + 1] == 'e' && array[dot + 2] == 'y';
        return parts == 2 && payload ? at : dot;
    }
}

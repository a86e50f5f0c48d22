package io.sluice.processor.pii.detect;

/**
 * {@link Detector#PRIVATE_KEY}: from the dashes before BEGIN to those behind the next END of a private key. One without an END goes to the
 * next quote, or to the text's end.
 */
final class PrivateKeyFinder implements Finder {

    private static final String BEGIN = "BEGIN";
    private static final String END = "END";
    private static final String PRIVATE = "PRIVATE";
    private static final String KEY = "KEY";
    private static final int MAX_LABEL = 48;

    @Override
    public void find(ScanText text, Hits hits) {
        byte[] array = text.array();
        int end = text.end();
        int at = text.from();
        int behindLast = at;
        while (at < end) {
            int head = array[at] == '-' && (at == behindLast || text.at(at - 1) != '-') ? lineEnd(text, at, BEGIN) : -1;
            if (head < 0) {
                at++;
            } else {
                int behind = keyEnd(text, head);
                hits.add(at, behind, Detector.PRIVATE_KEY, Confidence.STRONG);
                at = behind;
                behindLast = behind;
            }
        }
    }

    private static int keyEnd(ScanText text, int head) {
        byte[] array = text.array();
        int quote = text.end();
        for (int i = head; i < text.end(); i++) {
            if (array[i] == '-' && text.at(i - 1) != '-') {
                int behind = lineEnd(text, i, END);
                if (behind > 0) {
                    return behind;
                }
            } else if (quote == text.end() && (array[i] == '"' || array[i] == '\'')) {
                quote = i;
            }
        }
        while (quote > head && quote < text.end() && array[quote - 1] == '\\') {
            quote--;
        }
        return quote;
    }

    /** Behind a line {@code -----BEGIN ANY PRIVATE KEY-----} whose dashes begin at an index; -1 if none does. */
    private static int lineEnd(ScanText text, int dash, String word) {
        byte[] array = text.array();
        int limit = Math.min(text.end(), dash + MAX_LABEL);
        int at = dash;
        while (at < limit && array[at] == '-') {
            at++;
        }
        int dashes = at - dash;
        if (dashes < 4) {
            return -1;
        }
        at += isGap(text.at(at)) ? 1 : 0;
        if (!Bytes.startsWith(text, at, word)) {
            return -1;
        }
        boolean isPrivate = false;
        boolean isKey = false;
        while (at < limit && array[at] != '-') {
            isPrivate |= array[at] == 'P' && Bytes.startsWith(text, at, PRIVATE);
            isKey |= isPrivate && array[at] == 'K' && Bytes.startsWith(text, at, KEY);
            if (!Bytes.is(array[at], Bytes.UPPER | Bytes.DIGIT) && !isGap(array[at])) {
                return -1;
            }
            at++;
        }
        if (!isKey || at == limit) {
            return -1;
        }
        int behind = at;
        while (behind < text.end() && array[behind] == '-') {
            behind++;
        }
        int next = behind + (isGap(text.at(behind)) ? 1 : 0);
        // The dashes of another key may follow directly.
        boolean another = behind - at == 2 * dashes && word.equals(END) && Bytes.startsWith(text, next, BEGIN);
        return another ? at + dashes : behind;
    }

    private static boolean isGap(int b) {
        return b == ' ' || b == '+' || b == '_';
    }
}

package io.sluice.processor.pii.detect;

/** {@link Detector#VENDOR_TOKEN}: client secret of Azure, whose fourth to sixth characters are a digit, Q and a tilde. */
final class AzureSecretFinder implements Finder {

    private static final int KINDS = Bytes.TOKEN | Bytes.DOT;
    private static final int BEFORE = 4;
    private static final int MIN_BEHIND = 31;
    private static final int MAX_BEHIND = 34;
    private static final double BITS = 3;

    private final Entropy entropy = new Entropy();

    @Override
    public void find(ScanText text, Hits hits) {
        byte[] array = text.array();
        for (int at = text.from() + BEFORE; at + 1 < text.end(); at++) {
            if (array[at] != 'Q' || array[at + 1] != '~' || !Bytes.isDigit(array[at - 1])) {
                continue;
            }
            int start = at - BEFORE;
            int limit = Math.min(text.end(), at + 2 + MAX_BEHIND + 1);
            int behind = Bytes.skip(array, at + 2, limit, KINDS);
            while (behind > at + 2 && (array[behind - 1] == '.' || array[behind - 1] == '-')) {
                behind--;
            }
            int length = behind - at - 2;
            if (length >= MIN_BEHIND
                    && length <= MAX_BEHIND
                    && Bytes.skip(array, start, at, KINDS) == at
                    && !Bytes.isAlnum(text.at(start - 1))
                    && entropy.isAtLeast(BITS, array, start, behind)) {
                hits.add(start, behind, Detector.VENDOR_TOKEN, Confidence.STRONG);
                at = behind - 1;
            }
        }
    }
}

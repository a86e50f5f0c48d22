package io.sluice.processor.pii.detect;

/** {@link Detector#SLACK_TOKEN}: the path of a webhook, which is all that it takes to post. */
final class SlackWebhookFinder implements Finder {

    private static final String HOST = "hooks.slack";
    private static final int MAX_SUFFIX = 10;
    private static final int MIN_PATH = 24;

    @Override
    public void find(ScanText text, Hits hits) {
        byte[] array = text.array();
        for (int at = text.from(); at < text.end(); at++) {
            if (array[at] != 'h' || !Bytes.startsWith(text, at, HOST)) {
                continue;
            }
            int slash = at + HOST.length();
            int limit = Math.min(text.end(), slash + MAX_SUFFIX);
            while (slash < limit && array[slash] != '/') {
                slash++;
            }
            if (slash < limit) {
                int behind = slash + 1;
                while (behind < text.end() && (Bytes.is(array[behind], Bytes.TOKEN) || array[behind] == '/')) {
                    behind++;
                }
                if (behind - slash > MIN_PATH) {
                    hits.add(slash + 1, behind, Detector.SLACK_TOKEN, Confidence.STRONG);
                }
                at = behind - 1;
            }
        }
    }
}

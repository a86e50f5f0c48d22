package io.sluice.processor.pii.detect;

/**
 * Looks through how a text is written: finds in its normal form, and in the normal form of that, for texts in texts are escaped twice.
 * Findings are places in the text again, and none begins or ends within an escape. Threads: one at a time.
 */
final class NormalForms {

    private final Finders finders;
    private final Normalizer first = new Normalizer();
    private final Normalizer second = new Normalizer();

    NormalForms(Finders finders) {
        this.finders = finders;
    }

    /** Adds to what was found in a text what is found in its normal forms. */
    void find(ScanText text, Hits hits) {
        if (!first.run(text.array(), text.from(), text.end())) {
            return;
        }
        for (int i = 0; i < hits.size(); i++) {
            hits.move(
                    i,
                    first.sourceStart(first.indexAtOrBehind(hits.start(i))),
                    first.sourceEnd(first.indexAtOrBehind(hits.end(i))));
        }
        int known = hits.size();
        boolean special = finders.find(text.setForm(first), hits);
        for (int i = known; i < hits.size(); i++) {
            hits.move(i, first.sourceStart(hits.start(i)), first.sourceEnd(hits.end(i)));
        }
        if (special && second.run(first.array(), 0, first.length())) {
            findInSecond(text, hits);
        }
        // They take six times as much as the text, and are in the way of what is written next.
        boolean large = first.trim();
        second.trim();
        if (large) {
            text.clear();
        }
    }

    private void findInSecond(ScanText text, Hits hits) {
        for (int i = 0; i < hits.size(); i++) {
            int start = second.indexAtOrBehind(first.indexAtOrBehind(hits.start(i)));
            int end = second.indexAtOrBehind(first.indexAtOrBehind(hits.end(i)));
            hits.move(i, first.sourceStart(second.sourceStart(start)), first.sourceEnd(second.sourceEnd(end)));
        }
        int known = hits.size();
        finders.find(text.setForm(second), hits);
        for (int i = known; i < hits.size(); i++) {
            hits.move(
                    i,
                    first.sourceStart(second.sourceStart(hits.start(i))),
                    first.sourceEnd(second.sourceEnd(hits.end(i))));
        }
    }
}

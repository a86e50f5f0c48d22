package io.sluice.processor.pii.detect;

/**
 * Looks through how a text is written: finds in its normal form, in the normal form of that, and so on, for texts in texts are escaped
 * several times. Findings are places in the text again, and none begins or ends within an escape. Threads: one at a time.
 */
final class NormalForms {

    /** Layers of escapes that are resolved. */
    private static final int MAX_FORMS = 6;

    /** Layers that are resolved of a longer text than {@link #SHORT}; each takes three times as much memory as the text. */
    private static final int MAX_FORMS_OF_LONG = 2;

    private static final int SHORT = 1 << 20;

    private final Finders finders;
    /** Each is made of the one before, the first of the text. */
    private final Normalizer[] forms = new Normalizer[MAX_FORMS];

    private int made;

    NormalForms(Finders finders) {
        this.finders = finders;
        for (int i = 0; i < MAX_FORMS; i++) {
            forms[i] = new Normalizer();
        }
    }

    /** Adds to what was found in a text what is found in its normal forms. */
    void find(ScanText text, Hits hits) {
        int most = text.end() - text.from() <= SHORT ? MAX_FORMS : MAX_FORMS_OF_LONG;
        boolean special = true;
        made = 0;
        while (special && made < most && forms[made].run(text.array(), text.from(), text.end())) {
            Normalizer form = forms[made++];
            for (int i = 0; i < hits.size(); i++) {
                hits.move(i, sourceStart(indexAtOrBehind(hits.start(i))), sourceEnd(indexAtOrBehind(hits.end(i))));
            }
            int known = hits.size();
            special = finders.find(text.setForm(form), hits);
            for (int i = known; i < hits.size(); i++) {
                hits.move(i, sourceStart(hits.start(i)), sourceEnd(hits.end(i)));
            }
        }
        // They are in the way of what is written next.
        boolean large = false;
        for (int i = 0; i < made; i++) {
            large |= forms[i].trim();
        }
        if (large) {
            text.clear();
        }
    }

    /** The first index of the last form whose byte began at or behind a place in the text. */
    private int indexAtOrBehind(int source) {
        int index = source;
        for (int i = 0; i < made; i++) {
            index = forms[i].indexAtOrBehind(index);
        }
        return index;
    }

    /** Where in the text the byte at an index of the last form began. */
    private int sourceStart(int index) {
        int source = index;
        for (int i = made - 1; i >= 0; i--) {
            source = forms[i].sourceStart(source);
        }
        return source;
    }

    /** Where in the text what is before an index of the last form ended. */
    private int sourceEnd(int index) {
        int source = index;
        for (int i = made - 1; i >= 0; i--) {
            source = forms[i].sourceEnd(source);
        }
        return source;
    }
}

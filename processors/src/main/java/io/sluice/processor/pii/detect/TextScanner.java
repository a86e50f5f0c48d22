package io.sluice.processor.pii.detect;

import java.util.Set;

/**
 * Finds personal data and secrets in texts. One per thread.
 *
 * <p>Time is linear in the text's length; a text of any content is scanned, well-formed or not.
 */
public final class TextScanner {

    private final Finders finders;
    private final NormalForms forms = new NormalForms();
    private final MaskedTokens masked = new MaskedTokens();
    private final ScanText text = new ScanText();
    private int suspected;

    /** @param enabled the detectors to run */
    public TextScanner(Set<Detector> enabled) {
        this.finders = new Finders(enabled);
    }

    /**
     * Finds what is in a text. The findings are ranges of the text as it is given, {@linkplain Hits#resolve resolved}: sorted, and no two
     * overlap. Nothing is found in what {@linkplain MaskedTokens masked text} says stood there.
     *
     * @param key the array that holds the key that the text is the value of, from {@code keyFrom} to {@code keyEnd}; empty if none
     * @param genuine says of brackets that may have been made up whether they may stay
     */
    public void scan(
            byte[] array,
            int from,
            int end,
            byte[] key,
            int keyFrom,
            int keyEnd,
            MaskedTokens.Genuine genuine,
            Hits hits) {
        find(array, from, end, key, keyFrom, keyEnd, genuine, hits);
        hits.resolve();
    }

    /** As {@link #scan}, but the findings are in no order, and may overlap until they are {@linkplain Hits#resolve resolved}. */
    public void find(
            byte[] array,
            int from,
            int end,
            byte[] key,
            int keyFrom,
            int keyEnd,
            MaskedTokens.Genuine genuine,
            Hits hits) {
        hits.clear();
        text.set(array, from, end).setKey(key, keyFrom, keyEnd);
        if (finders.find(text, hits)) {
            findInForms(hits);
        }
        masked.cut(array, from, end, genuine, hits);
    }

    /** Adds to what was found in the text what is found in its normal forms. No finding begins or ends within an escape. */
    private void findInForms(Hits hits) {
        forms.begin(text.array(), text.from(), text.end());
        boolean special = true;
        while (special && forms.next()) {
            for (int i = 0; i < hits.size(); i++) {
                hits.move(
                        i,
                        forms.sourceStart(forms.indexAtOrBehind(hits.start(i))),
                        forms.sourceEnd(forms.indexAtOrBehind(hits.end(i))));
            }
            int known = hits.size();
            special = finders.find(text.setForm(forms.last()), hits);
            for (int i = known; i < hits.size(); i++) {
                hits.move(i, forms.sourceStart(hits.start(i)), forms.sourceEnd(hits.end(i)));
            }
        }
        if (forms.trim()) {
            text.clear();
        }
    }

    /**
     * Looks once at each byte of a text; false if there is nothing to be found in it. If not, {@link #holdsNothing} says more.
     *
     * @param byKey false if the key is surely not {@linkplain #isTelling telling}
     */
    public boolean mayHold(byte[] array, int from, int end, byte[] key, int keyFrom, int keyEnd, boolean byKey) {
        text.set(array, from, end).setKey(key, keyFrom, keyEnd);
        suspected = finders.look(text, byKey) & finders.all();
        return suspected != 0 || finders.isSpecial();
    }

    /** True if the text that {@link #mayHold} was asked about just before may have another {@linkplain NormalForms normal form}. */
    public boolean mayHaveForms() {
        return finders.isSpecial();
    }

    /** True if the text that {@link #mayHold} was asked about just before may have a sign between a key and a value, in some normal form. */
    public boolean mayHoldKeys() {
        return finders.isSeparated();
    }

    /**
     * True if {@link #scan} would find nothing in the text that {@link #mayHold} was asked about just before, even if it held no masked text.
     *
     * @param hits for its use
     */
    public boolean holdsNothing(Hits hits) {
        hits.clear();
        boolean special = finders.isSpecial();
        finders.find(text, suspected, hits);
        if (hits.size() == 0 && special) {
            findInForms(hits);
        }
        return hits.size() == 0;
    }

    /**
     * True if in the text that {@link #mayHold} was asked about just before, and in each that differs from it in digits alone, there can be
     * nothing but numbers; and nothing at all if {@link #mayHold} was false.
     */
    public boolean holdsNumbersAtMost() {
        return (suspected & ~Signs.NUMBERS) == 0 && !finders.isSpecial();
    }

    /** What is known of the letters of the text that {@link #mayHold} was asked about just before, for {@link #holdsNoNumbers}. */
    public int letters() {
        return finders.letters();
    }

    /**
     * True if {@link #scan} would find nothing in a text of which {@link #holdsNumbersAtMost} is true.
     *
     * @param keyFrom where the key begins that the text is the value of, in the same array
     * @param letters what {@link #letters} said of it, or of one that differs from it in digits alone
     * @param hits for its use
     */
    public boolean holdsNoNumbers(byte[] array, int from, int end, int keyFrom, int keyEnd, int letters, Hits hits) {
        hits.clear();
        text.set(array, from, end).setKey(array, keyFrom, keyEnd);
        if (letters != 0) {
            text.setLetters(letters);
        }
        finders.find(text, Signs.NUMBERS, hits);
        return hits.size() == 0;
    }

    /**
     * True if texts of a key have to be scanned whatever {@link Triggers} says of them: the key gives away what they are.
     */
    public static boolean isTelling(byte[] key, int from, int end) {
        return Header.ofKey(key, from, end) != null
                || AwsSecretFinder.isNamed(key, from, end)
                || MacFinder.isNamed(key, from, end)
                || KeywordContext.ofKey(key, from, end) != 0;
    }
}

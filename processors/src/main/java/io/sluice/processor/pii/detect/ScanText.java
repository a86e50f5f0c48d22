package io.sluice.processor.pii.detect;

import org.jspecify.annotations.Nullable;

/**
 * A text in normal form, as finders see it: full-width forms and hyphen variants are ASCII, percent-, {@code \}{@code u}- and
 * backslash-escapes are resolved, zero-width characters are gone. Other characters stay in UTF-8 and are no part of any word.
 *
 * <p>Beside it the key that the text is the value of, if any, in any case.
 */
final class ScanText {

    private static final byte[] NOTHING = {};

    private byte[] array = NOTHING;
    private int from;
    private int end;
    private byte[] key = NOTHING;
    private int keyFrom;
    private int keyEnd;
    private int letters;
    private @Nullable Normalizer form;

    ScanText set(byte[] textArray, int textFrom, int textEnd) {
        form = null;
        array = textArray;
        from = textFrom;
        end = textEnd;
        letters = 0;
        return this;
    }

    /** Forgets the text. */
    void clear() {
        set(NOTHING, 0, 0);
    }

    /** Sets the normal form that was made last. */
    ScanText setForm(Normalizer made) {
        set(made.array(), 0, made.length());
        form = made;
        return this;
    }

    /** True if what is at an index is a sign of ASCII that stood there as an escape that no string demands, such as {@code %26}. */
    boolean isEscapedSign(int index) {
        Normalizer made = form;
        return made != null && index >= from && index < end && made.isEscapedSign(index);
    }

    /** Says of what key this is the value; an empty one if there is none. */
    ScanText setKey(byte[] keyArray, int start, int behind) {
        key = keyArray;
        keyFrom = start;
        keyEnd = behind;
        return this;
    }

    byte[] array() {
        return array;
    }

    int from() {
        return from;
    }

    int end() {
        return end;
    }

    byte[] key() {
        return key;
    }

    int keyFrom() {
        return keyFrom;
    }

    int keyEnd() {
        return keyEnd;
    }

    /** Says what {@link LetterSigns#lettersOf} says of the text, so that it needs no second look. */
    void setLetters(int ofText) {
        letters = LetterSigns.KNOWN | ofText;
    }

    /** The {@linkplain LetterSigns#lettersOf letters} of text and key. */
    int letters() {
        if (letters == 0) {
            setLetters(LetterSigns.lettersOf(array, from, end));
        }
        return letters | LetterSigns.lettersOf(key, keyFrom, keyEnd);
    }

    /** The byte at an index, or 0 outside the text. */
    int at(int index) {
        return index >= from && index < end ? array[index] : 0;
    }
}

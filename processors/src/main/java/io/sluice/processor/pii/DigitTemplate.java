package io.sluice.processor.pii;

import io.sluice.processor.value.Digits;
import io.sluice.processor.value.ShortBytes;

/**
 * A field of a message in which nothing was found, of a place where another one comes nearly every time: {@code user-1234567}, {@code
 * /v1/images/123456789}. Such fields often differ in their digits alone, and then nothing but what their numbers mean has to be looked at
 * anew, if there are enough digits to mean anything. Threads: one worker's.
 */
final class DigitTemplate {

    private static final int MAX_LENGTH = 128;

    /** Another field takes its place once in so many times, lest much is copied where they differ in more than digits. */
    private static final int TRIES = 8;

    private final byte[] bytes = new byte[MAX_LENGTH];
    /** 0 if there is no field. */
    private int length;

    private int link;
    private int context;
    private int key;
    private int keyLength;
    private int text;
    private int letters;
    private boolean numbers;
    private int next;
    private int tries;

    /**
     * True if a field of a place is this one but for digits of its text.
     *
     * @param itsLink the {@linkplain KnownFields#link link} that leads to the place
     * @param itsContext what the field means, and under which policy
     */
    boolean matches(int itsLink, int itsContext, byte[] array, int from, int end) {
        return length == end - from
                && link == itsLink
                && context == itsContext
                && ShortBytes.equal(bytes, 0, array, from, text)
                && Digits.equalButForDigits(bytes, text, array, from + text, length - text);
    }

    /** Where the key begins, from the field's beginning on. */
    int key() {
        return key;
    }

    /** Behind the key. */
    int keyEnd() {
        return key + keyLength;
    }

    /** Where the text begins, from the field's beginning on. */
    int text() {
        return text;
    }

    /** What letters the text has, as the scanner told it. */
    int letters() {
        return letters;
    }

    /** True if in a field that differs in digits what its numbers mean is to be looked at. */
    boolean hasNumbers() {
        return numbers;
    }

    /** The link that what comes next follows. */
    int next() {
        return next;
    }

    /**
     * Offers another field; true if it is taken, so that {@link #setText} is to follow.
     *
     * @param itsNext the link that what comes next follows
     */
    boolean offer(int itsLink, int itsContext, byte[] array, int from, int end, int itsNext) {
        if (end - from > MAX_LENGTH || ++tries % TRIES != 0) {
            return false;
        }
        length = end - from;
        System.arraycopy(array, from, bytes, 0, length);
        link = itsLink;
        context = itsContext;
        next = itsNext;
        return true;
    }

    /**
     * Says of the field that was taken what its text is.
     *
     * @param itsKey where its key begins, from the field's beginning on; its text is at the field's end
     */
    void setText(int itsKey, int itsKeyLength, int itsText, int itsLetters, boolean hasNumbers) {
        key = itsKey;
        keyLength = itsKeyLength;
        text = itsText;
        letters = itsLetters;
        numbers = hasNumbers;
    }
}

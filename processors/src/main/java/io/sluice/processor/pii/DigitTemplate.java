package io.sluice.processor.pii;

import io.sluice.processor.value.ShortBytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A field of a message in which nothing was found, of a place where another one comes nearly every time: {@code user-1234567}, {@code
 * /v1/images/123456789}. Such fields often differ in their digits alone, and then nothing but what their numbers mean has to be looked at
 * anew, if there are enough digits to mean anything. Threads: one worker's.
 */
final class DigitTemplate {

    private static final int MAX_LENGTH = 128;

    /** Another field takes its place once in so many times, lest much is copied where they differ in more than digits. */
    private static final int TRIES = 8;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOWER = 0x0f0f0f0f0f0f0f0fL;
    private static final long UPPER = 0xf0f0f0f0f0f0f0f0L;
    private static final long CARRY = 0x1010101010101010L;
    private static final long DIGITS = 0x3030303030303030L;
    private static final long SIX = 0x0606060606060606L;

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
                && isSameButForDigits(bytes, text, array, from + text, length - text);
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

    private static boolean isSameButForDigits(byte[] one, int from, byte[] other, int otherFrom, int length) {
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            if (!isSameButForDigits((long) LONGS.get(one, from + i), (long) LONGS.get(other, otherFrom + i))) {
                return false;
            }
        }
        if (i < length && length >= Long.BYTES) {
            i = length - Long.BYTES;
            return isSameButForDigits((long) LONGS.get(one, from + i), (long) LONGS.get(other, otherFrom + i));
        }
        for (; i < length; i++) {
            if (!isSameButForDigits(one[from + i] & 0xffL, other[otherFrom + i] & 0xffL)) {
                return false;
            }
        }
        return true;
    }

    /** Of each of eight bytes: true if they are equal, or both are digits of ASCII. */
    private static boolean isSameButForDigits(long one, long other) {
        long difference = one ^ other;
        long differing = ((((difference & LOWER) + LOWER) & CARRY) >>> 4) * 0xff;
        // Digits have the upper half 3, and a lower one that 6 can be added to without a carry.
        long noDigit = ((one ^ DIGITS) & UPPER) | ((((one & LOWER) + SIX) | ((other & LOWER) + SIX)) & CARRY);
        return ((difference & UPPER) | (noDigit & differing)) == 0;
    }
}

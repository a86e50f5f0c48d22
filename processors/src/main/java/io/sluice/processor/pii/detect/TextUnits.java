package io.sluice.processor.pii.detect;

/**
 * Reads a text character by character, the way whoever decodes it will: {@code %E7%94%B0}, {@code \}{@code u7530}, an entity of HTML and the
 * three bytes of 田 are one character each, and full-width forms are told as ASCII. Looks through one layer of escapes. Reusable. Threads:
 * one at a time.
 */
public final class TextUnits {

    /** The character that shows nothing: zero-width spaces and joiners, soft hyphens, marks of direction. */
    public static final int INVISIBLE = -1;

    /** Added to a byte that is no UTF-8; these code points stand for no character. */
    private static final int STRAY = 0xdc00;

    private static final byte[] NOTHING = {};

    private final Escape escape = new Escape();
    private byte[] array = NOTHING;
    private int end;
    private int start;
    private int next;
    private int codePoint;

    public TextUnits set(byte[] textArray, int textFrom, int textEnd) {
        array = textArray;
        end = textEnd;
        start = textFrom;
        next = textFrom;
        return this;
    }

    /** Goes to the next character; false at the end. */
    public boolean next() {
        if (next >= end) {
            return false;
        }
        start = next;
        if (escape.read(array, start, end)) {
            next = start + escape.length();
            codePoint = escape.isByte() ? STRAY | escape.code() : fold(escape.code());
        } else {
            codePoint = plain();
        }
        return true;
    }

    private static int fold(int c) {
        int folded = Folding.of(c, false, false);
        return folded == Folding.NOTHING ? INVISIBLE : folded;
    }

    /** Where the character begins in the array. */
    public int start() {
        return start;
    }

    /** Behind the character's last byte. */
    public int end() {
        return next;
    }

    /** The character, or {@link #INVISIBLE}. */
    public int codePoint() {
        return codePoint;
    }

    /** A character of UTF-8 that is not folded. */
    private int plain() {
        int first = array[start] & 0xff;
        int tails = first < 0xc2 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf5 ? 3 : 0;
        next = start + 1;
        if (tails == 0 || end - next < tails) {
            return first < 0x80 ? first : STRAY | first;
        }
        int value = first & (0x3f >> tails);
        for (int i = 0; i < tails; i++) {
            int tail = array[next + i];
            if ((tail & 0xc0) != 0x80) {
                return STRAY | first;
            }
            value = (value << 6) | (tail & 0x3f);
        }
        next += tails;
        return value;
    }
}

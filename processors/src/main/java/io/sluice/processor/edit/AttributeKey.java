package io.sluice.processor.edit;

import io.sluice.processor.value.ShortBytes;
import java.nio.charset.StandardCharsets;

/**
 * The key of attributes that an editor looks for in one message after the other. {@link AttributeTable#find(AttributeKey)} takes less time
 * than a search for the bytes, since such keys are noted while the attributes are read. Immutable.
 */
public final class AttributeKey {

    /** Places that keys hash to. */
    static final int PLACES = 64;

    private static final int LENGTH_FACTOR = 7;

    private final byte[] utf8;
    private final int place;

    public AttributeKey(String key) {
        utf8 = key.getBytes(StandardCharsets.UTF_8);
        place = utf8.length == 0 ? 0 : hash(utf8.length, utf8[utf8.length - 1]) & (PLACES - 1);
    }

    /** The key's bytes, not to be changed. */
    public byte[] utf8() {
        return utf8;
    }

    /** A hash of a key that is not empty, by its length and last byte; the lower bits, which count, depend on the lower ones of {@code last}. */
    static int hash(int length, int last) {
        return length * LENGTH_FACTOR + last;
    }

    /** The lower bits of its {@link #hash}. */
    int place() {
        return place;
    }

    /** True if an array holds this key. */
    boolean isIn(byte[] array, int from, int end) {
        return end - from == utf8.length && ShortBytes.equal(array, from, utf8, 0, utf8.length);
    }
}

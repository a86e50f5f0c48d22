package io.sluice.processor.edit;

import org.jspecify.annotations.Nullable;

/**
 * Notes while a message's attributes are read which of them have the keys that editors look for. A key is watched from the message on that
 * comes after the first search for it, unless there is another one already at its place: then it is searched for. Threads: one worker's.
 */
final class KeyWatch {

    private final @Nullable AttributeKey[] keys = new AttributeKey[AttributeKey.PLACES];
    private final int[] firsts = new int[AttributeKey.PLACES];
    private long taken; // a bit for each place that has a key
    private long watched; // those that have had it since the message began
    private long found; // those whose key is there
    private long repeated; // those whose key is there several times

    /** A message begins. */
    void begin() {
        watched = taken;
        found = 0;
        repeated = 0;
    }

    /** A bit for each place whose key is watched. */
    long watched() {
        return watched;
    }

    /** Attribute {@code i} has this key. */
    void note(int i, byte[] array, int from, int end) {
        if (end > from) {
            int place = AttributeKey.hash(end - from, array[end - 1]) & (AttributeKey.PLACES - 1);
            AttributeKey key = keys[place];
            if (key != null && key.isIn(array, from, end)) {
                long bit = 1L << place;
                repeated |= found & bit;
                firsts[place] = (found & bit) == 0 ? i : firsts[place];
                found |= bit;
            }
        }
    }

    /** True if {@link #first} knows about a key. */
    boolean knows(AttributeKey key) {
        int place = key.place();
        AttributeKey there = keys[place];
        if (there == null && key.utf8().length > 0) {
            keys[place] = key;
            taken |= 1L << place;
        }
        return there != null
                && ((watched & ~repeated) >>> place & 1) != 0
                && (there == key || there.isIn(key.utf8(), 0, key.utf8().length));
    }

    /** The attribute that had a key that it {@link #knows} when attributes were read; -1 if none had. */
    int first(AttributeKey key) {
        return (found >>> key.place() & 1) != 0 ? firsts[key.place()] : -1;
    }
}

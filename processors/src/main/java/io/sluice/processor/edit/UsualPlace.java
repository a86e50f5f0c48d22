package io.sluice.processor.edit;

/**
 * Where an attribute in the usual form lies, as one number, so that a table of many is filled quickly.
 *
 * <pre>
 *   bits 0-31 where the field begins
 *       32-47 how long it is
 *       48-54 how long the key is
 *       56-59 from the field's beginning, where the key begins
 *       60-62 from the key's end, where the value begins; it ends with the field
 *       63    set if the key is not to be looked for here: the attribute is deleted, or its key is another one
 * </pre>
 */
final class UsualPlace {

    static final long ELSEWHERE = Long.MIN_VALUE;

    private static final int LENGTH = 32;
    private static final int KEY_LENGTH = 48;
    private static final int KEY = 56;
    private static final int VALUE = 60;
    private static final long SHORT = 4L << KEY | 2L << VALUE;

    private UsualPlace() {}

    /** The place of a field of {@code length} bytes, all lengths in which have one byte. */
    static long ofShort(int start, int length, int keyLength) {
        return SHORT | (long) keyLength << KEY_LENGTH | (long) length << LENGTH | start;
    }

    static long of(int start, int keyFrom, int keyEnd, int valueFrom, int end) {
        return (long) (valueFrom - keyEnd) << VALUE
                | (long) (keyFrom - start) << KEY
                | (long) (keyEnd - keyFrom) << KEY_LENGTH
                | (long) (end - start) << LENGTH
                | start;
    }

    static int start(long place) {
        return (int) place;
    }

    static int end(long place) {
        return (int) place + ((int) (place >>> LENGTH) & 0xffff);
    }

    static int keyLength(long place) {
        return (int) (place >>> KEY_LENGTH) & 0x7f;
    }

    static int keyFrom(long place) {
        return (int) place + ((int) (place >>> KEY) & 0xf);
    }

    static int keyEnd(long place) {
        return keyFrom(place) + keyLength(place);
    }

    static int valueFrom(long place) {
        return keyEnd(place) + ((int) (place >>> VALUE) & 7);
    }
}

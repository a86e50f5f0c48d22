package io.sluice.regex;

import java.util.Arrays;

/** A set of bytes. Immutable. */
final class ByteSet {

    static final ByteSet NONE = new ByteSet(new boolean[256]);

    private final boolean[] members;

    private ByteSet(boolean[] members) {
        this.members = members;
    }

    static ByteSet of(int value) {
        boolean[] members = new boolean[256];
        members[value] = true;
        return new ByteSet(members);
    }

    /** The bytes with which members of a set begin; U+FFFD may begin with any that is not ASCII. */
    static ByteSet firstOf(CharSet set) {
        boolean[] members = new boolean[256];
        for (int i = 0; i < set.ranges(); i++) {
            int low = Math.min(set.low(i), 0x80);
            int high = Math.min(set.high(i), 0x7F);
            if (low <= high) {
                Arrays.fill(members, low, high + 1, true);
            }
            if (set.high(i) >= 0x80) {
                int firstLow = firstByte(Math.max(set.low(i), 0x80));
                Arrays.fill(members, firstLow, firstByte(set.high(i)) + 1, true);
            }
        }
        if (set.contains(Utf8.BAD)) {
            Arrays.fill(members, 0x80, 0x100, true);
        }
        return new ByteSet(members);
    }

    private static int firstByte(int c) {
        return c < 0x800 ? 0xC0 | c >> 6 : c < 0x10000 ? 0xE0 | c >> 12 : 0xF0 | c >> 18;
    }

    /** All bytes that can come in members of a set. */
    static ByteSet anywhereIn(CharSet set) {
        if (set.isAscii()) {
            return firstOf(set);
        }
        boolean[] members = firstOf(set).members.clone();
        Arrays.fill(members, 0x80, 0x100, true);
        return new ByteSet(members);
    }

    boolean contains(int value) {
        return members[value & 0xFF];
    }

    ByteSet union(ByteSet other) {
        boolean[] union = members.clone();
        for (int i = 0; i < 256; i++) {
            union[i] |= other.members[i];
        }
        return new ByteSet(union);
    }

    int size() {
        int size = 0;
        for (boolean member : members) {
            size += member ? 1 : 0;
        }
        return size;
    }

    /** The members in ascending order. */
    int[] values() {
        int[] values = new int[size()];
        int size = 0;
        for (int i = 0; i < 256; i++) {
            if (members[i]) {
                values[size++] = i;
            }
        }
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ByteSet set && Arrays.equals(members, set.members);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(members);
    }
}

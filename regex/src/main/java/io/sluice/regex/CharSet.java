package io.sluice.regex;

import java.util.Arrays;

/** A set of code points: ranges in ascending order that neither overlap nor touch. Immutable. */
final class CharSet {

    static final int MAX = Character.MAX_CODE_POINT;

    static final CharSet EMPTY = of();
    static final CharSet ANY = of(0, MAX);
    static final CharSet NOT_NEWLINE = of('\n', '\n').negate();
    static final CharSet NEWLINE = of('\n', '\n');
    static final CharSet WORD = of('0', '9', 'A', 'Z', '_', '_', 'a', 'z');

    private final int[] bounds; // low, high, low, high

    private CharSet(int[] bounds) {
        this.bounds = bounds;
    }

    /** The set of these ranges, each with its first and last code point. */
    static CharSet of(int... ranges) {
        Builder builder = new Builder();
        for (int i = 0; i < ranges.length; i += 2) {
            builder.add(ranges[i], ranges[i + 1]);
        }
        return builder.build();
    }

    int ranges() {
        return bounds.length >> 1;
    }

    int low(int range) {
        return bounds[range << 1];
    }

    int high(int range) {
        return bounds[(range << 1) + 1];
    }

    boolean contains(int c) {
        int place = Arrays.binarySearch(bounds, c);
        return place >= 0 || (~place & 1) == 1;
    }

    boolean isEmpty() {
        return bounds.length == 0;
    }

    /** True if no member is beyond ASCII. */
    boolean isAscii() {
        return isEmpty() || high(ranges() - 1) < 0x80;
    }

    CharSet negate() {
        Builder builder = new Builder();
        int next = 0;
        for (int i = 0; i < ranges(); i++) {
            if (low(i) > next) {
                builder.add(next, low(i) - 1);
            }
            next = high(i) + 1;
        }
        if (next <= MAX) {
            builder.add(next, MAX);
        }
        return builder.build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CharSet set && Arrays.equals(bounds, set.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    /** Collects ranges in any order. */
    static final class Builder {

        private long[] ranges = new long[8]; // low above, high below: sorts by low
        private int size;

        Builder add(int low, int high) {
            if (size == ranges.length) {
                ranges = Arrays.copyOf(ranges, 2 * size);
            }
            ranges[size++] = (long) low << 32 | high;
            return this;
        }

        Builder add(CharSet set) {
            for (int i = 0; i < set.ranges(); i++) {
                add(set.low(i), set.high(i));
            }
            return this;
        }

        CharSet build() {
            Arrays.sort(ranges, 0, size);
            int[] bounds = new int[2 * size];
            int length = 0;
            for (int i = 0; i < size; i++) {
                int low = (int) (ranges[i] >>> 32);
                int high = (int) ranges[i];
                if (length > 0 && low <= bounds[length - 1] + 1) {
                    bounds[length - 1] = Math.max(bounds[length - 1], high);
                } else {
                    bounds[length++] = low;
                    bounds[length++] = high;
                }
            }
            return new CharSet(Arrays.copyOf(bounds, length));
        }
    }
}

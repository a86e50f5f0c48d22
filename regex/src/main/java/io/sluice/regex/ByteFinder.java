package io.sluice.regex;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds a factor by a byte of it that is rare: one of at most three, eight places at a time. */
final class ByteFinder implements Finder {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int MOST_VALUES = 3;
    private static final long ONES = 0x0101010101010101L;
    private static final long TOPS = 0x8080808080808080L;

    private final Factor factor;
    private final int offset; // of the byte in the factor
    private final ByteSet values;
    private final long first;
    private final long second;
    private final long third;

    ByteFinder(Factor factor, int offset) {
        this.factor = factor;
        this.offset = offset;
        values = factor.sets().get(offset);
        int[] each = values.values();
        first = each[0] * ONES;
        second = each[Math.min(1, each.length - 1)] * ONES;
        third = each[each.length - 1] * ONES;
    }

    /** What it costs at every byte of a text to find a factor by the byte at an offset of it. */
    static double cost(Factor factor, int offset) {
        ByteSet values = factor.sets().get(offset);
        if (values.size() > MOST_VALUES || values.size() == 0) {
            return Double.MAX_VALUE;
        }
        double hits = 1;
        for (ByteSet set : factor.sets()) {
            hits *= Frequencies.of(set);
        }
        return 0.25 + 5 * Frequencies.of(values) + 30 * hits;
    }

    @Override
    public Factor factor() {
        return factor;
    }

    @Override
    public int find(byte[] array, int at, int end) {
        int from = at + factor.fewest() + offset;
        int last = end - (factor.sets().size() - offset); // where the byte can be
        while (from <= last) {
            int place = next(array, from, last + 1);
            if (place < 0) {
                return -1;
            }
            if (factor.isAt(array, place - offset)) {
                return place - offset;
            }
            from = place + 1;
        }
        return -1;
    }

    private int next(byte[] array, int from, int end) {
        int at = from;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            long hits = hits((long) LONGS.get(array, at));
            if (hits != 0) {
                return at + (Long.numberOfTrailingZeros(hits) >>> 3);
            }
        }
        if (at < end && end - Long.BYTES >= from) {
            // What comes before is known to hold none.
            long hits = hits((long) LONGS.get(array, end - Long.BYTES));
            return hits == 0 ? -1 : end - Long.BYTES + (Long.numberOfTrailingZeros(hits) >>> 3);
        }
        for (; at < end; at++) {
            if (values.contains(array[at])) {
                return at;
            }
        }
        return -1;
    }

    /** The lowest bit set is the top bit of the first byte that is one of the values. */
    private long hits(long word) {
        return zeros(word ^ first) | zeros(word ^ second) | zeros(word ^ third);
    }

    private static long zeros(long word) {
        return (word - ONES) & ~word & TOPS;
    }
}

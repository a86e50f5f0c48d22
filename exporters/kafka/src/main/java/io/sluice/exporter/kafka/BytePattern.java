package io.sluice.exporter.kafka;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Looks for bytes within others. Of a pattern of n bytes, n - 3 groups of four lie behind each other; so among all groups of the searched
 * bytes it is enough to look at each (n - 3)rd: if the pattern is there, one of them is its. No look depends on the one before, unlike in
 * algorithms that skip. Threads: any.
 */
final class BytePattern {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int GROUP = 4;
    private static final int BITS = 12;

    private final byte[] pattern;

    /** How many groups the pattern has. */
    private final int groups;

    /** By a group's hash, whether the pattern has such a one. */
    private final boolean[] has = new boolean[1 << BITS];

    BytePattern(byte[] pattern) {
        this.pattern = pattern.clone();
        this.groups = pattern.length - GROUP + 1;
        for (int i = 0; i < groups; i++) {
            has[hash(pattern, i)] = true;
        }
    }

    private static int hash(byte[] array, int from) {
        return ((int) INTS.get(array, from) * 0x9E3779B1) >>> (Integer.SIZE - BITS);
    }

    /**
     * False if the pattern does not lie in {@code array} between {@code from} and {@code to}. One of fewer than four bytes is not looked
     * for: it may lie there.
     */
    boolean mayBeIn(byte[] array, int from, int to) {
        if (groups <= 0) {
            return true;
        }
        for (int at = from + groups - 1; at <= to - GROUP; at += groups) {
            if (has[hash(array, at)] && isAround(array, at, from, to)) {
                return true;
            }
        }
        return false;
    }

    /** True if the pattern lies there such that {@code at} is one of its groups. */
    private boolean isAround(byte[] array, int at, int from, int to) {
        int last = Math.min(at, to - pattern.length);
        for (int start = Math.max(from, at - groups + 1); start <= last; start++) {
            if (Arrays.equals(array, start, start + pattern.length, pattern, 0, pattern.length)) {
                return true;
            }
        }
        return false;
    }
}

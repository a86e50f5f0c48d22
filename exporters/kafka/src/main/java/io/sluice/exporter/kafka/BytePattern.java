package io.sluice.exporter.kafka;

import java.util.Arrays;

/** Looks for bytes within others, by Horspool's algorithm: most are skipped. Threads: any. */
final class BytePattern {

    private static final int VALUES = 256;

    private final byte[] pattern;
    private final int last;

    /** By the byte above the pattern's last one, how far the pattern may be moved. */
    private final int[] skips = new int[VALUES];

    /** Looks for {@code pattern}, one byte at least. */
    BytePattern(byte[] pattern) {
        this.pattern = pattern.clone();
        this.last = pattern.length - 1;
        Arrays.fill(skips, pattern.length);
        for (int i = 0; i < last; i++) {
            skips[Byte.toUnsignedInt(pattern[i])] = last - i;
        }
    }

    /** True if the pattern lies in {@code array} between {@code from} and {@code to}. */
    boolean isIn(byte[] array, int from, int to) {
        byte end = pattern[last];
        int at = from + last;
        while (at < to) {
            byte b = array[at];
            if (b == end && Arrays.equals(array, at - last, at, pattern, 0, last)) {
                return true;
            }
            at += skips[Byte.toUnsignedInt(b)];
        }
        return false;
    }
}

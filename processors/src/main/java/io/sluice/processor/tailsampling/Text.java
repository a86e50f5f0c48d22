package io.sluice.processor.tailsampling;

import io.sluice.processor.sampling.Fnv1a;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A text of the configuration as UTF-8, to be compared with bytes where they lie. Immutable. Threads: any. */
final class Text {

    private final byte[] utf8;

    private Text(byte[] utf8) {
        this.utf8 = utf8;
    }

    static Text of(String text) {
        return new Text(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes. */
    int length() {
        return utf8.length;
    }

    /** True if these are the same bytes. */
    boolean isSame(byte[] array, int from, int end) {
        return Arrays.equals(array, from, end, utf8, 0, utf8.length);
    }

    /** A hash for tables, the same as {@link #hash(byte[], int, int)} of its bytes. */
    int hash() {
        return hash(utf8, 0, utf8.length);
    }

    static int hash(byte[] array, int from, int end) {
        int hash = 0;
        for (int at = from; at < end; at++) {
            hash = 31 * hash + array[at];
        }
        return hash ^ hash >>> 16;
    }

    /** A hash that goes on from another one, see {@link Fnv1a}. */
    long hash64(long from) {
        return Fnv1a.hash64(from, utf8, 0, utf8.length);
    }
}

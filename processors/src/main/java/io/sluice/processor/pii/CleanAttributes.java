package io.sluice.processor.pii;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Attributes, key and value, in which nothing was found lately: most come again and again, and to compare one with what it was before costs
 * a tenth of a search. A fixed number of places, each for what one remainder of the hash leads to; nothing is taken for another, since all
 * bytes are compared. What comes once takes nobody's place: only what was the last to miss a place, and misses it again, moves in.
 *
 * <p>Bounded whatever comes: 1,024 places of 128 bytes. Threads: one worker's.
 */
final class CleanAttributes {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int PLACES = 1024;
    private static final int MAX_LENGTH = 128;
    private static final long MIX = 0x9e3779b97f4a7c15L;
    private static final int UNUSED = -1;

    private final byte[] bytes = new byte[PLACES * MAX_LENGTH];
    private final int[] lengths = new int[PLACES];
    private final int[] keyLengths = new int[PLACES];
    private final @Nullable Policy[] policies = new @Nullable Policy[PLACES];
    private final long[] lastMisses = new long[PLACES];

    private long hash;
    private int place = UNUSED;

    /**
     * True if nothing was found in the same attribute, under the same policy. If not, and nothing is found again, {@link #remember} it.
     *
     * @param from where the key begins; the value ends at {@code end}, and all between is the attribute's
     */
    @SuppressWarnings("ReferenceEquality") // each policy is there once
    boolean contains(Policy policy, byte[] array, int from, int keyEnd, int end) {
        int length = end - from;
        if (length > MAX_LENGTH) {
            place = UNUSED;
            return false;
        }
        hash = hash(array, from, end) * 31 + ((long) keyEnd - from);
        int at = (int) (hash >>> 40) & (PLACES - 1);
        place = at;
        return lengths[at] == length
                && keyLengths[at] == keyEnd - from
                && policies[at] == policy
                && Arrays.equals(bytes, at * MAX_LENGTH, at * MAX_LENGTH + length, array, from, end);
    }

    /** Notes that nothing was found in the attribute that was asked for last. */
    void remember(Policy policy, byte[] array, int from, int keyEnd, int end) {
        int at = place;
        if (at == UNUSED) {
            return;
        }
        if (lastMisses[at] != hash) {
            lastMisses[at] = hash;
            return;
        }
        System.arraycopy(array, from, bytes, at * MAX_LENGTH, end - from);
        lengths[at] = end - from;
        keyLengths[at] = keyEnd - from;
        policies[at] = policy;
    }

    private static long hash(byte[] array, int from, int end) {
        long hash = (long) end - from;
        int at = from;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            hash = (hash ^ (long) LONGS.get(array, at)) * MIX;
            hash ^= hash >>> 29;
        }
        if (at < end) {
            hash = (hash ^ rest(array, at, end)) * MIX;
        }
        return hash ^ (hash >>> 32);
    }

    private static long rest(byte[] array, int at, int end) {
        if (end >= Long.BYTES) {
            // One load that ends with the attribute; what stands before the rest is shifted out.
            return (long) LONGS.get(array, end - Long.BYTES) >>> (Long.SIZE - Byte.SIZE * (end - at));
        }
        long rest = 0;
        for (int i = at; i < end; i++) {
            rest = rest << Byte.SIZE | (array[i] & 0xff);
        }
        return rest;
    }
}

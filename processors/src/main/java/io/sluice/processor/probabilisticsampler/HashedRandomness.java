package io.sluice.processor.probabilisticsampler;

import io.sluice.processor.sampling.Fnv1a;

/**
 * Randomness made of a hash, as {@code hash_seed} does. The Collector's older decision by 14 bits of the hash, <em>hash less than
 * share</em>, comes to the same as T &lt;= R: the bits are turned round and put on top.
 *
 * <pre>
 *   14 bits: 16383 - low 14 | 28 bits: high 14, mixed with themselves | 14 bits: low 14
 * </pre>
 */
final class HashedRandomness {

    private static final int LOW = 0x3fff;
    private static final int LOW_BITS = 14;
    private static final int MIXED_BITS = 28;
    private static final int MIX = 10;

    private final int seeded;

    /** @param seed 32 bits */
    HashedRandomness(long seed) {
        byte[] littleEndian = {(byte) seed, (byte) (seed >>> 8), (byte) (seed >>> 16), (byte) (seed >>> 24)};
        seeded = Fnv1a.hash32(Fnv1a.START_32, littleEndian, 0, littleEndian.length);
    }

    /** The randomness of some bytes. */
    long of(byte[] array, int from, int end) {
        return ofHash(hash(array, from, end));
    }

    int hash(byte[] array, int from, int end) {
        return Fnv1a.hash32(seeded, array, from, end);
    }

    static long ofHash(int hash) {
        long low = hash & LOW;
        long high = Integer.toUnsignedLong(hash) >>> (Integer.SIZE - LOW_BITS);
        long mixed = high ^ (high << MIX);
        return (LOW - low) << (LOW_BITS + MIXED_BITS) | mixed << LOW_BITS | low;
    }
}

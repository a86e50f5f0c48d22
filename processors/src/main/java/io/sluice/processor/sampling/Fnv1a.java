package io.sluice.processor.sampling;

/** The hash FNV-1a of 32 and of 64 bits. Parts are hashed one after the other, each with the result of the one before. */
public final class Fnv1a {

    /** What a hash of 32 bits begins with. */
    public static final int START_32 = 0x811c9dc5;

    /** What a hash of 64 bits begins with. */
    public static final long START_64 = 0xcbf29ce484222325L;

    private static final int PRIME_32 = 0x01000193;
    private static final long PRIME_64 = 0x100000001b3L;

    private Fnv1a() {}

    /** Goes on with {@code hash} over some bytes. */
    public static int hash32(int hash, byte[] array, int from, int end) {
        int result = hash;
        for (int at = from; at < end; at++) {
            result = (result ^ (array[at] & 0xff)) * PRIME_32;
        }
        return result;
    }

    /** Goes on with {@code hash} over some bytes. */
    public static long hash64(long hash, byte[] array, int from, int end) {
        long result = hash;
        for (int at = from; at < end; at++) {
            result = (result ^ (array[at] & 0xff)) * PRIME_64;
        }
        return result;
    }
}

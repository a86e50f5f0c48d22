package io.sluice.pdata;

/** The finalizer of SplitMix64, variant 13 of Stafford. */
public final class SplitMix64 {

    private SplitMix64() {}

    /** Spreads a number: every bit of it moves half of the bits of the result. */
    public static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}

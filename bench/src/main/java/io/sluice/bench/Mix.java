package io.sluice.bench;

/** Numbers that look random, for ids: the finalizer of SplitMix64. Every number has its own. */
final class Mix {

    private static final long STEP = 0x9E3779B97F4A7C15L;

    private Mix() {}

    /** The number that the {@code index}th step of the generator gives. */
    static long of(long index) {
        long mixed = (index + 1) * STEP;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}

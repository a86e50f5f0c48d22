package io.sluice.exporter.loadbalancing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.pdata.SplitMix64;

/**
 * Hashes that all agents compute alike: they decide where a trace goes, so there is no seed, and no version of Sluice may change them.
 */
final class Hash {

    /** 2^64 divided by the golden ratio, odd. */
    static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Hash() {}

    /**
     * The hash of a trace id, given by its halves, big-endian; ids that count up, or are random in one half only, spread as well as random
     * ones.
     */
    static long ofTraceId(long high, long low) {
        return SplitMix64.mix(SplitMix64.mix(high + GOLDEN) ^ low);
    }

    /** The hash of bytes. */
    static long ofBytes(byte[] array, int from, int to) {
        long h = GOLDEN + to - from;
        for (int i = from; i < to; i++) {
            h = SplitMix64.mix(h ^ (array[i] & 0xff));
        }
        return h;
    }

    /** The hash of a text. */
    static long ofText(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return ofBytes(bytes, 0, bytes.length);
    }
}

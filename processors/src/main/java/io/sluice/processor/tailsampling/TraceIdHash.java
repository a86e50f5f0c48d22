package io.sluice.processor.tailsampling;

import io.sluice.processor.sampling.Fnv1a;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * The hash by which the Collector's {@code probabilistic} policy decides: FNV-1a of 64 bits over a salt and the trace id. A trace is kept if
 * its hash is at most a limit. Threads: any.
 */
final class TraceIdHash {

    private static final long PRIME = 0x100000001b3L;
    private static final BigInteger MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    private static final int MANTISSA = 64;

    private TraceIdHash() {}

    static long of(Text salt, long high, long low) {
        return id(id(salt.hash64(Fnv1a.START_64), high), low);
    }

    private static long id(long from, long half) {
        long hash = from;
        for (int shift = 56; shift >= 0; shift -= 8) {
            hash = (hash ^ (half >>> shift & 0xff)) * PRIME;
        }
        return hash;
    }

    /**
     * The greatest hash that is kept, unsigned: the part of 2^64 - 1, as a product with a mantissa of 64 bits that is then cut to a whole
     * number.
     */
    static long limit(double percentage) {
        double ratio = percentage / 100;
        if (!(ratio > 0)) {
            return 0;
        }
        if (ratio >= 1) {
            return -1;
        }
        BigDecimal product = new BigDecimal(MAX).multiply(new BigDecimal(ratio));
        // As a whole number of units of the last bit that the mantissa has, to the nearest, ties to even.
        int unit = product.toBigInteger().bitLength() - MANTISSA;
        int scale = Math.min(unit, 0);
        BigInteger whole = product.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(-scale)))
                .setScale(0, RoundingMode.HALF_EVEN)
                .toBigIntegerExact();
        return whole.shiftRight(-scale).longValue();
    }
}

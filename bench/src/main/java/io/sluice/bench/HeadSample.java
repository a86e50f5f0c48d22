package io.sluice.bench;

import java.nio.ByteBuffer;

/**
 * Which items {@code bench/configs/head.yaml} keeps, reckoned by itself: those of whose trace id the hash FNV-1a, begun with a seed of zero,
 * has in its low 14 bits less than a tenth.
 */
final class HeadSample implements Arrival {

    private static final int START = 0x811c9dc5;
    private static final int PRIME = 0x01000193;
    private static final int SEED_BYTES = 4;
    private static final int BUCKETS = 1 << 14;

    @Override
    public boolean must(int item) {
        ByteBuffer bytes = ByteBuffer.allocate(SEED_BYTES + 2 * Long.BYTES);
        bytes.position(SEED_BYTES);
        Traces.putId(bytes, Traces.TOGETHER.traceOf(item));
        int hash = START;
        for (byte each : bytes.array()) {
            hash = (hash ^ (each & 0xff)) * PRIME;
        }
        return (hash & BUCKETS - 1) < BUCKETS / 10;
    }

    @Override
    public boolean may(int item) {
        return must(item);
    }
}

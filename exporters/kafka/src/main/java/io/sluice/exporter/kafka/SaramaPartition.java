package io.sluice.exporter.kafka;

/** The partition that the Collector chooses for a key: FNV-1a of 32 bits, as a signed number modulo the partitions, without its sign. */
final class SaramaPartition {

    private static final int OFFSET_BASIS = 0x811C9DC5;
    private static final int PRIME = 0x01000193;

    private SaramaPartition() {}

    static int of(byte[] key, int partitions) {
        int hash = OFFSET_BASIS;
        for (byte b : key) {
            hash = (hash ^ (b & 0xff)) * PRIME;
        }
        return Math.abs(hash % partitions);
    }
}

package io.sluice.exporter.kafka;

import io.sluice.api.config.Block;
import io.sluice.api.config.Checked;
import io.sluice.api.config.Default;
import io.sluice.api.config.Key;
import io.sluice.api.config.Problems;
import io.sluice.api.config.Unsupported;
import org.jspecify.annotations.Nullable;

/**
 * {@code record_partitioner}: which partition a record goes to. Records without a key stay with one partition until a batch is full.
 *
 * @param stickyKey records with a key go where a hash of it says
 * @param roundRobin records go to all partitions in turn, whatever their key
 */
@Unsupported(
        value = {"least_backup", "sticky"},
        instead = "Leave it out: records without a key avoid slow partitions by themselves.")
public record PartitionerConfig(
        @Block(empty = Block.State.DEFAULTS) @Nullable StickyKey stickyKey,
        @Block(empty = Block.State.DEFAULTS) @Nullable RoundRobin roundRobin)
        implements Checked {

    /** By key, as the Collector does. */
    public static final PartitionerConfig DEFAULTS = new PartitionerConfig(null, null);

    /**
     * {@code sticky_key}.
     *
     * @param hasher sarama_compat, which shares partitions with the Collector, or murmur2, which shares them with Java's clients
     */
    public record StickyKey(@Default("sarama_compat") Hasher hasher) {}

    /** {@code round_robin}; it has no keys. */
    public record RoundRobin() {}

    /** How a key becomes a partition. */
    public enum Hasher {
        /** FNV-1a of 32 bits, signed, modulo the partitions, without sign. */
        SARAMA_COMPAT,
        /** Murmur2 with the sign masked, modulo the partitions. */
        @Key("murmur2")
        MURMUR2
    }

    /** True if keys choose partitions by the Collector's hash. */
    boolean isSarama() {
        return roundRobin == null && (stickyKey == null || stickyKey.hasher() == Hasher.SARAMA_COMPAT);
    }

    @Override
    public void check(Problems problems) {
        if (stickyKey != null && roundRobin != null) {
            problems.error("round_robin", "is set beside sticky_key", "Keep one of them.");
        }
    }
}

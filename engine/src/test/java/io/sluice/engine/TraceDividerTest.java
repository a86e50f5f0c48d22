package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.pdata.SplitMix64;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Which worker a trace belongs to, beside what the Collector computes. */
class TraceDividerTest {

    private static long mixed(long high, long low) {
        return SplitMix64.mix(Long.reverseBytes(low) ^ Long.reverseBytes(high));
    }

    @Test
    void mixesIdsAsTheCollectorDoes() {
        assertThat(mixed(0, 1)).isEqualTo(0x744030a1a84c6ab6L);
        assertThat(mixed(0x0102030405060708L, 0x090a0b0c0d0e0f10L)).isEqualTo(0x3798571a25f560e2L);
        assertThat(mixed(0x4bf92f3577b34da6L, 0xa3ce929d0e0e4736L)).isEqualTo(0xb55f93c2aaf95dafL);
    }

    @Test
    void aShardIsTheRestOfTheUnsignedHash() {
        assertThat(TraceDivider.shardOf(0x4bf92f3577b34da6L, 0xa3ce929d0e0e4736L, 10))
                .isEqualTo((int) Long.remainderUnsigned(0xb55f93c2aaf95dafL, 10));
        assertThat(TraceDivider.shardOf(0, 0, 7)).isZero();
    }

    @Test
    void idsThatDifferLittleAreSpreadOverAllShards() {
        int shards = 7;
        int[] counts = new int[shards];
        for (int i = 0; i < 70_000; i++) {
            counts[TraceDivider.shardOf(0, i, shards)]++;
        }

        for (int count : counts) {
            assertThat(count).isBetween(9_500, 10_500);
        }
    }

    @Test
    void everyShardIsInRange() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 10_000; i++) {
            int shards = random.nextInt(1, 257);
            assertThat(TraceDivider.shardOf(random.nextLong(), random.nextLong(), shards))
                    .isBetween(0, shards - 1);
        }
    }
}

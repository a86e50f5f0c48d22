package io.sluice.processor.tailsampling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentIdsTest {

    @Test
    void remembersAsManyAsItPromisesAndForgetsOlderOnes() {
        RecentIds ids = new RecentIds(1000, true, true);
        for (int i = 1; i <= 100_000; i++) {
            ids.add(mixed(i), i, -i);
        }

        for (int i = 99_001; i <= 100_000; i++) {
            assertThat(ids.find(mixed(i))).isTrue();
            assertThat(ids.value()).isEqualTo(i);
            assertThat(ids.stamp()).isEqualTo(-i);
        }
        assertThat(ids.find(mixed(97_999))).isFalse();
        assertThat(ids.size()).isLessThanOrEqualTo(2000);
        assertThat(ids.bytes()).isLessThan(100_000);
    }

    @Test
    void takesNoMoreMemoryThanItSaysForEachKey() {
        int capacity = 100_000;
        RecentIds ids = new RecentIds(capacity, true, true);

        for (int i = 1; i <= 5 * capacity; i++) {
            ids.add(mixed(i), i, -i);
        }

        assertThat(ids.size()).isGreaterThan(capacity);
        assertThat(ids.bytes()).isLessThan((long) capacity * RecentIds.bytesPerKey(true, true) + 1000);
    }

    @Test
    void tellsByHowMuchItWillGrow() {
        RecentIds ids = new RecentIds(10_000, false, true);

        for (int i = 1; i <= 50_000; i += 100) {
            long most = ids.bytes() + ids.growth(100);
            for (int j = 0; j < 100; j++) {
                ids.add(mixed(i + j), 0, 0);
            }
            assertThat(ids.bytes()).isLessThanOrEqualTo(most);
        }
        assertThat(ids.growth(1)).isZero();
    }

    private static long mixed(long i) {
        return i * 0x9e3779b97f4a7c15L;
    }

    @Test
    void aKeyOfZeroIsAKey() {
        RecentIds ids = new RecentIds(10, false, false);

        assertThat(ids.find(0)).isFalse();
        assertThat(ids.addIfAbsent(0)).isTrue();
        assertThat(ids.addIfAbsent(0)).isFalse();
        assertThat(ids.find(0)).isTrue();
    }

    @Test
    void theSecondRotationForgets() {
        RecentIds ids = new RecentIds(10, false, false);
        ids.addIfAbsent(5);

        ids.rotate();
        assertThat(ids.find(5)).isTrue();
        ids.rotate();

        assertThat(ids.find(5)).isFalse();
    }
}

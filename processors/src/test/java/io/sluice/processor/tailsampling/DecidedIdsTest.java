package io.sluice.processor.tailsampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DecidedIdsTest {

    private static final int WANTED = 1 << 14;

    @Test
    void knowsTheLatestAndForgetsOthers() {
        DecidedIds ids = new DecidedIds(WANTED, 1 << 20);
        SplittableRandom random = new SplittableRandom(1);
        long[] added = new long[10 * WANTED];
        for (int i = 0; i < added.length; i++) {
            added[i] = random.nextLong();
            ids.add(added[i]);
        }

        int known = 0;
        for (int i = 0; i < added.length; i++) {
            boolean has = ids.has(added[i]);
            known += has ? 1 : 0;
            assertThat(has || i < added.length - WANTED / 4).isTrue();
            assertThat(has && i < added.length - 3 * WANTED).isFalse();
        }
        assertThat(known).isBetween(WANTED * 9 / 10, WANTED);
    }

    @Test
    void takesNoneForAnother() {
        DecidedIds ids = new DecidedIds(WANTED, 1 << 20);
        SplittableRandom random = new SplittableRandom(2);
        assertThat(ids.has(random.nextLong())).isFalse();
        for (int i = 0; i < 2 * WANTED; i++) {
            ids.add(random.nextLong());
        }

        for (int i = 0; i < 1_000_000; i++) {
            assertThat(ids.has(random.nextLong())).isFalse();
        }
    }

    @Test
    void takesNoMoreMemoryThanItMay() {
        DecidedIds ids = new DecidedIds(1 << 30, 10_000);
        assertThat(ids.bytes()).isZero();
        for (long i = 1; i < 10_000; i++) {
            ids.add(i << 32 | i);
            assertThat(ids.has(i << 32 | i)).isTrue();
        }

        assertThat(ids.bytes()).isBetween(5_000L, 10_000L);
    }

    @Test
    void anIdThatIsThereTakesNoRoom() {
        DecidedIds ids = new DecidedIds(WANTED, 1 << 20);
        ids.add(0);
        for (int i = 0; i < 100; i++) {
            ids.add(7);
        }

        assertThat(ids.has(0)).isTrue();
        assertThat(ids.has(7)).isTrue();
    }
}

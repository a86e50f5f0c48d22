package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.pdata.Payload;
import org.junit.jupiter.api.Test;

class ClassedBufferPoolTest {

    private final ClassedBufferPool pool = new ClassedBufferPool(1 << 20);

    @Test
    void everyLengthFitsItsClassAndWastesAtMostAFifth() {
        for (int length = 256; length <= 1 << 23; length += length < 4096 ? 1 : 997) {
            int size = ClassedBufferPool.sizeOf(ClassedBufferPool.classFor(length));
            assertThat(size).isGreaterThanOrEqualTo(length);
            assertThat(size - length).as("waste of %d", length).isLessThanOrEqualTo(size / 5);
        }
    }

    @Test
    void anArrayComesBackForTheNextOfItsClass() {
        Payload first = pool.acquire(100_000);
        byte[] array = first.array();
        first.release();

        Payload second = pool.acquire(100_001);

        assertThat(second.array()).isSameAs(array);
        assertThat(second.length()).isEqualTo(100_001);
        assertThat(pool.idleBytes()).isZero();
    }

    @Test
    void keepsNoMoreThanItsBound() {
        Payload[] payloads = new Payload[5];
        for (int i = 0; i < payloads.length; i++) {
            payloads[i] = pool.acquire(300_000);
        }
        for (Payload payload : payloads) {
            payload.release();
        }

        assertThat(pool.idleBytes()).isPositive().isLessThanOrEqualTo(1 << 20);
    }

    @Test
    void smallAndHugeArraysAreExactAndNotKept() {
        Payload small = pool.acquire(7);
        Payload huge = pool.acquire((1 << 23) + 1);
        assertThat(small.array()).hasSize(7);
        assertThat(huge.array()).hasSize((1 << 23) + 1);

        small.release();
        huge.release();

        assertThat(pool.idleBytes()).isZero();
    }

    @Test
    void trimmingLetsGoOfWhatNobodyUses() {
        Payload payload = pool.acquire(100_000);
        payload.release();

        pool.trim();
        assertThat(pool.idleBytes()).isPositive();
        pool.trim();

        assertThat(pool.idleBytes()).isZero();
    }
}

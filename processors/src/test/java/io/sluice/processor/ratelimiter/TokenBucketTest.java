package io.sluice.processor.ratelimiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void givesTheBurstAtOnceAndThenTheRate() {
        TokenBucket bucket = new TokenBucket(100, 10, 0);

        assertThat(bucket.take(10, 0)).isTrue();
        assertThat(bucket.take(1, 0)).isFalse();
        assertThat(bucket.take(1, SECOND / 100)).isTrue();
        assertThat(bucket.take(1, SECOND / 100)).isFalse();
    }

    @Test
    void neverHoldsMoreThanTheBurst() {
        TokenBucket bucket = new TokenBucket(100, 10, 0);

        assertThat(bucket.takeUpTo(1000, 100 * SECOND)).isEqualTo(10);
    }

    @Test
    void overAMinuteGivesTheRateAndTheBurst() {
        TokenBucket bucket = new TokenBucket(7, 5, 0);
        long taken = 0;
        for (long now = 0; now <= 60 * SECOND; now += SECOND / 1000) {
            taken += bucket.takeUpTo(3, now);
        }

        assertThat(taken).isBetween(60L * 7 + 4, 60L * 7 + 5);
    }

    @Test
    void moreThanTheBurstIsADebtForAFullBucketOnly() {
        TokenBucket bucket = new TokenBucket(100, 10, 0);

        assertThat(bucket.take(50, 0)).isTrue();
        assertThat(bucket.take(1, SECOND / 4)).isFalse();
        assertThat(bucket.nanosUntil(1, 0)).isBetween(SECOND / 100 * 41 - 100, SECOND / 100 * 41);
        assertThat(bucket.take(1, SECOND / 100 * 41)).isTrue();
    }

    @Test
    void givingBackUndoesTaking() {
        TokenBucket bucket = new TokenBucket(100, 10, 0);
        bucket.take(10, 0);

        bucket.giveBack(10);

        assertThat(bucket.take(10, 0)).isTrue();
    }

    @Test
    void chargingMakesLaterOnesWait() {
        TokenBucket bucket = new TokenBucket(100, 10, 0);

        bucket.charge(20, 0);

        assertThat(bucket.take(1, SECOND / 10)).isFalse();
        assertThat(bucket.isFull(SECOND / 5)).isTrue();
    }

    @Test
    void workAcrossAClockThatWraps() {
        long start = Long.MAX_VALUE - SECOND / 2;
        TokenBucket bucket = new TokenBucket(100, 100, start);
        assertThat(bucket.take(100, start)).isTrue();

        assertThat(bucket.take(1, start)).isFalse();
        assertThat(bucket.takeUpTo(1000, start + SECOND)).isEqualTo(100);
    }

    @Test
    void manyThreadsTogetherGetNoMoreThanThereIs() throws InterruptedException {
        TokenBucket bucket = new TokenBucket(1, 100_000, 0);
        AtomicLong taken = new AtomicLong();
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = Thread.ofPlatform().start(() -> {
                for (int n = 0; n < 40_000; n++) {
                    if (bucket.take(1, 0)) {
                        taken.incrementAndGet();
                    }
                }
            });
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(taken).hasValue(100_000);
    }
}

package io.sluice.processor.ratelimiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BudgetTableTest {

    private final BudgetTable table = new BudgetTable(64, now -> new Budget(new TokenBucket(1, 5, now), null), 0);

    private Budget of(String key, long now) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return table.of(bytes, 0, bytes.length, now);
    }

    @Test
    void theSameKeyKeepsItsBudget() {
        Budget budget = of("a", 0);
        assertThat(budget.take(5, 0, 0)).isTrue();

        assertThat(of("a", 0)).isSameAs(budget);
        assertThat(of("b", 0)).isNotSameAs(budget);
        assertThat(table.busyKeys(0)).isEqualTo(1);
    }

    @Test
    void aKeyInsideALongerArrayIsFound() {
        byte[] text = "xxsvcyy".getBytes(StandardCharsets.UTF_8);
        Budget budget = of("svc", 0);

        assertThat(table.of(text, 2, 5, 0)).isSameAs(budget);
    }

    @Test
    void inventingKeysDoesNotGetABusyKeyForgotten() {
        Budget budget = of("victim", 0);
        budget.take(5, 0, 0);

        for (int i = 0; i < 100_000; i++) {
            of("invented-" + i, 0).take(5, 0, 0);
        }

        assertThat(of("victim", 0)).isSameAs(budget);
        assertThat(budget.take(1, 0, 0)).isFalse();
    }

    @Test
    void keysWithoutAPlaceShareOneBudget() {
        for (int i = 0; i < 10_000; i++) {
            of("busy-" + i, 0).take(5, 0, 0);
        }

        assertThat(of("late-1", 0)).isSameAs(table.shared()).isSameAs(of("late-2", 0));
    }

    @Test
    void aPlaceIsGivenAwayOnceItsBudgetIsFull() {
        for (int i = 0; i < 10_000; i++) {
            of("busy-" + i, 0).take(5, 0, 0);
        }
        long later = java.util.concurrent.TimeUnit.SECONDS.toNanos(60);

        assertThat(of("late", later)).isNotSameAs(table.shared());
    }
}

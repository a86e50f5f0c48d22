package io.sluice.transport.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReceiveBudgetTest {

    private static final long HEAP = 160L << 20;
    private static final long MIB = 1 << 20;

    @Test
    void isAQuarterOfTheHeap() {
        ReceiveBudget budget = ReceiveBudget.of(HEAP, MIB);

        assertThat(budget.tryTake(40 * MIB)).isTrue();
        assertThat(budget.tryTake(1)).isFalse();
        budget.give(1);
        assertThat(budget.tryTake(1)).isTrue();
        assertThat(budget.taken()).isEqualTo(40 * MIB);
    }

    @Test
    void isMoreForTwoOfTheLargestRequests() {
        assertThat(ReceiveBudget.of(HEAP, 30 * MIB).tryTake(60 * MIB)).isTrue();
        assertThat(ReceiveBudget.of(HEAP, 30 * MIB).tryTake(60 * MIB + 1)).isFalse();
    }

    @Test
    void isHalfOfTheHeapAtMost() {
        assertThat(ReceiveBudget.of(HEAP, 64 * MIB).tryTake(80 * MIB)).isTrue();
        assertThat(ReceiveBudget.of(HEAP, 64 * MIB).tryTake(80 * MIB + 1)).isFalse();
        assertThat(ReceiveBudget.of(HEAP, Integer.MAX_VALUE).tryTake(80 * MIB + 1))
                .isFalse();
    }
}

package io.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ItemSetTest {

    @Test
    void sortsAndForgetsRepetitions() {
        assertThat(ItemSet.of(5, 1, 5, 3)).isEqualTo(ItemSet.of(1, 3, 5)).hasToString("[1, 3, 5]");
    }

    @Test
    void aSliceCountsFromItsStart() {
        assertThat(ItemSet.of(1, 4, 6, 9).slice(4, 9)).isEqualTo(ItemSet.of(0, 2));
        assertThat(ItemSet.of(1, 4).slice(2, 4).size()).isZero();
    }

    @Test
    void shiftingUndoesSlicing() {
        ItemSet all = ItemSet.of(4, 6);

        assertThat(all.slice(4, 9).shifted(4)).isEqualTo(all);
    }

    @Test
    void negativePositionsAreABug() {
        assertThatIllegalArgumentException().isThrownBy(() -> ItemSet.of(-1));
    }
}

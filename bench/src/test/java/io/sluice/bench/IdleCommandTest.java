package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdleCommandTest {

    @Test
    void theMedianIsTheMiddleOrBetweenTheMiddleTwo() {
        assertThat(IdleCommand.median(new double[] {9, 1, 2})).isEqualTo(2);
        assertThat(IdleCommand.median(new double[] {9, 1, 2, 4})).isEqualTo(3);
    }
}

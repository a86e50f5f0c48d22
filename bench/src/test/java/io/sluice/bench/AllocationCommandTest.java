package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AllocationCommandTest {

    @Test
    void theSlopeIsThatOfTheLine() {
        assertThat(AllocationCommand.slope(new int[] {10, 100, 1_000}, new double[] {520, 700, 2_500}))
                .isCloseTo(2, within(1e-9));
    }

    @Test
    void requestsOfFewAndManySpansAreOfOneSizeButForFiveBytesASpan() {
        for (int spans : new int[] {10, 100, 1_000}) {
            assertThat(Template.padded(spans, 131_072).length()).isBetween(131_072 - 5 * spans, 131_072);
        }
    }
}

package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.pdata.Signal;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeadSampleTest {

    @Test
    void keepsATenthOfTheTracesWhole() {
        assertThat(IntStream.range(0, 500_000).filter(HeadSample::keeps).count())
                .isBetween(49_000L, 51_000L);
        assertThat(IntStream.range(0, 50_000))
                .allMatch(item -> HeadSample.keeps(item) == HeadSample.keeps(item / 5 * 5));
    }

    @Test
    void missesNothingThatWasToBeDropped() {
        ItemSet items = new ItemSet(Signal.TRACES);
        items.add(Template.spans(512).numbered(0));
        long kept = IntStream.range(512, 1024).filter(HeadSample::keeps).count();

        assertThat(items.missing(2, 512, new BitSet(), HeadSample::keeps)).isEqualTo(kept);
        assertThat(items.missing(2, 512, new BitSet(), _ -> true)).isEqualTo(512);
        assertThat(items.unwanted(HeadSample::keeps))
                .isEqualTo(
                        512 - IntStream.range(0, 512).filter(HeadSample::keeps).count());
        assertThat(items.unwanted(_ -> true)).isZero();
    }
}

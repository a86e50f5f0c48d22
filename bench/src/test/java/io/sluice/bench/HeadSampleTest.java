package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.pdata.Signal;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeadSampleTest {

    private final Arrival sample = new HeadSample();

    @Test
    void keepsATenthOfTheTracesWhole() {
        assertThat(IntStream.range(0, 500_000).filter(sample::must).count()).isBetween(49_000L, 51_000L);
        assertThat(IntStream.range(0, 50_000)).allMatch(item -> sample.must(item) == sample.must(item / 5 * 5));
    }

    @Test
    void missesNothingThatWasToBeDropped() {
        ItemSet items = new ItemSet(Signal.TRACES);
        items.add(Template.spans(512).numbered(0));
        long kept = IntStream.range(512, 1024).filter(sample::must).count();

        assertThat(items.missing(2, 512, new BitSet(), sample)).isEqualTo(kept);
        assertThat(items.missing(2, 512, new BitSet(), Arrival.ALL)).isEqualTo(512);
        assertThat(items.unwanted(sample))
                .isEqualTo(512 - IntStream.range(0, 512).filter(sample::must).count());
        assertThat(items.unwanted(Arrival.ALL)).isZero();
    }
}

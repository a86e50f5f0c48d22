package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TailSampleTest {

    private static final int REQUESTS = 1_000;
    private static final int ITEMS = REQUESTS * Traces.REQUEST;

    private final BitSet unacknowledged = new BitSet();
    private final Arrival consistent = TailSample.consistent(REQUESTS, unacknowledged);
    private final Arrival hashed = TailSample.hashed(REQUESTS, unacknowledged);

    @Test
    void keepsATenthAndTheTracesThatShowSomething() {
        for (Arrival sample : List.of(consistent, hashed)) {
            assertThat(IntStream.range(0, ITEMS).filter(sample::must).count() * 100.0 / ITEMS)
                    .isBetween(11.2, 12.4); // 10 % and 2 % of the other 90 %
            assertThat(IntStream.range(0, ITEMS)).allMatch(item -> sample.must(item) == sample.may(item));
        }
    }

    @Test
    void keepsOtherTracesByHashThanByThreshold() {
        assertThat(IntStream.range(0, ITEMS).filter(item -> consistent.must(item) != hashed.must(item)))
                .isNotEmpty();
    }

    @Test
    void aTraceWhoseErrorMayNotHaveComeMayArriveAndNeedNot() {
        long trace = LongStream.range(0, 1000)
                .filter(each -> Traces.APART.eventOf(each) == Traces.Event.ERROR)
                .filter(each -> (Traces.low(each) & 0xff_ffff_ffff_ffffL) < 1L << 55)
                .findFirst()
                .orElseThrow();
        int item = (int) Traces.APART.lastItem(trace);
        assertThat(consistent.must(item)).isTrue();

        unacknowledged.set(item / Traces.REQUEST);

        assertThat(consistent.must(item)).isFalse();
        assertThat(consistent.may(item)).isTrue();
    }

    @Test
    void aTraceWhoseErrorWasNeverSentDoesNotArrive() {
        long trace = LongStream.range(64, 1000)
                .filter(each -> Traces.APART.eventOf(each) == Traces.Event.ERROR)
                .filter(each -> (Traces.low(each) & 0xff_ffff_ffff_ffffL) < 1L << 55)
                .findFirst()
                .orElseThrow();
        int last = (int) Traces.APART.lastItem(trace);
        Arrival cutShort = TailSample.consistent(last / Traces.REQUEST, unacknowledged);

        assertThat(cutShort.may(last)).isFalse();
    }
}

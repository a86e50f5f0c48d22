package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

class TraceAccountingTest {

    private static final int REQUESTS = 100;
    private static final LongPredicate EVEN = trace -> trace % 2 == 0;
    private static final IntPredicate OF_EVEN = item -> EVEN.test(Traces.APART.traceOf(item));

    private static TraceAccounting account(BitSet unacknowledged, IntPredicate arrived, LongPredicate mustBeKept) {
        return TraceAccounting.of(REQUESTS, unacknowledged, arrived, mustBeKept);
    }

    /** The number of a trace whose items all lie within the requests. */
    private static long trace() {
        return 60L * 64;
    }

    @Test
    void countsWholeTracesOnly() {
        TraceAccounting all = account(new BitSet(), OF_EVEN, EVEN);

        // Traces that begin in the last 48 requests do not end, and those that end in the first 48 have no beginning.
        assertThat(all.traces()).isEqualTo((REQUESTS - 48) * 64);
        assertThat(all.kept()).isEqualTo(all.traces() / 2);
        assertThat(all.divided() + all.lost() + all.unwanted()).isZero();
        assertThat(all.wholeShare()).isEqualTo(1);
    }

    @Test
    void aSpanThatIsMissingDividesItsTrace() {
        int missing = Math.toIntExact(Traces.APART.lastItem(trace()));

        TraceAccounting all = account(new BitSet(), item -> OF_EVEN.test(item) && item != missing, EVEN);

        assertThat(all.divided()).isEqualTo(1);
        assertThat(all.isMet()).isFalse();
    }

    @Test
    void anErroneousSpanThatIsMissingIsLost() {
        TraceAccounting whole = account(new BitSet(), _ -> true, _ -> true);
        assertThat(whole.errors()).isPositive();
        assertThat(whole.isMet()).isTrue();

        TraceAccounting none =
                account(new BitSet(), item -> Traces.APART.lastItem(Traces.APART.traceOf(item)) != item, _ -> true);

        assertThat(none.lostErrors()).isEqualTo(whole.errors());
        assertThat(none.isMet()).isFalse();
    }

    @Test
    void tracesThatWereLostOrNotWantedAreCounted() {
        TraceAccounting all = account(new BitSet(), OF_EVEN.negate(), EVEN);

        assertThat(all.lost()).isEqualTo(all.traces() / 2);
        assertThat(all.unwanted()).isEqualTo(all.traces() / 2);
    }

    @Test
    void whatWasNotAcknowledgedIsNotAskedFor() {
        BitSet unacknowledged = new BitSet();
        unacknowledged.set(60);

        TraceAccounting all = account(unacknowledged, item -> OF_EVEN.test(item) && item / Traces.REQUEST != 60, EVEN);

        assertThat(all.traces()).isLessThan((REQUESTS - 48) * 64);
        assertThat(all.divided() + all.lost()).isZero();
    }
}

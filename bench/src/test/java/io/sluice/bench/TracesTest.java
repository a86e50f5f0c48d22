package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TracesTest {

    private static final int REQUESTS = 100;

    private static Map<Long, List<Long>> traces(Traces traces) {
        return LongStream.range(0, (long) REQUESTS * Traces.REQUEST)
                .boxed()
                .collect(Collectors.groupingBy(traces::traceOf));
    }

    @Test
    void fiveConsecutiveItemsMakeATrace() {
        assertThat(traces(Traces.TOGETHER).get(7L)).containsExactly(35L, 36L, 37L, 38L, 39L);
        assertThat(Traces.TOGETHER.lastItem(7)).isEqualTo(39);
    }

    @Test
    void eightItemsInFourRequestsMakeATrace() {
        Map<Long, List<Long>> traces = traces(Traces.APART);
        List<List<Long>> whole =
                traces.values().stream().filter(items -> items.size() == 8).toList();

        assertThat(whole).hasSize((REQUESTS - 48) * 64);
        assertThat(whole)
                .allMatch(items -> items.stream()
                                .map(item -> item / Traces.REQUEST)
                                .distinct()
                                .count()
                        == 4);
        assertThat(traces.values()).allMatch(items -> items.size() <= 8);
    }

    @Test
    void aTraceEndsWithItsLastItem() {
        traces(Traces.APART).forEach((trace, items) -> {
            if (items.size() == 8) {
                assertThat(items).last().isEqualTo(Traces.APART.lastItem(trace));
            }
        });
    }

    @Test
    void noTwoTracesHaveTheSameId() {
        assertThat(LongStream.range(0, 10_000).map(Traces::low).distinct().count())
                .isEqualTo(10_000);
        assertThat(Mix.of(0)).isEqualTo(0xE220A8397B1DCDAFL); // what SplitMix64 gives first with a seed of 0
    }
}

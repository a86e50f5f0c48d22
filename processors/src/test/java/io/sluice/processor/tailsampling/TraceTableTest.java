package io.sluice.processor.tailsampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.processor.sampling.Randomness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TraceTableTest {

    private final IdHash hash = new IdHash(1, 2);
    private final TraceTable table = new TraceTable(hash, 2, true, 0);

    private int add(long low, int millis) {
        return table.add(5, low, hash.of(5, low), millis);
    }

    private int find(long low) {
        return table.find(5, low, hash.of(5, low));
    }

    @Test
    void findsWhatIsThereAndKeepsItByAge() {
        Random random = new Random(3);
        Map<Long, Integer> model = new LinkedHashMap<>();
        for (int i = 0; i < 200_000; i++) {
            long low = random.nextInt(20_000);
            if (model.containsKey(low)) {
                assertThat(find(low)).isEqualTo(model.get(low));
                if (random.nextInt(3) > 0) {
                    table.remove(model.remove(low));
                }
            } else {
                assertThat(find(low)).isEqualTo(TraceTable.NONE);
                model.put(low, add(low, i));
            }
        }

        assertThat(table.size()).isEqualTo(model.size());
        List<Long> byAge = new ArrayList<>();
        for (int row = table.oldest(); row != TraceTable.NONE; row = table.younger(row)) {
            byAge.add(table.low(row));
        }
        assertThat(byAge).containsExactlyElementsOf(model.keySet());
    }

    @Test
    void aNewTraceHasNothingOfTheOneBeforeIt() {
        int row = add(1, 10);
        table.addSize(row, 3, 400);
        table.addEvidence(row, new long[] {7, 9});
        table.setTimes(row, 1, 2);
        table.setRandomness(row, 5);
        table.setFirstRun(row, 8);
        table.rootArrived(row, 20);
        table.remove(row);

        int again = add(2, 30);

        assertThat(again).isEqualTo(row);
        assertThat(table.spans(again)).isZero();
        assertThat(table.traceBytes(again)).isZero();
        assertThat(table.evidence(again, 0)).isZero();
        assertThat(table.evidence(again, 1)).isZero();
        assertThat(table.start(again)).isZero();
        assertThat(table.end(again)).isZero();
        assertThat(table.randomness(again)).isEqualTo(Randomness.NONE);
        assertThat(table.firstRun(again)).isEqualTo(SpanLog.NONE);
        assertThat(table.oldestRoot()).isEqualTo(TraceTable.NONE);
        assertThat(table.arrivalMillis(again)).isEqualTo(30);
    }

    @Test
    void listsTracesByTheArrivalOfTheirRoots() {
        int a = add(1, 0);
        int b = add(2, 0);
        int c = add(3, 0);
        table.rootArrived(c, 10);
        table.rootArrived(a, 20);
        table.rootArrived(c, 30);
        table.rootArrived(b, 40);

        assertThat(table.oldestRoot()).isEqualTo(c);
        assertThat(table.rootMillis(c)).isEqualTo(10);
        assertThat(table.youngerRoot(c)).isEqualTo(a);
        table.remove(a);
        assertThat(table.youngerRoot(c)).isEqualTo(b);
        table.remove(c);
        assertThat(table.oldestRoot()).isEqualTo(b);
    }

    @Test
    void sizesStopAtTheGreatestInt() {
        int row = add(1, 0);
        table.addSize(row, 1, Integer.MAX_VALUE);
        table.addSize(row, 1, 100);

        assertThat(table.traceBytes(row)).isEqualTo(Integer.MAX_VALUE);
        assertThat(table.spans(row)).isEqualTo(2);
    }
}

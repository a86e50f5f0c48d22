package io.sluice.processor.tailsampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpanLogTest {

    private final SpanLog log = new SpanLog(false);
    private final Random random = new Random(1);

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] read(int position) {
        byte[] read = new byte[log.length(position)];
        log.copyTo(position, read, 0);
        return read;
    }

    @Test
    void givesBackWhatWasAppended() {
        byte[] some = bytes(1000);

        int position = log.append(7, 8, 9, 0, some, 100, 333);

        assertThat(read(position)).isEqualTo(Arrays.copyOfRange(some, 100, 433));
        assertThat(log.scope(position)).isEqualTo(8);
        assertThat(log.spans(position)).isEqualTo(9);
        assertThat(log.next(position)).isEqualTo(SpanLog.NONE);
    }

    @Test
    void aRunLargerThanAPageHasOneOfItsOwnThatGoesWithIt() {
        byte[] large = bytes(3 * SpanLog.PAGE_BYTES);
        log.append(0, 0, 1, 0, large, 0, 10);
        long before = log.bytes();

        int position = log.append(1, 0, 1, 0, large, 0, large.length);
        assertThat(read(position)).isEqualTo(large);
        assertThat(log.bytes()).isGreaterThan(before + large.length);
        log.free(position);

        assertThat(log.bytes()).isEqualTo(before);
    }

    @Test
    void pagesAreUsedAgainWhenAllTheirRunsAreFree() {
        byte[] some = bytes(1000);
        Deque<Integer> held = new ArrayDeque<>();
        for (int i = 0; i < 100_000; i++) {
            held.add(log.append(i, 0, 1, 0, some, 0, 1000));
            if (held.size() > 1000) {
                log.free(held.remove());
            }
        }

        assertThat(log.bytes()).isLessThan(1000 * 1024 + 3L * SpanLog.PAGE_BYTES);
        held.forEach(log::free);
        assertThat(log.liveBytes()).isZero();
        assertThat(log.bytes()).isLessThanOrEqualTo(SpanLog.PAGE_BYTES);
    }

    /** A few traces whose runs are linked. */
    private static final class Traces implements SpanLog.Owner {
        private final Map<Integer, int[]> runs = new HashMap<>();

        @Override
        public int firstRun(int row) {
            return runs.get(row)[0];
        }

        @Override
        public void setFirstRun(int row, int position) {
            runs.get(row)[0] = position;
        }

        @Override
        public void setLastRun(int row, int position) {
            runs.get(row)[1] = position;
        }
    }

    @Test
    void runsThatKeepPagesAloneAreMovedAndStayLinked() {
        Traces traces = new Traces();
        Map<Integer, List<byte[]>> wanted = new HashMap<>();
        for (int i = 0; i < 40_000; i++) {
            int row = i % 4000;
            byte[] some = bytes(100 + random.nextInt(300));
            int position = log.append(row, row, 1, 0, some, 0, some.length);
            wanted.computeIfAbsent(row, _ -> new ArrayList<>()).add(some);
            int[] ends = traces.runs.get(row);
            if (ends == null) {
                traces.runs.put(row, new int[] {position, position});
            } else {
                log.setNext(ends[1], position);
                ends[1] = position;
            }
        }
        for (int row = 0; row < 4000; row++) {
            if (row % 50 != 0) {
                for (int at = traces.runs.remove(row)[0]; at != SpanLog.NONE; ) {
                    int next = log.next(at);
                    log.free(at);
                    at = next;
                }
            }
        }
        assertThat(log.bytes()).isGreaterThan(10 * log.liveBytes());

        for (int i = 0; i < 20; i++) {
            log.compact(traces);
        }

        assertThat(log.bytes()).isLessThan(2 * log.liveBytes() + 5L * SpanLog.PAGE_BYTES);
        traces.runs.forEach((row, ends) -> {
            int last = SpanLog.NONE;
            int i = 0;
            for (int at = ends[0]; at != SpanLog.NONE; at = log.next(at)) {
                assertThat(read(at)).isEqualTo(wanted.get(row).get(i++));
                assertThat(log.scope(at)).isEqualTo(row);
                last = at;
            }
            assertThat(i).isEqualTo(wanted.get(row).size());
            assertThat(ends[1]).isEqualTo(last);
        });
    }
}

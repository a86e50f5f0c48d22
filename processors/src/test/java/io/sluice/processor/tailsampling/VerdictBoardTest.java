package io.sluice.processor.tailsampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class VerdictBoardTest {

    private static final long PLENTY = 1 << 30;
    private static final long THRESHOLD = 0xe6666666666666L;

    @Test
    void tellsHowATraceWasKept() {
        VerdictBoard board = new VerdictBoard(1000, PLENTY);

        board.put(7, VerdictBoard.kept(THRESHOLD, 119));
        board.put(0, VerdictBoard.kept((1L << 56) - 1, -1));

        assertThat(VerdictBoard.isKept(board.find(7))).isTrue();
        assertThat(VerdictBoard.threshold(board.find(7))).isEqualTo(THRESHOLD);
        assertThat(VerdictBoard.policy(board.find(7))).isEqualTo(119);
        assertThat(VerdictBoard.threshold(board.find(0))).isEqualTo((1L << 56) - 1);
        assertThat(VerdictBoard.policy(board.find(0))).isEqualTo(-1);
        assertThat(VerdictBoard.isKept(VerdictBoard.PENDING)).isFalse();
        assertThat(VerdictBoard.isKept(VerdictBoard.DROPPED)).isFalse();
    }

    @Test
    void theLastVerdictOnATraceCounts() {
        VerdictBoard board = new VerdictBoard(1000, PLENTY);
        board.put(7, VerdictBoard.PENDING);

        board.put(7, VerdictBoard.DROPPED);

        assertThat(board.find(7)).isEqualTo(VerdictBoard.DROPPED);
        assertThat(board.find(8)).isEqualTo(VerdictBoard.NONE);
    }

    @Test
    void overwritesTheOldestOfASetAndNoOther() {
        // Given: one set of eight, which is full, and whose first entry got another verdict
        VerdictBoard board = new VerdictBoard(1, 1);
        for (long trace = 1; trace <= 8; trace++) {
            board.put(trace, VerdictBoard.PENDING);
        }
        board.put(1, VerdictBoard.DROPPED);

        board.put(9, VerdictBoard.PENDING);

        assertThat(board.find(1)).isEqualTo(VerdictBoard.NONE);
        for (long trace = 2; trace <= 9; trace++) {
            assertThat(board.find(trace)).isEqualTo(VerdictBoard.PENDING);
        }
    }

    @Test
    void knowsMostOfAsManyTracesAsWereWanted() {
        VerdictBoard board = new VerdictBoard(100_000, PLENTY);
        SplittableRandom random = new SplittableRandom(1);
        long[] traces = random.longs(100_000).toArray();

        for (long trace : traces) {
            board.put(trace, VerdictBoard.DROPPED);
        }

        long known = 0;
        for (long trace : traces) {
            known += board.find(trace) == VerdictBoard.DROPPED ? 1 : 0;
        }
        assertThat(known).isGreaterThan(94_000);
        assertThat(board.bytes()).isEqualTo((16 << 17) + (1 << 14));
    }

    @Test
    void staysWithinItsMemory() {
        assertThat(new VerdictBoard(100_000, 1 << 16).bytes()).isLessThanOrEqualTo((1 << 16) * 33 / 32);
        assertThat(new VerdictBoard(Integer.MAX_VALUE, Long.MAX_VALUE).bytes()).isLessThan(1 << 29);
    }

    /** What a trace's verdict is in {@link #readersNeverSeeAWrongVerdict}. */
    private static long verdictOf(long trace) {
        long kept = VerdictBoard.kept(trace * 0x9e3779b97f4a7c15L >>> 8, (int) (trace & 63));
        return (trace & 1) == 0 ? kept : VerdictBoard.DROPPED;
    }

    @Test
    void readersNeverSeeAWrongVerdict() throws InterruptedException {
        // Given: few entries, which are overwritten all the time while others read them
        VerdictBoard board = new VerdictBoard(16, PLENTY);
        int traces = 64;
        AtomicLong wrong = new AtomicLong();
        AtomicLong found = new AtomicLong();
        Thread[] readers = new Thread[2];
        Thread writer = Thread.ofPlatform().unstarted(() -> {
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < 3_000_000; i++) {
                long trace = random.nextInt(traces);
                board.put(hash(trace), (i & 7) == 0 ? VerdictBoard.PENDING : verdictOf(trace));
            }
        });
        for (int i = 0; i < readers.length; i++) {
            SplittableRandom random = new SplittableRandom(i);
            readers[i] = Thread.ofPlatform().unstarted(() -> {
                while (writer.isAlive()) {
                    long trace = random.nextInt(traces);
                    long verdict = board.find(hash(trace));
                    found.addAndGet(verdict == verdictOf(trace) ? 1 : 0);
                    if (verdict != VerdictBoard.NONE
                            && verdict != VerdictBoard.PENDING
                            && verdict != verdictOf(trace)) {
                        wrong.incrementAndGet();
                    }
                }
            });
        }

        writer.start();
        for (Thread reader : readers) {
            reader.start();
        }
        writer.join();
        for (Thread reader : readers) {
            reader.join();
        }

        assertThat(wrong).hasValue(0);
        assertThat(found.get()).isPositive();
    }

    private static long hash(long trace) {
        return new IdHash(1, 2).of(trace, trace);
    }

    @Test
    void ofSeveralBoardsTheOneThatKnowsMostCounts() {
        VerdictBoards boards = new VerdictBoards();
        VerdictBoard one = boards.add(new VerdictBoard(100, PLENTY));
        VerdictBoard other = boards.add(new VerdictBoard(100, PLENTY));
        long kept = VerdictBoard.kept(0, 1);
        one.put(1, VerdictBoard.DROPPED);
        other.put(1, VerdictBoard.PENDING);
        one.put(2, VerdictBoard.PENDING);
        other.put(2, VerdictBoard.DROPPED);
        one.put(3, VerdictBoard.PENDING);
        other.put(3, kept);
        other.put(4, VerdictBoard.DROPPED);
        one.put(5, VerdictBoard.DROPPED);

        assertThat(boards.find(1)).isEqualTo(VerdictBoard.PENDING);
        assertThat(boards.find(2)).isEqualTo(VerdictBoard.PENDING);
        assertThat(boards.find(3)).isEqualTo(kept);
        assertThat(boards.find(4)).isEqualTo(VerdictBoard.DROPPED);
        assertThat(boards.find(5)).isEqualTo(VerdictBoard.DROPPED);
        assertThat(boards.find(6)).isEqualTo(VerdictBoard.NONE);
    }
}

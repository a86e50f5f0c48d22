package io.sluice.processor.tailsampling;

import io.sluice.processor.sampling.Randomness;
import java.util.Arrays;

/**
 * The traces that are held, by their ids: open addressing into rows of numbers. A trace is no object; a row stays where it is until the
 * trace is removed.
 *
 * <pre>
 *   id high | id low | least start | greatest end | spans, bytes | first run, last run | before, behind | arrival, turn
 *   randomness | [root: before, behind | root arrival] | evidence ...
 * </pre>
 *
 * <p>Rows are in a list by arrival, so that the oldest is at hand, and those whose root span has come in a second one. As every trace waits
 * for the same time, these lists are the timers. A trace that is to be kept goes from them to a third list, where it is until all of it has
 * left; its times and its randomness then give way to what is to be written.
 *
 * <p>Allocates while it grows. Threads: one worker's.
 */
final class TraceTable implements SpanLog.Owner {

    static final int NONE = -1;

    private static final int PAGE_ROWS = 1 << 12;
    private static final int PAGE_SHIFT = Integer.numberOfTrailingZeros(PAGE_ROWS);
    private static final int FIRST_SLOTS = 1 << 10;

    private static final int HIGH = 0;
    private static final int LOW = 1;
    private static final int START = 2;
    private static final int END = 3;
    private static final int SIZE = 4;
    private static final int RUNS = 5;
    private static final int LIST = 6;
    private static final int TIME = 7;
    private static final int RANDOMNESS = 8;
    private static final int FIXED = 9;

    /** Instead of a trace's bytes: it is leaving. */
    private static final int LEAVING = -1;

    private final IdHash hash;
    private final int evidenceWords;
    private final int evidenceAt;
    private final int rootAt;
    private final int stride;
    private long[][] pages = new long[16][];
    private int pageCount;
    private int[] slots;
    private int rowsUsed;
    private int freeRow = NONE;
    private int size;
    private int oldest = NONE;
    private int newest = NONE;
    private int oldestRoot = NONE;
    private int newestRoot = NONE;
    private int firstLeaving = NONE;
    private int lastLeaving = NONE;
    private int leaving;

    /**
     * A table.
     *
     * @param evidenceWords longs of evidence per trace
     * @param roots true if {@link #rootArrived} will be used
     * @param expected how many traces to make room for
     */
    TraceTable(IdHash hash, int evidenceWords, boolean roots, int expected) {
        this.hash = hash;
        this.evidenceWords = evidenceWords;
        this.rootAt = FIXED;
        this.evidenceAt = roots ? FIXED + 2 : FIXED;
        this.stride = evidenceAt + evidenceWords;
        this.slots = new int[Math.max(FIRST_SLOTS, slotsFor(expected))];
    }

    private static int slotsFor(int rows) {
        return Integer.highestOneBit(Math.max(1, Math.min(rows, 1 << 28) * 2 - 1)) << 1;
    }

    /** How many traces there are. */
    int size() {
        return size;
    }

    /** How many of them are undecided. */
    int undecided() {
        return size - leaving;
    }

    /** Bytes of memory. */
    long bytes() {
        return (long) slots.length * Integer.BYTES + (long) pageCount * PAGE_ROWS * stride * Long.BYTES;
    }

    /** Bytes by which it grows at most if so many traces are added now. */
    long growth(int traces) {
        long missing = (long) size + traces - ((long) pageCount << PAGE_SHIFT);
        long morePages = missing <= 0 ? 0 : (missing + PAGE_ROWS - 1) >>> PAGE_SHIFT;
        long moreSlots = size + traces >= slots.length / 3 * 2 ? slots.length : 0;
        return morePages * PAGE_ROWS * stride * Long.BYTES + moreSlots * Integer.BYTES;
    }

    /** The row of a trace, or {@link #NONE}. */
    int find(long high, long low, long idHash) {
        int mask = slots.length - 1;
        for (int slot = (int) (idHash >>> 20) & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
            int row = slots[slot] - 1;
            long[] page = pages[row >>> PAGE_SHIFT];
            int at = at(row);
            if (page[at + HIGH] == high && page[at + LOW] == low) {
                return row;
            }
        }
        return NONE;
    }

    /** Adds a trace that is not there, as the newest. */
    int add(long high, long low, long idHash, int nowMillis) {
        if (size >= slots.length / 3 * 2) {
            grow();
        }
        int row = takeRow();
        long[] page = pages[row >>> PAGE_SHIFT];
        int at = at(row);
        Arrays.fill(page, at, at + stride, 0);
        page[at + HIGH] = high;
        page[at + LOW] = low;
        page[at + TIME] = pack(nowMillis, 0);
        page[at + RANDOMNESS] = Randomness.NONE;
        page[at + LIST] = pack(newest, NONE);
        if (evidenceAt != rootAt) {
            page[at + rootAt] = pack(NONE, NONE);
            page[at + rootAt + 1] = 0;
        }
        if (newest == NONE) {
            oldest = row;
        } else {
            setBehind(newest, LIST, row);
        }
        newest = row;
        insert(idHash, row);
        size++;
        return row;
    }

    private int takeRow() {
        if (freeRow != NONE) {
            int row = freeRow;
            freeRow = (int) pages[row >>> PAGE_SHIFT][at(row)];
            return row;
        }
        if (rowsUsed == pageCount << PAGE_SHIFT) {
            if (pageCount == pages.length) {
                pages = Arrays.copyOf(pages, 2 * pageCount);
            }
            pages[pageCount++] = new long[PAGE_ROWS * stride];
        }
        return rowsUsed++;
    }

    private void insert(long idHash, int row) {
        int mask = slots.length - 1;
        int slot = (int) (idHash >>> 20) & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = row + 1;
    }

    private void grow() {
        int[] old = slots;
        slots = new int[2 * old.length];
        for (int entry : old) {
            if (entry != 0) {
                insert(hashOf(entry - 1), entry - 1);
            }
        }
    }

    /** Forgets a trace; its row is of no further use. */
    void remove(int row) {
        int mask = slots.length - 1;
        int hole = (int) (hashOf(row) >>> 20) & mask;
        while (slots[hole] != row + 1) {
            hole = (hole + 1) & mask;
        }
        // What was pushed behind the hole by what stood in it moves up, so that searches need no tombstones.
        for (int slot = (hole + 1) & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
            int home = (int) (hashOf(slots[slot] - 1) >>> 20) & mask;
            if (((slot - home) & mask) >= ((slot - hole) & mask)) {
                slots[hole] = slots[slot];
                hole = slot;
            }
        }
        slots[hole] = 0;
        if (isLeaving(row)) {
            unlinkLeaving(row);
        } else {
            unlink(row);
            unlinkRoot(row);
        }
        pages[row >>> PAGE_SHIFT][at(row)] = freeRow;
        freeRow = row;
        size--;
    }

    private void unlink(int row) {
        int before = before(row, LIST);
        int behind = behind(row, LIST);
        if (before == NONE) {
            oldest = behind;
        } else {
            setBehind(before, LIST, behind);
        }
        if (behind == NONE) {
            newest = before;
        } else {
            setBefore(behind, LIST, before);
        }
    }

    private void unlinkLeaving(int row) {
        int before = before(row, LIST);
        int behind = behind(row, LIST);
        if (before == NONE) {
            firstLeaving = behind;
        } else {
            setBehind(before, LIST, behind);
        }
        if (behind == NONE) {
            lastLeaving = before;
        } else {
            setBefore(behind, LIST, before);
        }
        leaving--;
    }

    private void unlinkRoot(int row) {
        if (evidenceAt == rootAt || !hasRoot(row)) {
            return;
        }
        int before = before(row, rootAt);
        int behind = behind(row, rootAt);
        if (before == NONE) {
            oldestRoot = behind;
        } else {
            setBehind(before, rootAt, behind);
        }
        if (behind == NONE) {
            newestRoot = before;
        } else {
            setBefore(behind, rootAt, before);
        }
    }

    /**
     * A trace is decided and leaves, behind others that do. Its times, its randomness and its root are of no further use.
     *
     * @param threshold what is to be written, see {@link #threshold}
     * @param tag likewise
     */
    void leave(int row, long threshold, int tag) {
        int bytes = traceBytes(row);
        unlink(row);
        unlinkRoot(row);
        set(row, LIST, pack(lastLeaving, NONE));
        if (lastLeaving == NONE) {
            firstLeaving = row;
        } else {
            setBehind(lastLeaving, LIST, row);
        }
        lastLeaving = row;
        leaving++;
        set(row, START, threshold);
        set(row, END, tag);
        set(row, RANDOMNESS, bytes);
        set(row, SIZE, pack(spans(row), LEAVING));
    }

    /** True if {@link #leave} was called of a trace. */
    boolean isLeaving(int row) {
        return traceBytes(row) == LEAVING;
    }

    /** The trace that began to leave first, or {@link #NONE}. */
    int firstLeaving() {
        return firstLeaving;
    }

    /** Of a trace that leaves: the threshold that was given. */
    long threshold(int row) {
        return get(row, START);
    }

    /** Of a trace that leaves: the tag that was given. */
    int tag(int row) {
        return (int) get(row, END);
    }

    /** Of a trace that leaves: its bytes, those that have left included. */
    long leavingBytes(int row) {
        return get(row, RANDOMNESS);
    }

    void addLeavingBytes(int row, int bytes) {
        set(row, RANDOMNESS, leavingBytes(row) + bytes);
    }

    /** The undecided trace that came first, or {@link #NONE}. */
    int oldest() {
        return oldest;
    }

    /** The trace that came next after another, or {@link #NONE}. */
    int younger(int row) {
        return behind(row, LIST);
    }

    /** The trace whose root came next after that of another, or {@link #NONE}. */
    int youngerRoot(int row) {
        return behind(row, rootAt);
    }

    /** The trace whose root came first, or {@link #NONE}. */
    int oldestRoot() {
        return oldestRoot;
    }

    /** True if {@link #rootArrived} was called of a trace. */
    boolean hasRoot(int row) {
        return (int) (get(row, rootAt + 1) >>> 32) != 0;
    }

    /** Puts a trace behind the others whose root has come, unless it is there. */
    void rootArrived(int row, int nowMillis) {
        if (hasRoot(row)) {
            return;
        }
        set(row, rootAt + 1, pack(1, nowMillis));
        set(row, rootAt, pack(newestRoot, NONE));
        if (newestRoot == NONE) {
            oldestRoot = row;
        } else {
            setBehind(newestRoot, rootAt, row);
        }
        newestRoot = row;
    }

    /** When the root came. */
    int rootMillis(int row) {
        return (int) get(row, rootAt + 1);
    }

    long high(int row) {
        return get(row, HIGH);
    }

    long low(int row) {
        return get(row, LOW);
    }

    long hashOf(int row) {
        return hash.of(high(row), low(row));
    }

    /** When the first span came. */
    int arrivalMillis(int row) {
        return (int) (get(row, TIME) >>> 32);
    }

    /** A number that the caller may leave with the trace; 0 at first. */
    int turn(int row) {
        return (int) get(row, TIME);
    }

    void setTurn(int row, int turn) {
        set(row, TIME, pack(arrivalMillis(row), turn));
    }

    /** Nanoseconds since 1970, unsigned; 0 if there is none. */
    long start(int row) {
        return get(row, START);
    }

    long end(int row) {
        return get(row, END);
    }

    void setTimes(int row, long start, long end) {
        set(row, START, start);
        set(row, END, end);
    }

    int spans(int row) {
        return (int) (get(row, SIZE) >>> 32);
    }

    /** Bytes of the spans and of what encloses them, up to {@link Integer#MAX_VALUE}. */
    int traceBytes(int row) {
        return (int) get(row, SIZE);
    }

    void addSize(int row, int spans, int bytes) {
        long sum = (long) traceBytes(row) + bytes;
        set(row, SIZE, pack(spans(row) + spans, (int) Math.min(Integer.MAX_VALUE, sum)));
    }

    @Override
    public int firstRun(int row) {
        return (int) (get(row, RUNS) >>> 32);
    }

    int lastRun(int row) {
        return (int) get(row, RUNS);
    }

    @Override
    public void setFirstRun(int row, int position) {
        set(row, RUNS, pack(position, lastRun(row)));
    }

    @Override
    public void setLastRun(int row, int position) {
        set(row, RUNS, pack(firstRun(row), position));
    }

    /** The randomness that spans told, of 56 bits, or {@link Randomness#NONE}. */
    long randomness(int row) {
        return get(row, RANDOMNESS);
    }

    void setRandomness(int row, long randomness) {
        set(row, RANDOMNESS, randomness);
    }

    /** A word of evidence. */
    long evidence(int row, int word) {
        return get(row, evidenceAt + word);
    }

    /** Adds evidence. */
    void addEvidence(int row, long[] evidence) {
        long[] page = pages[row >>> PAGE_SHIFT];
        int at = at(row) + evidenceAt;
        for (int i = 0; i < evidenceWords; i++) {
            page[at + i] |= evidence[i];
        }
    }

    private int at(int row) {
        return (row & (PAGE_ROWS - 1)) * stride;
    }

    private long get(int row, int column) {
        return pages[row >>> PAGE_SHIFT][at(row) + column];
    }

    private void set(int row, int column, long value) {
        pages[row >>> PAGE_SHIFT][at(row) + column] = value;
    }

    private int before(int row, int column) {
        return (int) (get(row, column) >>> 32);
    }

    private int behind(int row, int column) {
        return (int) get(row, column);
    }

    private void setBefore(int row, int column, int before) {
        set(row, column, pack(before, behind(row, column)));
    }

    private void setBehind(int row, int column, int behind) {
        set(row, column, pack(before(row, column), behind));
    }

    private static long pack(int upper, int lower) {
        return (long) upper << 32 | (lower & 0xffff_ffffL);
    }
}

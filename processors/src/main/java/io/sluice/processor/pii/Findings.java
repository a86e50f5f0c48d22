package io.sluice.processor.pii;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written in one text: ranges, each with its treatment. {@link #add} in any order; then {@link #resolve}. Reusable; allocates
 * only while it grows. Threads: one worker's.
 */
final class Findings {

    private static final int FIRST_CAPACITY = 16;

    /** So many are noted; of more {@link #isOverfull} tells. */
    static final int MAX_SIZE = 1 << 17;

    private int[] starts = new int[FIRST_CAPACITY];
    private int[] ends = new int[FIRST_CAPACITY];
    private @Nullable Treatment[] treatments = new @Nullable Treatment[FIRST_CAPACITY];
    private int[] ranks = new int[FIRST_CAPACITY];
    private int size;
    private boolean overfull;

    /** Start in the upper half, number in the lower. */
    private long[] order = new long[FIRST_CAPACITY];

    private int[] winners = new int[FIRST_CAPACITY];
    private int[] resolvedEnds = new int[FIRST_CAPACITY];
    private int resolved;

    void clear() {
        size = 0;
        resolved = 0;
        overfull = false;
    }

    /** True if there are more than are noted: the text can be masked as a whole only. */
    boolean isOverfull() {
        return overfull;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** @param rank of those that overlap the lowest decides, then the one that was added first */
    void add(int start, int end, Treatment treatment, int rank) {
        if (size == MAX_SIZE) {
            overfull = true;
            return;
        }
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
            treatments = Arrays.copyOf(treatments, size * 2);
            ranks = Arrays.copyOf(ranks, size * 2);
            order = new long[size * 2];
            winners = new int[size * 2];
            resolvedEnds = new int[size * 2];
        }
        starts[size] = start;
        ends[size] = end;
        treatments[size] = treatment;
        ranks[size] = rank;
        size++;
    }

    /**
     * Sorts by place and makes one of those that overlap: it takes up all their bytes, so that nothing that was found stays visible, and
     * is treated as the one that decides says.
     */
    void resolve() {
        for (int i = 0; i < size; i++) {
            order[i] = (long) starts[i] << Integer.SIZE | i;
        }
        Arrays.sort(order, 0, size);
        resolved = 0;
        for (int i = 0; i < size; i++) {
            int finding = (int) order[i];
            int last = resolved - 1;
            if (last >= 0 && starts[finding] < resolvedEnds[last]) {
                resolvedEnds[last] = Math.max(resolvedEnds[last], ends[finding]);
                winners[last] = winner(winners[last], finding);
            } else {
                order[resolved] = order[i];
                resolvedEnds[resolved] = ends[finding];
                winners[resolved] = finding;
                resolved++;
            }
        }
    }

    private int winner(int one, int other) {
        int lower = Integer.compare(ranks[one], ranks[other]);
        return lower < 0 || (lower == 0 && one < other) ? one : other;
    }

    /** How many are left after {@link #resolve}; their places ascend. */
    int size() {
        return resolved;
    }

    int start(int i) {
        return (int) (order[i] >>> Integer.SIZE);
    }

    int end(int i) {
        return resolvedEnds[i];
    }

    Treatment treatment(int i) {
        return Objects.requireNonNull(treatments[winners[i]]);
    }
}

package io.sluice.processor.tailsampling;

import java.util.Arrays;

/**
 * Shares what a bucket holds among the traces that are decided together: to those of the greatest randomness, as many as fit. The
 * threshold is just above the randomness of the first that does not fit, so that it says without bias how many traces a kept one stands for.
 * What is equal to that one does not fit either.
 *
 * <p>Workers that decide at the same time take from one bucket, an even part of what is there each.
 *
 * <p>Threads: one worker's.
 */
final class Limiter {

    private final Rule.Limit rule;
    private final Bucket bucket;
    private final int workers;
    private long[] randomness = new long[16];
    private int[] costs = new int[16];
    private int count;
    private long threshold;

    /**
     * Shares out of a bucket.
     *
     * @param bucket what all workers take from
     * @param workers how many
     */
    Limiter(Rule.Limit rule, Bucket bucket, int workers) {
        this.rule = rule;
        this.bucket = bucket;
        this.workers = workers;
    }

    Rule.Limit rule() {
        return rule;
    }

    /** Other traces follow. */
    void begin() {
        count = 0;
        threshold = 0;
    }

    /** A trace that wants its share. */
    void add(long itsRandomness, int cost) {
        if (count == costs.length) {
            randomness = Arrays.copyOf(randomness, 2 * count);
            costs = Arrays.copyOf(costs, 2 * count);
        }
        randomness[count] = itsRandomness;
        costs[count++] = cost;
    }

    /** Shares among those that were added. */
    void cut(long nowNanos) {
        double all = bucket.tokens(nowNanos);
        for (int last = count / 2 - 1; last >= 0; last--) {
            sift(last);
        }
        // An even part, so that others find theirs, but enough for the first trace if there is as much.
        double tokens = count > 0 && costs[0] <= all ? Math.max(all / workers, costs[0]) : all / workers;
        long kept = 0;
        long keptAbove = 0; // cost of those strictly above the one looked at last
        long level = -1;
        while (count > 0) {
            long next = randomness[0];
            if (next != level) {
                level = next;
                keptAbove = kept;
            }
            if (kept + costs[0] > tokens) {
                threshold = next + 1;
                kept = keptAbove;
                break;
            }
            kept += costs[0];
            count--;
            randomness[0] = randomness[count];
            costs[0] = costs[count];
            sift(0);
        }
        bucket.takeAnyway(kept, nowNanos);
    }

    /** Puts an entry into its place in a heap with the greatest randomness on top. */
    private void sift(int from) {
        int at = from;
        while (2 * at + 1 < count) {
            int child = 2 * at + 1;
            if (child + 1 < count && randomness[child + 1] > randomness[child]) {
                child++;
            }
            if (randomness[child] <= randomness[at]) {
                return;
            }
            long itsRandomness = randomness[at];
            int cost = costs[at];
            randomness[at] = randomness[child];
            costs[at] = costs[child];
            randomness[child] = itsRandomness;
            costs[child] = cost;
            at = child;
        }
    }

    /** What traces must reach. */
    long threshold() {
        return threshold;
    }
}

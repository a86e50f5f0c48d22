package io.sluice.processor.tailsampling;

import java.util.Arrays;

/**
 * Runs of spans that are about to leave, in the order in which their traces were decided. Positions are valid until the runs have left, so
 * nothing may move in the log meanwhile. Threads: one worker's.
 */
final class Releases {

    /** Spans leave as they came. */
    static final long UNCHANGED = -1;

    /** So many bytes are worth a request. */
    static final long ENOUGH = 1 << 20;

    private int[] positions = new int[64];
    private int[] tags = new int[64];
    private long[] thresholds = new long[64];
    private int count;
    private long bytes;

    /**
     * Adds a run.
     *
     * @param threshold what to write as {@code th}; {@link #UNCHANGED} to leave the spans as they are; {@link #wouldBe} to do so in a dry run
     * @param tag see {@link Tag}
     */
    void add(int position, int runBytes, long threshold, int tag) {
        if (count == positions.length) {
            positions = Arrays.copyOf(positions, 2 * count);
            tags = Arrays.copyOf(tags, 2 * count);
            thresholds = Arrays.copyOf(thresholds, 2 * count);
        }
        positions[count] = position;
        tags[count] = tag;
        thresholds[count++] = threshold;
        bytes += runBytes;
    }

    /** A threshold that is told in the scope, not written to spans. */
    static long wouldBe(long threshold) {
        return -2 - threshold;
    }

    /** The threshold that {@link #wouldBe} was given. */
    static long wouldHaveBeen(long threshold) {
        return -2 - threshold;
    }

    /** True if the scope says the same of two runs as far as thresholds go. */
    boolean sayTheSame(int one, int other) {
        return thresholds[one] >= UNCHANGED || thresholds[one] == thresholds[other];
    }

    int count() {
        return count;
    }

    /** Bytes of spans that wait. */
    long bytes() {
        return bytes;
    }

    int position(int i) {
        return positions[i];
    }

    int tag(int i) {
        return tags[i];
    }

    long threshold(int i) {
        return thresholds[i];
    }

    void clear() {
        count = 0;
        bytes = 0;
    }
}

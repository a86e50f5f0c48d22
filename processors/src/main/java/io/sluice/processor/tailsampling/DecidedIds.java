package io.sluice.processor.tailsampling;

/**
 * Knows the latest ids on which there was a decision, and nothing else of them: 32 bits of each id's hash. It is there to count traces that
 * are decided twice. An id that was never added is taken for one that was once in 286 million times (15 of 2^32).
 *
 * <p>Each id belongs to one bucket of 16 numbers, about a line of the processor's cache, so that it costs little to add and to look up:
 *
 * <pre>
 *   where the next goes (0-14) | 15 ids, those that were added last
 * </pre>
 *
 * <p>Allocates once, with the first id. Threads: one worker's.
 */
final class DecidedIds {

    private static final int BUCKET_SHIFT = 4;
    private static final int IDS = (1 << BUCKET_SHIFT) - 1;
    private static final int LEAST = 1 << 8;
    private static final int MOST = 1 << 21;

    private final int room;
    private int[] buckets = {};

    /**
     * Room for ids.
     *
     * @param wanted how many to know, at most two million; half to twice as many are
     * @param maxBytes the most memory, which goes before the number; less than 1024 counts as 1024
     */
    DecidedIds(long wanted, long maxBytes) {
        room = Integer.highestOneBit(Math.clamp(Math.min(wanted, maxBytes / Integer.BYTES), LEAST, MOST));
    }

    /** Adds an id by its hash. */
    void add(long idHash) {
        if (buckets.length == 0) {
            buckets = new int[room];
        }
        int bucket = bucketOf(idHash);
        int mark = mark(idHash);
        if (has(bucket, mark)) {
            return;
        }
        int next = buckets[bucket];
        buckets[bucket + 1 + next] = mark;
        buckets[bucket] = next + 1 == IDS ? 0 : next + 1;
    }

    /** True if an id was added and is not forgotten. */
    boolean has(long idHash) {
        return buckets.length > 0 && has(bucketOf(idHash), mark(idHash));
    }

    private boolean has(int bucket, int mark) {
        for (int i = bucket + 1; i <= bucket + IDS; i++) {
            if (buckets[i] == mark) {
                return true;
            }
        }
        return false;
    }

    /** What stands for an id; not 0, which is an empty place. */
    private static int mark(long idHash) {
        int mark = (int) idHash;
        return mark == 0 ? 1 : mark;
    }

    private int bucketOf(long idHash) {
        return (int) (idHash >>> Integer.SIZE) << BUCKET_SHIFT & (buckets.length - 1);
    }

    long bytes() {
        return (long) buckets.length * Integer.BYTES;
    }
}

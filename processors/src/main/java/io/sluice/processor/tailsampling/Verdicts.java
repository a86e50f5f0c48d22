package io.sluice.processor.tailsampling;

import org.jspecify.annotations.Nullable;

/**
 * Decisions on traces that are gone, for spans of theirs that come later. Threads: one worker's.
 */
final class Verdicts {

    /** What is known of a trace. */
    enum Verdict {
        /** Nothing: it has not been decided, or so long ago that it is forgotten. */
        NONE,
        /** It was kept. */
        KEPT,
        /** It was not. */
        DROPPED
    }

    /** How many policies a kept trace can tell apart. */
    private static final int POLICY_BITS = 7;

    /** Of so many times the traces whose decisions are remembered it is known that there was one. */
    private static final int FORGOTTEN_KNOWN = 4;

    private static final int POLICY_MASK = (1 << POLICY_BITS) - 1;

    private final RecentIds kept;
    private final RecentIds dropped;
    private final DecidedIds decided;
    private final @Nullable VerdictBoard board;
    private long threshold;
    private int policy;
    private int seconds;

    /**
     * Decisions.
     *
     * @param kept how many kept traces to remember
     * @param dropped how many others
     * @param maxBytes the most memory for each of the two, which goes before the numbers, for knowing that there was a decision, and for
     *     the board
     * @param boards where others read the decisions, or null if nobody does
     */
    Verdicts(int kept, int dropped, long maxBytes, @Nullable VerdictBoards boards) {
        this.board = boards == null ? null : boards.add(new VerdictBoard((long) kept + dropped, maxBytes));
        this.kept = new RecentIds(atMost(kept, maxBytes / RecentIds.bytesPerKey(true, true)), true, true);
        this.dropped = new RecentIds(atMost(dropped, maxBytes / RecentIds.bytesPerKey(false, true)), false, true);
        this.decided = new DecidedIds(FORGOTTEN_KNOWN * ((long) kept + dropped), maxBytes);
    }

    private static int atMost(int wanted, long most) {
        return (int) Math.max(1, Math.min(wanted, most));
    }

    /** Looks a trace up; for {@link Verdict#KEPT}, {@link #threshold} and {@link #policy} tell how. */
    Verdict find(long idHash) {
        if (kept.find(idHash)) {
            threshold = kept.value() >>> POLICY_BITS;
            policy = (int) (kept.value() & POLICY_MASK) - 1;
            seconds = kept.stamp();
            return Verdict.KEPT;
        }
        if (dropped.find(idHash)) {
            seconds = dropped.stamp();
            return Verdict.DROPPED;
        }
        return Verdict.NONE;
    }

    /** A trace is held from now on. */
    void begun(long idHash) {
        if (board != null) {
            board.put(idHash, VerdictBoard.PENDING);
        }
    }

    void addKept(long idHash, long itsThreshold, int itsPolicy, int nowSeconds) {
        decided.add(idHash);
        if (board != null) {
            board.put(idHash, VerdictBoard.kept(itsThreshold, itsPolicy));
        }
        kept.add(idHash, itsThreshold << POLICY_BITS | (itsPolicy + 1 & POLICY_MASK), nowSeconds);
    }

    void addDropped(long idHash, int nowSeconds) {
        decided.add(idHash);
        if (board != null) {
            board.put(idHash, VerdictBoard.DROPPED);
        }
        dropped.add(idHash, 0, nowSeconds);
    }

    /** True if there was a decision on a trace, also if it is forgotten; false if that was long ago. */
    boolean wasDecided(long idHash) {
        return (kept.hasForgotten() || dropped.hasForgotten()) && decided.has(idHash);
    }

    long threshold() {
        return threshold;
    }

    int policy() {
        return policy;
    }

    /** When the trace found last was decided. */
    int seconds() {
        return seconds;
    }

    long bytes() {
        return kept.bytes() + dropped.bytes() + decided.bytes() + (board == null ? 0 : board.bytes());
    }
}

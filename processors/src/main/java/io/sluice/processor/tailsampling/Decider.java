package io.sluice.processor.tailsampling;

/**
 * Decides about traces on their evidence; parses nothing. After {@link #decide} the answer is in the other methods, until the next one.
 *
 * <p>Threads: one worker's.
 */
abstract class Decider {

    /** How a policy or all of them together decided. */
    enum Vote {
        SAMPLED(0),
        NOT_SAMPLED(1),
        DROPPED(2);

        /** How many there are. */
        static final int COUNT = 3;

        private final int number;

        Vote(int number) {
            this.number = number;
        }

        /** From 0 to {@link #COUNT}. */
        int number() {
            return number;
        }

        static Vote of(int number) {
            return switch (number) {
                case 0 -> SAMPLED;
                case 1 -> NOT_SAMPLED;
                default -> DROPPED;
            };
        }
    }

    private final long[] tracesByVote;
    private final long[] spansByVote;

    /** True if the trace is kept. */
    protected boolean kept;

    /** True if a policy dropped what others would have kept. */
    protected boolean dropped;

    /** Which policy decided, or -1 if none did. */
    protected int policy;

    /** The threshold that the trace was kept with; 0 in {@code mode: compat}. */
    protected long threshold;

    Decider(int policies) {
        tracesByVote = new long[policies * Vote.COUNT];
        spansByVote = new long[policies * Vote.COUNT];
    }

    /**
     * Says that these traces are decided together, before {@link #decide} is called of each.
     *
     * @param rows the traces
     */
    abstract void prepare(IntList rows, long nowNanos);

    /** Decides about one of them. */
    abstract void decide(int row, long nowNanos);

    final boolean kept() {
        return kept;
    }

    final int policy() {
        return policy;
    }

    final long threshold() {
        return threshold;
    }

    final Vote vote() {
        return kept ? Vote.SAMPLED : dropped ? Vote.DROPPED : Vote.NOT_SAMPLED;
    }

    /** Counts what a policy said. */
    protected final void count(int number, Vote vote, int spans) {
        tracesByVote[number * Vote.COUNT + vote.number()]++;
        spansByVote[number * Vote.COUNT + vote.number()] += spans;
    }

    /** How many traces a policy decided so since the last call. */
    final long takeTraces(int number, Vote vote) {
        return take(tracesByVote, number, vote);
    }

    /** How many spans these had. */
    final long takeSpans(int number, Vote vote) {
        return take(spansByVote, number, vote);
    }

    private static long take(long[] counts, int number, Vote vote) {
        int at = number * Vote.COUNT + vote.number();
        long count = counts[at];
        counts[at] = 0;
        return count;
    }
}

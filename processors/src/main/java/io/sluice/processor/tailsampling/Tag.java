package io.sluice.processor.tailsampling;

/**
 * What is to be written about a run of spans that leaves, as one number. Runs of one scope with different tags leave in different scopes.
 *
 * <pre>
 *   bits 0-8: policy + 1, 0 for none    9: decided before it came    10, 11: vote, for a dry run    12: there is something to write
 * </pre>
 */
final class Tag {

    /** Nothing to write. */
    static final int NONE = 0;

    private static final int POLICY_MASK = 0x1ff;
    private static final int LATE = 1 << 9;
    private static final int VOTE_SHIFT = 10;
    private static final int VOTE_MASK = 3;
    private static final int WRITTEN = 1 << 12;

    private Tag() {}

    static int of(int policy, boolean late, Decider.Vote vote) {
        return (policy + 1 & POLICY_MASK) | (late ? LATE : 0) | vote.number() << VOTE_SHIFT | WRITTEN;
    }

    static int policy(int tag) {
        return (tag & POLICY_MASK) - 1;
    }

    static boolean isLate(int tag) {
        return (tag & LATE) != 0;
    }

    static Decider.Vote vote(int tag) {
        return Decider.Vote.of(tag >>> VOTE_SHIFT & VOTE_MASK);
    }
}

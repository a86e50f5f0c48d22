package io.sluice.processor.tailsampling;

import io.sluice.api.Clock;
import java.util.concurrent.TimeUnit;

/**
 * Decides about traces on their evidence; parses nothing. After {@link #decide} the answers are in the other methods, until the next
 * call.
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

    private static final int FIRST_ROOM = 256;

    private final Clock clock;
    private final int policies;
    private final long[] tracesByVote;
    private final long[] spansByVote;
    private final double[] probabilities;
    private final long[] nanos;
    private Vote[] votes = new Vote[FIRST_ROOM];
    private long[] thresholds = new long[FIRST_ROOM];
    private int[] deciding = new int[FIRST_ROOM];

    /** What every trace must reach, whatever policies say. */
    protected long floor;

    Decider(int policies, Clock clock) {
        this.clock = clock;
        this.policies = policies;
        tracesByVote = new long[policies * Vote.COUNT];
        spansByVote = new long[policies * Vote.COUNT];
        probabilities = new double[policies];
        nanos = new long[policies];
    }

    /**
     * Decides about traces together: asks one policy about all of them, then the next, so that what each takes is measured by reading the
     * clock once.
     *
     * @param rows the traces; the other methods tell of each by its place among them
     */
    final void decide(IntList rows, long nowNanos) {
        int count = rows.size();
        if (votes.length < count) {
            votes = new Vote[Math.max(count, 2 * votes.length)];
            thresholds = new long[votes.length];
            deciding = new int[votes.length];
        }
        begin(rows);
        long before = clock.nanoTime();
        for (int i = 0; i < policies; i++) {
            ask(i, rows, nowNanos);
            long after = clock.nanoTime();
            nanos[i] += after - before;
            before = after;
        }
        conclude(rows);
    }

    /** Makes ready for these traces. */
    abstract void begin(IntList rows);

    /** Asks a policy about all of them. */
    abstract void ask(int number, IntList rows, long nowNanos);

    /** Says of each trace what was decided, by {@link #decided}. */
    abstract void conclude(IntList rows);

    /**
     * Says what was decided about a trace.
     *
     * @param at its place among the traces that are decided together
     * @param threshold what it was kept with; 0 in {@code mode: compat}
     * @param policy which one decided, or -1 if none did
     */
    protected final void decided(int at, Vote vote, long threshold, int policy) {
        votes[at] = vote;
        thresholds[at] = threshold;
        deciding[at] = policy;
    }

    /** Sets what every trace must reach, whatever policies say; has no effect in {@code mode: compat}. */
    final void setFloor(long floor) {
        this.floor = floor;
    }

    final Vote vote(int at) {
        return votes[at];
    }

    /** Which policy decided, or -1 if none did; one that keeps, of a trace that is not kept, if only the floor was above it. */
    final int policy(int at) {
        return deciding[at];
    }

    /** The threshold that the trace was kept with; 0 in {@code mode: compat}. */
    final long threshold(int at) {
        return thresholds[at];
    }

    /**
     * Counts what a policy said.
     *
     * @param probability with which it says so to traces of that kind: keeps them, or drops them if that is what it is for
     */
    protected final void count(int number, Vote vote, int spans, double probability) {
        tracesByVote[number * Vote.COUNT + vote.number()]++;
        spansByVote[number * Vote.COUNT + vote.number()] += spans;
        probabilities[number] += probability;
    }

    /** The sum of a policy's probabilities since the last call. */
    final double takeProbability(int number) {
        double sum = probabilities[number];
        probabilities[number] = 0;
        return sum;
    }

    /** Whole microseconds that a policy took since the last call. */
    final long takeMicros(int number) {
        long micros = TimeUnit.NANOSECONDS.toMicros(nanos[number]);
        nanos[number] -= TimeUnit.MICROSECONDS.toNanos(micros);
        return micros;
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

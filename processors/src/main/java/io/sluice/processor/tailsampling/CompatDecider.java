package io.sluice.processor.tailsampling;

import io.sluice.api.Clock;
import java.util.Arrays;
import java.util.List;

/**
 * Decides as the Collector 0.155 does: every policy votes, in their order; a vote to drop is final, then one vote to keep is enough. With
 * {@code invert_match_vetoes} an inverted match vetoes, and its opposite keeps only what nobody votes against.
 */
final class CompatDecider extends Decider {

    /** What a policy may say; the last two only of inverted matches. */
    private enum Said {
        YES(1),
        NO(2),
        DROP(4),
        YES_UNLESS_NO(8),
        VETO(16);

        private final int bit;

        Said(int bit) {
            this.bit = bit;
        }

        int bit() {
            return bit;
        }
    }

    private final PolicySet set;
    private final TraceTable table;
    private final boolean firstMatch;
    private final boolean vetoes;
    private final List<Bucket> buckets;

    private int[] said = {};
    private int[] yes = {};
    private int[] unlessNo = {};

    CompatDecider(
            PolicySet set, List<Bucket> buckets, TraceTable table, boolean firstMatch, boolean vetoes, Clock clock) {
        super(set.policies().size(), clock);
        this.set = set;
        this.table = table;
        this.firstMatch = firstMatch;
        this.vetoes = vetoes;
        this.buckets = buckets;
    }

    @Override
    void begin(IntList rows) {
        int count = rows.size();
        if (said.length < count) {
            int room = Math.max(count, 2 * said.length);
            said = new int[room];
            yes = new int[room];
            unlessNo = new int[room];
        }
        Arrays.fill(said, 0, count, 0);
        Arrays.fill(yes, 0, count, -1);
        Arrays.fill(unlessNo, 0, count, -1);
    }

    @Override
    void ask(int number, IntList rows, long nowNanos) {
        Rule rule = set.policies().get(number).rule();
        for (int i = 0; i < rows.size(); i++) {
            if (isSettled(i)) {
                continue;
            }
            int row = rows.get(i);
            Said answer = ask(rule, row, nowNanos);
            Vote vote = voteOf(answer);
            count(number, vote, table.spans(row), vote == Vote.NOT_SAMPLED ? 0 : 1);
            said[i] |= answer.bit();
            if (answer == Said.DROP || (answer == Said.YES && yes[i] < 0)) {
                yes[i] = number;
            } else if (answer == Said.YES_UNLESS_NO && unlessNo[i] < 0) {
                unlessNo[i] = number;
            }
        }
    }

    /** True if no further policy is asked about a trace. */
    private boolean isSettled(int i) {
        return (said[i] & Said.DROP.bit()) != 0 || (firstMatch && (said[i] & Said.YES.bit()) != 0);
    }

    @Override
    void conclude(IntList rows) {
        for (int i = 0; i < rows.size(); i++) {
            boolean no = (said[i] & Said.NO.bit()) != 0;
            if ((said[i] & Said.DROP.bit()) != 0) {
                decided(i, Vote.DROPPED, 0, yes[i]);
                continue;
            }
            int policy = yes[i] >= 0 ? yes[i] : no ? -1 : unlessNo[i];
            boolean kept = policy >= 0 && (said[i] & Said.VETO.bit()) == 0;
            decided(i, kept ? Vote.SAMPLED : Vote.NOT_SAMPLED, 0, kept ? policy : -1);
        }
    }

    private static Vote voteOf(Said said) {
        return switch (said) {
            case YES, YES_UNLESS_NO -> Vote.SAMPLED;
            case NO, VETO -> Vote.NOT_SAMPLED;
            case DROP -> Vote.DROPPED;
        };
    }

    private Said ask(Rule rule, int row, long nowNanos) {
        return switch (rule) {
            case Rule.Always _ -> Said.YES;
            case Rule.Seen seen -> seen(seen, ((table.evidence(row, seen.bit() >>> 6) >>> seen.bit()) & 1) != 0);
            case Rule.SeenAny any -> either((table.evidence(row, 0) & any.bits()) != 0);
            case Rule.Lasts _ -> throw new IllegalArgumentException("durations are evidence in mode: compat");
            case Rule.Counts counts -> {
                int spans = table.spans(row);
                yield either(spans >= counts.least() && spans <= counts.greatest());
            }
            case Rule.Part part -> {
                long hash = TraceIdHash.of(part.salt(), table.high(row), table.low(row));
                yield either(Long.compareUnsigned(hash, part.hashLimit()) <= 0);
            }
            case Rule.Limit limit -> {
                long cost = limit.bytes() ? table.traceBytes(row) : table.spans(row);
                yield either(buckets.get(limit.number()).take(cost, nowNanos));
            }
            case Rule.All all -> either(allSayYes(all.parts(), row, nowNanos));
            case Rule.Drop drop -> allSayYes(drop.parts(), row, nowNanos) ? Said.DROP : Said.NO;
            case Rule.Not not ->
                switch (ask(not.part(), row, nowNanos)) {
                    case YES -> Said.NO;
                    case NO -> Said.YES;
                    case DROP -> Said.DROP;
                    case YES_UNLESS_NO -> Said.YES_UNLESS_NO;
                    case VETO -> Said.VETO;
                };
        };
    }

    private Said seen(Rule.Seen seen, boolean found) {
        if (!vetoes || !seen.inverted()) {
            return either(found != seen.inverted());
        }
        return found ? Said.VETO : Said.YES_UNLESS_NO;
    }

    private boolean allSayYes(List<Rule> parts, int row, long nowNanos) {
        for (int i = 0; i < parts.size(); i++) {
            Said said = ask(parts.get(i), row, nowNanos);
            if (said == Said.NO || said == Said.VETO) {
                return false;
            }
        }
        return true;
    }

    private static Said either(boolean keeps) {
        return keeps ? Said.YES : Said.NO;
    }
}

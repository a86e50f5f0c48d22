package io.sluice.processor.tailsampling;

import java.util.List;

/**
 * Decides as the Collector 0.155 does: every policy votes, in their order; a vote to drop is final, then one vote to keep is enough. With
 * {@code invert_match_vetoes} an inverted match vetoes, and its opposite keeps only what nobody votes against.
 */
final class CompatDecider extends Decider {

    /** What a policy may say; the last two only of inverted matches. */
    private enum Said {
        YES,
        NO,
        DROP,
        YES_UNLESS_NO,
        VETO
    }

    private final PolicySet set;
    private final TraceTable table;
    private final boolean firstMatch;
    private final boolean vetoes;
    private final Bucket[] buckets;

    CompatDecider(PolicySet set, TraceTable table, boolean firstMatch, boolean vetoes, long nowNanos) {
        super(set.policies().size());
        this.set = set;
        this.table = table;
        this.firstMatch = firstMatch;
        this.vetoes = vetoes;
        this.buckets = set.limits().stream()
                .map(limit -> new Bucket(limit.perSecond(), limit.burst(), nowNanos))
                .toArray(Bucket[]::new);
    }

    @Override
    void prepare(IntList rows, long nowNanos) {
        // each trace is decided by itself
    }

    @Override
    void decide(int row, long nowNanos) {
        int spans = table.spans(row);
        int yes = -1;
        int unlessNo = -1;
        boolean no = false;
        boolean veto = false;
        kept = false;
        dropped = false;
        policy = -1;
        List<PolicySet.Policy> policies = set.policies();
        for (int i = 0; i < policies.size(); i++) {
            Said said = ask(policies.get(i).rule(), row, nowNanos);
            count(i, voteOf(said), spans);
            switch (said) {
                case YES -> yes = yes < 0 ? i : yes;
                case NO -> no = true;
                case YES_UNLESS_NO -> unlessNo = unlessNo < 0 ? i : unlessNo;
                case VETO -> veto = true;
                case DROP -> {
                    dropped = true;
                    policy = i;
                    return;
                }
            }
            if (firstMatch && said == Said.YES) {
                break;
            }
        }
        if (veto) {
            return;
        }
        if (yes >= 0) {
            policy = yes;
        } else if (!no) {
            policy = unlessNo;
        }
        kept = policy >= 0;
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
                yield either(buckets[limit.number()].take(cost, nowNanos));
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

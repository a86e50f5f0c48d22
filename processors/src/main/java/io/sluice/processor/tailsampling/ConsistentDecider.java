package io.sluice.processor.tailsampling;

import io.sluice.processor.sampling.Randomness;
import io.sluice.processor.sampling.Threshold;
import java.util.List;

/**
 * Decides by thresholds. Each policy gives one for the trace: 0 where it keeps it for what was seen, {@link Threshold#NEVER} where it doesn't,
 * something in between where it keeps a part. The least of them counts, raised to what policies that drop ask for; a trace is kept if its
 * randomness is at or above it.
 *
 * <pre>
 *   several that must agree: the greatest       not: what is missing to NEVER
 *   policies: the least                         drop: what is missing to NEVER, as a floor
 * </pre>
 *
 * <p>So the order of policies and of spans changes nothing, and the threshold says how many traces a kept one stands for.
 */
final class ConsistentDecider extends Decider {

    private final PolicySet set;
    private final TraceTable table;
    private final Limiter[] limiters;

    ConsistentDecider(PolicySet set, TraceTable table, long nowNanos) {
        super(set.policies().size());
        this.set = set;
        this.table = table;
        this.limiters =
                set.limits().stream().map(limit -> new Limiter(limit, nowNanos)).toArray(Limiter[]::new);
    }

    @Override
    void prepare(IntList rows, long nowNanos) {
        for (Limiter limiter : limiters) {
            limiter.begin();
        }
        for (Limiter limiter : limiters) {
            for (int i = 0; i < rows.size(); i++) {
                int row = rows.get(i);
                if (isAsked(limiter.rule(), row)) {
                    limiter.add(randomness(row), limiter.rule().bytes() ? table.traceBytes(row) : table.spans(row));
                }
            }
            limiter.cut(nowNanos);
        }
    }

    private boolean isAsked(Rule.Limit limit, int row) {
        for (PolicySet.Policy each : set.policies()) {
            if (holds(each.rule(), limit)) {
                return isAsked(each.rule(), limit, row);
            }
        }
        return false;
    }

    /** True if everything else that must agree does. */
    private boolean isAsked(Rule rule, Rule.Limit limit, int row) {
        if (!(rule instanceof Rule.All all)) {
            return true;
        }
        for (Rule part : all.parts()) {
            if (holds(part, limit) ? !isAsked(part, limit, row) : threshold(part, row) > randomness(row)) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(Rule rule, Rule.Limit limit) {
        return (rule instanceof Rule.Limit other && other.number() == limit.number())
                || (rule instanceof Rule.All all && all.parts().stream().anyMatch(part -> holds(part, limit)));
    }

    /** The trace's randomness, of 56 bits: what spans told, else the end of its id. */
    private long randomness(int row) {
        long told = table.randomness(row);
        return told != Randomness.NONE ? told : table.low(row) & Randomness.MAX;
    }

    @Override
    void decide(int row, long nowNanos) {
        long randomness = randomness(row);
        int spans = table.spans(row);
        long least = Threshold.NEVER;
        long floor = 0;
        int keeps = -1;
        int drops = -1;
        List<PolicySet.Policy> policies = set.policies();
        for (int i = 0; i < policies.size(); i++) {
            if (policies.get(i).rule() instanceof Rule.Drop drop) {
                long raised = Threshold.NEVER - greatest(drop.parts(), row);
                count(i, randomness < raised ? Vote.DROPPED : Vote.NOT_SAMPLED, spans);
                if (raised > floor) {
                    floor = raised;
                    drops = i;
                }
            } else {
                long own = threshold(policies.get(i).rule(), row);
                count(i, randomness >= own ? Vote.SAMPLED : Vote.NOT_SAMPLED, spans);
                if (own < least) {
                    least = own;
                    keeps = i;
                }
            }
        }
        threshold = Math.max(least, floor);
        kept = randomness >= threshold;
        dropped = !kept && randomness < floor;
        policy = kept ? keeps : dropped ? drops : -1;
    }

    private long threshold(Rule rule, int row) {
        return switch (rule) {
            case Rule.Always _ -> 0;
            case Rule.Seen seen ->
                either(((table.evidence(row, seen.bit() >>> 6) >>> seen.bit()) & 1) != 0 != seen.inverted());
            case Rule.SeenAny any -> either((table.evidence(row, 0) & any.bits()) != 0);
            case Rule.Lasts lasts -> {
                long millis = Durations.millis(table.start(row), table.end(row));
                yield either(millis > lasts.above() && millis <= lasts.atMost());
            }
            case Rule.Counts counts -> {
                int spans = table.spans(row);
                yield either(spans >= counts.least() && spans <= counts.greatest());
            }
            case Rule.Part part -> part.threshold();
            case Rule.Limit limit -> limiters[limit.number()].threshold();
            case Rule.All all -> greatest(all.parts(), row);
            case Rule.Not not -> Threshold.NEVER - threshold(not.part(), row);
            case Rule.Drop drop -> greatest(drop.parts(), row);
        };
    }

    private static long either(boolean keeps) {
        return keeps ? 0 : Threshold.NEVER;
    }

    private long greatest(List<Rule> parts, int row) {
        long greatest = 0;
        for (int i = 0; i < parts.size(); i++) {
            greatest = Math.max(greatest, threshold(parts.get(i), row));
        }
        return greatest;
    }
}

package io.sluice.processor.tailsampling;

import io.sluice.api.Clock;
import io.sluice.processor.sampling.Randomness;
import io.sluice.processor.sampling.Threshold;
import java.util.Arrays;
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

    private long[] randomness = {};
    private long[] least = {};
    private long[] floors = {};
    private int[] keeps = {};
    private int[] drops = {};

    ConsistentDecider(PolicySet set, List<Bucket> buckets, int workers, TraceTable table, Clock clock) {
        super(set.policies().size(), clock);
        this.set = set;
        this.table = table;
        this.limiters = set.limits().stream()
                .map(limit -> new Limiter(limit, buckets.get(limit.number()), workers))
                .toArray(Limiter[]::new);
    }

    @Override
    void begin(IntList rows) {
        int count = rows.size();
        if (randomness.length < count) {
            int room = Math.max(count, 2 * randomness.length);
            randomness = new long[room];
            least = new long[room];
            floors = new long[room];
            keeps = new int[room];
            drops = new int[room];
        }
        for (int i = 0; i < count; i++) {
            randomness[i] = randomness(rows.get(i));
        }
        Arrays.fill(least, 0, count, Threshold.NEVER);
        Arrays.fill(floors, 0, count, 0);
        Arrays.fill(keeps, 0, count, -1);
        Arrays.fill(drops, 0, count, -1);
        for (Limiter limiter : limiters) {
            limiter.begin();
        }
    }

    private void share(Limiter limiter, Rule rule, IntList rows, long nowNanos) {
        for (int i = 0; i < rows.size(); i++) {
            int row = rows.get(i);
            if (isAsked(rule, limiter.rule(), row, randomness[i])) {
                limiter.add(randomness[i], limiter.rule().bytes() ? table.traceBytes(row) : table.spans(row));
            }
        }
        limiter.cut(nowNanos);
    }

    /** True if everything else that must agree does. */
    private boolean isAsked(Rule rule, Rule.Limit limit, int row, long itsRandomness) {
        if (!(rule instanceof Rule.All all)) {
            return true;
        }
        for (Rule part : all.parts()) {
            if (holds(part, limit) ? !isAsked(part, limit, row, itsRandomness) : threshold(part, row) > itsRandomness) {
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
    void ask(int number, IntList rows, long nowNanos) {
        Rule rule = set.policies().get(number).rule();
        if (rule instanceof Rule.Drop drop) {
            askToDrop(number, drop, rows);
            return;
        }
        for (Limiter limiter : limiters) {
            if (holds(rule, limiter.rule())) {
                share(limiter, rule, rows, nowNanos);
            }
        }
        for (int i = 0; i < rows.size(); i++) {
            int row = rows.get(i);
            long own = threshold(rule, row);
            Vote vote = randomness[i] >= own ? Vote.SAMPLED : Vote.NOT_SAMPLED;
            count(number, vote, table.spans(row), Threshold.probability(own));
            if (own < least[i]) {
                least[i] = own;
                keeps[i] = number;
            }
        }
    }

    private void askToDrop(int number, Rule.Drop drop, IntList rows) {
        for (int i = 0; i < rows.size(); i++) {
            int row = rows.get(i);
            long agreed = greatest(drop.parts(), row);
            long raised = Threshold.NEVER - agreed;
            Vote vote = randomness[i] < raised ? Vote.DROPPED : Vote.NOT_SAMPLED;
            count(number, vote, table.spans(row), Threshold.probability(agreed));
            if (raised > floors[i]) {
                floors[i] = raised;
                drops[i] = number;
            }
        }
    }

    @Override
    void conclude(IntList rows) {
        for (int i = 0; i < rows.size(); i++) {
            long threshold = Math.max(least[i], floors[i]);
            if (randomness[i] >= Math.max(threshold, floor)) {
                decided(i, Vote.SAMPLED, Math.max(threshold, floor), keeps[i]);
            } else if (randomness[i] < floors[i]) {
                decided(i, Vote.DROPPED, threshold, drops[i]);
            } else {
                decided(i, Vote.NOT_SAMPLED, threshold, randomness[i] >= threshold ? keeps[i] : -1);
            }
        }
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

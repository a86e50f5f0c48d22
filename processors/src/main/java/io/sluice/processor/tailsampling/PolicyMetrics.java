package io.sluice.processor.tailsampling;

import io.sluice.api.telemetry.Counter;
import io.sluice.api.telemetry.Meter;
import java.util.EnumMap;
import java.util.Map;

/** What one policy decides, and how long it takes for it. Threads: any. */
final class PolicyMetrics {

    private record Counters(Counter traces, Counter spans) {}

    private final Map<Decider.Vote, Counters> votes = new EnumMap<>(Decider.Vote.class);
    private final EffectiveProbability probability = new EffectiveProbability();
    private final Counter executions;
    private final Counter micros;

    /** @param labels the policy among them */
    PolicyMetrics(Meter meter, String... labels) {
        String prefix = TailSamplingMetrics.PREFIX;
        for (Decider.Vote vote : Decider.Vote.values()) {
            String[] all = TailSamplingMetrics.with(
                    labels,
                    "sampled",
                    TailSamplingMetrics.isSampled(vote),
                    "decision",
                    TailSamplingMetrics.label(vote));
            votes.put(
                    vote,
                    new Counters(
                            meter.counter(prefix + "count_traces_sampled", "Traces by what a policy decided.", all),
                            meter.counter(prefix + "count_spans_sampled", "Spans by what a policy decided.", all)));
        }
        executions = meter.counter(
                prefix + "sampling_policy_execution_count", "How many traces a policy was asked about.", labels);
        micros = meter.counter(
                prefix + "sampling_policy_execution_time_sum", "Microseconds that a policy took for them.", labels);
        meter.gauge(
                prefix + "policy_effective_probability",
                "The share of traces that a policy keeps, or drops if that is what it is for, over the last half to"
                        + " whole minute.",
                probability::value,
                labels);
    }

    /** Takes over what a decider has counted of a policy. */
    void take(Decider decider, int number, long nowNanos) {
        long asked = 0;
        for (Map.Entry<Decider.Vote, Counters> vote : votes.entrySet()) {
            long traces = decider.takeTraces(number, vote.getKey());
            long spans = decider.takeSpans(number, vote.getKey());
            if (traces > 0) {
                vote.getValue().traces().add(traces);
                vote.getValue().spans().add(spans);
            }
            asked += traces;
        }
        long took = decider.takeMicros(number);
        if (took > 0) {
            micros.add(took);
        }
        if (asked > 0) {
            executions.add(asked);
            probability.add(decider.takeProbability(number), asked, nowNanos);
        }
    }
}

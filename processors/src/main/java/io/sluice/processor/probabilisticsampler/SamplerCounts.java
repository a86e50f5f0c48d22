package io.sluice.processor.probabilisticsampler;

import io.sluice.api.Ack;
import io.sluice.api.ComponentId;
import io.sluice.api.telemetry.Counter;
import io.sluice.api.telemetry.Meter;
import io.sluice.pdata.Signal;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Counts the decisions over a batch, and tells them once it has ended well. Threads: one worker's. */
final class SamplerCounts {

    private static final String TRACES = "processor_probabilistic_sampler_count_traces_sampled";
    private static final String LOGS = "processor_probabilistic_sampler_count_logs_sampled";

    private final Meter meter;
    private final ComponentId id;
    private final Signal signal;
    private final Map<Policy, Decisions> decisions = new EnumMap<>(Policy.class);
    private final Map<DropReason, Drops> drops = new EnumMap<>(DropReason.class);
    private final Counter sampledBefore;
    private long before;

    /** Decisions by one policy. */
    private static final class Decisions {
        final String label;
        long kept;
        long dropped;

        @Nullable
        Counter keptCounter;

        @Nullable
        Counter droppedCounter;

        Decisions(String label) {
            this.label = label;
        }
    }

    /** Items dropped for one reason. */
    private static final class Drops {
        final String label;
        int items;

        Drops(String label) {
            this.label = label;
        }
    }

    /** @param attribute the label of {@link Policy#ATTRIBUTE} */
    SamplerCounts(Meter meter, ComponentId id, Signal signal, String attribute) {
        this.meter = meter;
        this.id = id;
        this.signal = signal;
        for (Policy policy : Policy.values()) {
            decisions.put(policy, new Decisions(policy == Policy.ATTRIBUTE ? attribute : label(policy)));
        }
        for (DropReason reason : DropReason.values()) {
            drops.put(reason, new Drops(label(reason)));
        }
        this.sampledBefore = meter.counter(
                "processor_probabilistic_sampler_sampled_before",
                "Items that came with a threshold above 0: others of theirs were dropped on the way here.",
                "processor",
                id.toString());
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Forgets what was not told. */
    void reset() {
        decisions.forEach((_, each) -> {
            each.kept = 0;
            each.dropped = 0;
        });
        drops.forEach((_, each) -> each.items = 0);
        before = 0;
    }

    void sampledBefore() {
        before++;
    }

    void kept(Policy policy) {
        Objects.requireNonNull(decisions.get(policy)).kept++;
    }

    void dropped(Policy policy, DropReason reason) {
        Objects.requireNonNull(decisions.get(policy)).dropped++;
        Objects.requireNonNull(drops.get(reason)).items++;
    }

    /** Tells the decisions. */
    void tell() {
        decisions.forEach((_, each) -> tell(each));
        if (before > 0) {
            sampledBefore.add(before);
        }
    }

    private void tell(Decisions by) {
        if (by.kept > 0) {
            Counter known = by.keptCounter;
            Counter counter = known == null ? counter(by.label, true) : known;
            by.keptCounter = counter;
            counter.add(by.kept);
        }
        if (by.dropped > 0) {
            Counter known = by.droppedCounter;
            Counter counter = known == null ? counter(by.label, false) : known;
            by.droppedCounter = counter;
            counter.add(by.dropped);
        }
    }

    private Counter counter(String policy, boolean sampled) {
        return meter.counter(
                signal == Signal.TRACES ? TRACES : LOGS,
                signal == Signal.TRACES ? "Spans by decision." : "Log records by decision.",
                "processor",
                id.toString(),
                "policy",
                policy,
                "sampled",
                Boolean.toString(sampled));
    }

    /** Tells what was dropped. */
    void tellDropped(Ack ack) {
        drops.forEach((_, each) -> {
            if (each.items > 0) {
                ack.dropped(each.items, each.label);
            }
        });
    }
}

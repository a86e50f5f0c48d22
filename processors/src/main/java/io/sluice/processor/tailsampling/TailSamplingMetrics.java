package io.sluice.processor.tailsampling;

import io.sluice.api.ComponentId;
import io.sluice.api.telemetry.Counter;
import io.sluice.api.telemetry.Histogram;
import io.sluice.api.telemetry.Meter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The Collector's metrics of tail sampling, and those of what only Sluice does. Threads: any. */
final class TailSamplingMetrics {

    static final String PREFIX = "processor_tail_sampling_";

    private static final double[] MILLIS = {
        1, 2, 5, 10, 25, 50, 75, 100, 150, 200, 300, 400, 500, 750, 1000, 2000, 3000, 4000, 5000, 10_000, 20_000,
        30_000, 50_000
    };
    private static final double[] SECONDS = {1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 1800, 3600};

    /** Why a trace was decided before its time. */
    enum Pressure {
        /** There were as many as {@code num_traces}. */
        TRACES,
        /** Memory was up at {@code max_bytes}. */
        BYTES;

        private String label() {
            return this == TRACES ? "num_traces" : "max_bytes";
        }
    }

    /** What a worker holds. Threads: any. */
    interface Holdings {

        /** Traces that are undecided. */
        long traces();

        /** Bytes of memory for all that is held, remembered or under way. */
        long bytes();

        /** Requests whose senders are not answered. */
        long openRequests();

        /** With which probability traces are kept that policies keep for certain. */
        double emergencyProbability();
    }

    private final Meter meter;
    private final List<Holdings> holdings = new CopyOnWriteArrayList<>();
    private final String[] labels;
    private final ItemAccount account;
    private final Map<Decider.Vote, Counter> decisions = new EnumMap<>(Decider.Vote.class);
    private final List<PolicyMetrics> policies = new ArrayList<>();
    private final List<String> policyNames;
    private final Map<Pressure, Counter> early = new EnumMap<>(Pressure.class);
    private final Counter tooEarly;
    private final Counter newTraces;
    private final Counter splitTraces;
    private final Counter tooLarge;
    private final Counter lateKept;
    private final Counter lateDropped;
    private final Counter withoutTraceId;
    private final Counter sampledBefore;
    private final Counter retries;
    private final Counter emergencies;
    private final Histogram tickMillis;
    private final Histogram lagMillis;
    private final Histogram traceSeconds;
    private final Histogram lateSeconds;

    TailSamplingMetrics(Meter meter, ComponentId id, List<PolicySet.Policy> policies) {
        this.meter = meter;
        this.labels = new String[] {"processor", id.toString()};
        this.account = new ItemAccount(meter, "spans", labels);
        policyNames = policyNames(id, policies);
        for (String name : policyNames) {
            this.policies.add(new PolicyMetrics(meter, with(labels, "policy", name)));
        }
        for (Decider.Vote vote : Decider.Vote.values()) {
            decisions.put(
                    vote,
                    counter(
                            "global_count_traces_sampled",
                            "Traces by what was decided.",
                            "sampled",
                            isSampled(vote),
                            "decision",
                            label(vote)));
        }
        for (Pressure pressure : Pressure.values()) {
            early.put(
                    pressure,
                    counter(
                            "traces_decided_early",
                            "Traces decided before their time, on what was there, for want of room.",
                            "limit",
                            pressure.label()));
        }
        tooEarly = counter("sampling_trace_dropped_too_early", "Traces decided before their time, for want of room.");
        newTraces = counter("new_trace_id_received", "Traces of which a first span came.");
        splitTraces = counter(
                "split_traces", "Traces that began again after their decision was forgotten, and are decided twice.");
        tooLarge = counter("traces_dropped_too_large", "Traces dropped since they grew too large.");
        String late = "Spans that came after their trace was decided, and followed it.";
        lateKept = counter("early_releases_from_cache_decision", late, "sampled", "true");
        lateDropped = counter("early_releases_from_cache_decision", late, "sampled", "false");
        withoutTraceId =
                counter("spans_without_trace_id", "Spans without a trace id, or one of zeros, that passed unsampled.");
        sampledBefore =
                counter("spans_sampled_before", "Spans with a threshold above 0: earlier stages dropped others.");
        retries = counter("retries", "Requests sent again after a refusal downstream.");
        emergencies =
                counter("emergencies", "How often kept spans took so much memory that less of everything was kept.");
        gauge("sampling_traces_on_memory", "Traces held.", Holdings::traces);
        gauge(
                "memory_held",
                "Bytes for spans, traces, what is remembered of them, and requests under way.",
                Holdings::bytes);
        gauge(
                "requests_open",
                "Requests whose senders wait for decisions and deliveries (ack: on_decision).",
                Holdings::openRequests);
        meter.gauge(
                PREFIX + "emergency_probability",
                "The share that is kept of what policies keep for certain, by the worker that keeps least; below 1 in"
                        + " an emergency.",
                () -> holdings.stream()
                        .mapToDouble(Holdings::emergencyProbability)
                        .min()
                        .orElse(1),
                labels);
        tickMillis =
                histogram("sampling_decision_timer_latency", "Milliseconds that each round of decisions took.", MILLIS);
        lagMillis = histogram("decision_lag", "Milliseconds from when a trace was due until it was decided.", MILLIS);
        traceSeconds = histogram(
                "sampling_trace_removal_age", "Seconds from a trace's first span until it was decided.", SECONDS);
        lateSeconds = histogram(
                "sampling_late_span_age", "Seconds from a decision until a span of that trace came.", SECONDS);
    }

    /** What policies are called in metrics: a component with a name says so, as in the Collector. */
    static List<String> policyNames(ComponentId id, List<PolicySet.Policy> policies) {
        String prefix = id.name().isEmpty() ? "" : id.name() + ".";
        return policies.stream().map(policy -> prefix + policy.name()).toList();
    }

    static String isSampled(Decider.Vote vote) {
        return Boolean.toString(vote == Decider.Vote.SAMPLED);
    }

    static String label(Decider.Vote vote) {
        return vote.name().toLowerCase(Locale.ROOT);
    }

    private Counter counter(String name, String help, String... more) {
        return meter.counter(PREFIX + name, help, with(labels, more));
    }

    private Histogram histogram(String name, String help, double[] bounds) {
        return meter.histogram(PREFIX + name, help, bounds, labels);
    }

    static String[] with(String[] labels, String... more) {
        String[] all = Arrays.copyOf(labels, labels.length + more.length);
        System.arraycopy(more, 0, all, labels.length, more.length);
        return all;
    }

    private void gauge(String name, String help, ToDoubleFunction<Holdings> value) {
        meter.gauge(
                PREFIX + name, help, () -> holdings.stream().mapToDouble(value).sum(), labels);
    }

    /** Shows what a worker holds, with what the others hold. */
    void measure(Holdings worker) {
        holdings.add(worker);
    }

    /** Counts for one worker in a dry run. */
    DryRunCounts dryRun() {
        return new DryRunCounts(
                meter,
                labels,
                new DryRunCounts.Kind(
                        "dry_run_spans",
                        "Spans by what would have become of them, and by service.",
                        Stream.of(Decider.Vote.values())
                                .map(TailSamplingMetrics::label)
                                .toList(),
                        new ServiceNames()::find),
                policyNames);
    }

    ItemAccount account() {
        return account;
    }

    void decided(Decider.Vote vote) {
        add(decisions.get(vote), 1);
    }

    void decidedEarly(Pressure pressure, int traces) {
        add(early.get(pressure), traces);
        tooEarly.add(traces);
    }

    private static void add(@Nullable Counter counter, long n) {
        if (counter != null) {
            counter.add(n);
        }
    }

    /** Hands on what a decider has counted. */
    void votes(Decider decider, long nowNanos) {
        for (int i = 0; i < policies.size(); i++) {
            policies.get(i).take(decider, i, nowNanos);
        }
    }

    /** What came with a request. */
    void arrived(int traces, int decidedBefore, int spansWithoutTraceId, int spansSampledBefore) {
        newTraces.add(traces);
        splitTraces.add(decidedBefore);
        withoutTraceId.add(spansWithoutTraceId);
        sampledBefore.add(spansSampledBefore);
    }

    /** An emergency begins. */
    void emergency() {
        emergencies.add(1);
    }

    void tooLarge() {
        tooLarge.add(1);
    }

    void late(boolean kept, int spans, int secondsSinceDecision) {
        (kept ? lateKept : lateDropped).add(spans);
        lateSeconds.record(secondsSinceDecision);
    }

    void retried() {
        retries.add(1);
    }

    void tick(long millis) {
        tickMillis.record((double) millis);
    }

    void removed(int ageMillis, int lag) {
        traceSeconds.record(ageMillis / 1000.0);
        lagMillis.record(Math.max(0, lag));
    }
}

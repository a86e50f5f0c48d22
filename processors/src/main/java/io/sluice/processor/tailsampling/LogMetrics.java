package io.sluice.processor.tailsampling;

import io.sluice.api.ComponentContext;
import io.sluice.api.ComponentId;
import io.sluice.api.telemetry.Counter;
import io.sluice.api.telemetry.Meter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Metrics of log records that follow their traces, over all pipelines that name one component id. Threads: any. */
final class LogMetrics {

    private final ComponentId id;
    private final Meter meter;
    private final String[] labels;
    private final ItemAccount account;
    private final Map<LogFate, Counter> decided = new EnumMap<>(LogFate.class);
    private final Counter early;
    private final Counter retries;
    private final AtomicLong heldBytes = new AtomicLong();
    private final AtomicInteger openRequests = new AtomicInteger();

    LogMetrics(ComponentContext context) {
        id = context.id();
        meter = context.meter();
        labels = new String[] {"processor", id.toString()};
        String prefix = TailSamplingMetrics.PREFIX;
        account = new ItemAccount(meter, "logs", labels);
        for (LogFate fate : LogFate.values()) {
            if (fate != LogFate.WAITING) {
                decided.put(
                        fate,
                        meter.counter(
                                prefix + "logs_decided",
                                "Log records by what was decided, or why they passed.",
                                TailSamplingMetrics.with(labels, "decision", fate.label())));
            }
        }
        early = meter.counter(
                prefix + "logs_decided_early",
                "Log records decided before their time, on what was known, for want of room.",
                labels);
        retries = meter.counter(
                prefix + "logs_retries", "Requests of log records sent again after a refusal downstream.", labels);
        meter.gauge(
                prefix + "logs_held_bytes",
                "Bytes for log records that wait for a decision.",
                heldBytes::doubleValue,
                labels);
        meter.gauge(
                prefix + "logs_requests_open",
                "Requests of log records whose senders wait for decisions and deliveries (ack: on_decision).",
                openRequests::doubleValue,
                labels);
    }

    ItemAccount account() {
        return account;
    }

    /** Counts for one worker in a dry run. */
    LogDryRun dryRun(List<PolicySet.Policy> policies) {
        return new LogDryRun(meter, labels, TailSamplingMetrics.policyNames(id, policies));
    }

    /** The number of requests that are not answered, to count in. */
    AtomicInteger openRequests() {
        return openRequests;
    }

    /** Hands on what a sift has counted. */
    void decided(LogSift sift) {
        for (Map.Entry<LogFate, Counter> each : decided.entrySet()) {
            add(each.getValue(), sift.count(each.getKey()));
        }
    }

    private static void add(@Nullable Counter counter, int n) {
        if (counter != null && n > 0) {
            counter.add(n);
        }
    }

    void decidedEarly(int records) {
        early.add(records);
    }

    void retried() {
        retries.add(1);
    }

    void held(long more) {
        heldBytes.addAndGet(more);
    }
}

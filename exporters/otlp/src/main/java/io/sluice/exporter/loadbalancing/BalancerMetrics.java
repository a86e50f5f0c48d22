package io.sluice.exporter.loadbalancing;

import io.sluice.api.ComponentContext;
import io.sluice.api.telemetry.Counter;
import io.sluice.api.telemetry.Histogram;
import io.sluice.api.telemetry.Meter;
import java.util.HashSet;
import java.util.Set;

/**
 * What the Collector's exporter counts, and what it does not. Threads: {@link #resolved} and {@link #updated} any; {@link #of} one at a
 * time, what it gives any.
 */
final class BalancerMetrics {

    /** Backends that are told apart; the others share the name {@code other}, whatever DNS says in the course of time. */
    private static final int MOST_ENDPOINTS = 1024;

    private static final double[] LATENCY_MILLIS = {
        5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10_000
    };

    private final Meter meter;
    private final String exporter;
    private final String resolver;
    private final Counter resolutions;
    private final Counter failedResolutions;
    private final Counter updates;
    private final Counter rerouted;
    private final Counter heldBack;
    private final Set<String> endpoints = new HashSet<>();

    /** The instruments of one backend. */
    record OfBackend(Histogram latencyMillis, Counter successes, Counter failures) {}

    /** @param resolver {@code dns} or {@code static} */
    BalancerMetrics(ComponentContext context, String resolver) {
        this.meter = context.meter();
        this.exporter = context.id().toString();
        this.resolver = resolver;
        this.resolutions = resolutions("true");
        this.failedResolutions = resolutions("false");
        this.updates = meter.counter(
                "loadbalancer_num_backend_updates",
                "Number of times the list of backends was updated.",
                "exporter",
                exporter,
                "resolver",
                resolver);
        this.rerouted = meter.counter(
                "loadbalancer_rerouted_parts",
                "Number of parts of requests that went to another backend because theirs was down.",
                "exporter",
                exporter);
        this.heldBack = meter.counter(
                "loadbalancer_held_back_parts",
                "Number of times a part of a request had to wait because its backend is slow and has enough under way.",
                "exporter",
                exporter);
    }

    void heldBack() {
        heldBack.add(1);
    }

    private Counter resolutions(String success) {
        return meter.counter(
                "loadbalancer_num_resolutions",
                "Number of times the resolver was asked.",
                "exporter",
                exporter,
                "resolver",
                resolver,
                "success",
                success);
    }

    /** Shows how many backends there are, and how often traces were forgotten early. */
    void measure(Backends backends) {
        meter.gauge(
                "loadbalancer_num_backends",
                "Number of backends in use.",
                () -> backends.announced().size(),
                "exporter",
                exporter,
                "resolver",
                resolver);
        meter.cumulative(
                "loadbalancer_handover_shortened",
                "Number of times traces were forgotten before the handover time, because there were too many.",
                backends::shortened,
                "exporter",
                exporter);
    }

    void resolved(boolean success) {
        (success ? resolutions : failedResolutions).add(1);
    }

    void updated() {
        updates.add(1);
    }

    void rerouted() {
        rerouted.add(1);
    }

    OfBackend of(String endpoint) {
        boolean told = endpoints.size() < MOST_ENDPOINTS ? endpoints.add(endpoint) : endpoints.contains(endpoint);
        String name = told || endpoints.contains(endpoint) ? endpoint : "other";
        return new OfBackend(
                meter.histogram(
                        "loadbalancer_backend_latency",
                        "Time from sending a part to its answer, in milliseconds.",
                        LATENCY_MILLIS,
                        "exporter",
                        exporter,
                        "endpoint",
                        name),
                outcomes(name, "true"),
                outcomes(name, "false"));
    }

    private Counter outcomes(String endpoint, String success) {
        return meter.counter(
                "loadbalancer_backend_outcome",
                "Number of attempts at parts of requests.",
                "exporter",
                exporter,
                "endpoint",
                endpoint,
                "success",
                success);
    }
}

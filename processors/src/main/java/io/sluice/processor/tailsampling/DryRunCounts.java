package io.sluice.processor.tailsampling;

import io.sluice.api.telemetry.Meter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Counts spans by service, by what would have become of them and by the policy that says so.
 *
 * <p>Services are what senders say they are, so there could be any number. A service is counted by its name once it has brought 1 of 256
 * spans of late, up to {@link #MAX_NAMED} of them; all others together are {@link #OTHER}.
 *
 * <p>Threads: one worker's.
 */
final class DryRunCounts {

    static final String OTHER = "other";

    /** Services that have a name among the labels, at most. */
    static final int MAX_NAMED = 100;

    /** The policy of spans that no policy decided about. */
    static final String NO_POLICY = "none";

    private static final int LEAST_SHARE = 256;

    /** So many more services are watched for whether they deserve a name. */
    private static final int MAX_WATCHED = 4 * LEAST_SHARE;

    private static final class Service {
        private final String name;
        private final long[] spans;
        private long weight;
        private boolean named;
        private boolean gone;

        Service(String name, int kinds) {
            this.name = name;
            this.spans = new long[kinds];
        }
    }

    private final Meter meter;
    private final String[] labels;
    private final List<String> policies = new ArrayList<>(List.of(NO_POLICY));
    private final ServiceNames names = new ServiceNames();
    private final Map<String, Service> services = new HashMap<>();
    private final Service other;
    private final int kinds;
    private byte[][] envelopes = {};
    private Service[] byResource = {};
    private long weight;
    private int named;

    /** @param policies as they are called in metrics, in the order of their numbers */
    DryRunCounts(Meter meter, String[] labels, List<String> policies) {
        this.meter = meter;
        this.labels = labels;
        this.policies.addAll(policies);
        this.kinds = this.policies.size() * Decider.Vote.COUNT;
        this.other = new Service(OTHER, kinds);
    }

    /**
     * Counts spans.
     *
     * @param resource the number of what encloses them
     * @param envelope its bytes
     * @param policy which one decided, or -1
     */
    void count(int resource, byte[] envelope, int policy, Decider.Vote vote, int spans) {
        Service service = serviceOf(resource, envelope);
        service.spans[(policy + 1) * Decider.Vote.COUNT + vote.number()] += spans;
        service.weight += spans;
        weight += spans;
    }

    private Service serviceOf(int resource, byte[] envelope) {
        if (resource >= envelopes.length) {
            envelopes = Arrays.copyOf(envelopes, 2 * resource + 1);
            byResource = Arrays.copyOf(byResource, 2 * resource + 1);
        }
        if (!Arrays.equals(envelopes[resource], envelope) || byResource[resource].gone) {
            envelopes[resource] = envelope;
            byResource[resource] = serviceOf(names.find(envelope));
        }
        return byResource[resource];
    }

    private Service serviceOf(String name) {
        Service known = services.get(name);
        if (known != null) {
            return known;
        }
        if (services.size() - named >= MAX_WATCHED) {
            forget();
            if (services.size() - named >= MAX_WATCHED) {
                return other;
            }
        }
        Service service = new Service(name, kinds);
        services.put(name, service);
        return service;
    }

    /** Halves what is known of services without a name, and forgets those of which nothing is left. */
    private void forget() {
        weight /= 2;
        for (Iterator<Service> each = services.values().iterator(); each.hasNext(); ) {
            Service service = each.next();
            service.weight /= 2;
            if (!service.named && service.weight == 0) {
                service.gone = true;
                move(service.spans, other.spans);
                each.remove();
            }
        }
    }

    private static void move(long[] from, long[] to) {
        for (int i = 0; i < from.length; i++) {
            to[i] += from[i];
            from[i] = 0;
        }
    }

    /** Hands on what was counted since the last call. */
    void tell() {
        for (Service service : services.values()) {
            if (!service.named && named < MAX_NAMED && service.weight * LEAST_SHARE >= weight) {
                service.named = true;
                named++;
            }
            if (service.named) {
                tell(service);
            } else {
                move(service.spans, other.spans);
            }
        }
        tell(other);
    }

    private void tell(Service service) {
        for (int i = 0; i < kinds; i++) {
            if (service.spans[i] > 0) {
                Decider.Vote vote = Decider.Vote.of(i % Decider.Vote.COUNT);
                meter.counter(
                                TailSamplingMetrics.PREFIX + "dry_run_spans",
                                "Spans by what would have become of them, and by service.",
                                TailSamplingMetrics.with(
                                        labels,
                                        "policy",
                                        policies.get(i / Decider.Vote.COUNT),
                                        "decision",
                                        TailSamplingMetrics.label(vote),
                                        "service",
                                        service.name))
                        .add(service.spans[i]);
                service.spans[i] = 0;
            }
        }
    }
}

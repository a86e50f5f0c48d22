package io.sluice.processor.tailsampling;

import io.sluice.api.telemetry.Meter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Counts spans, or log records, by service, by what would have become of them and by the policy that says so.
 *
 * <p>Services are what senders say they are, so there could be any number. A service is counted by its name once it has brought 1 of 256
 * items of late, up to {@link #MAX_NAMED} of them; all others together are {@link #OTHER}.
 *
 * <p>Threads: one worker's.
 */
final class DryRunCounts {

    static final String OTHER = "other";

    /** Services that have a name among the labels, at most. */
    static final int MAX_NAMED = 100;

    /** The policy of items that no policy decided about. */
    static final String NO_POLICY = "none";

    private static final int LEAST_SHARE = 256;

    /** So many more services are watched for whether they deserve a name. */
    private static final int MAX_WATCHED = 4 * LEAST_SHARE;

    private static final class Service {
        private final String name;
        private final long[] items;
        private long weight;
        private boolean named;
        private boolean gone;

        Service(String name, int kinds) {
            this.name = name;
            this.items = new long[kinds];
        }
    }

    /**
     * What is counted.
     *
     * @param metric its name
     * @param help what it says of the metric
     * @param decisions what becomes of items, as it is called in metrics, in the order of their numbers
     * @param serviceName finds the name of a service in what {@link #count} is given of a resource
     */
    record Kind(String metric, String help, List<String> decisions, Function<byte[], String> serviceName) {}

    private final Meter meter;
    private final String[] labels;
    private final Kind kind;
    private final List<String> policies = new ArrayList<>(List.of(NO_POLICY));
    private final Map<String, Service> services = new HashMap<>();
    private final Service other;
    private final int kinds;
    private byte[][] envelopes = {};
    private Service[] byResource = {};
    private long weight;
    private int named;

    /** @param policies as they are called in metrics, in the order of their numbers */
    DryRunCounts(Meter meter, String[] labels, Kind kind, List<String> policies) {
        this.meter = meter;
        this.labels = labels;
        this.kind = kind;
        this.policies.addAll(policies);
        this.kinds = this.policies.size() * kind.decisions().size();
        this.other = new Service(OTHER, kinds);
    }

    /**
     * Counts items.
     *
     * @param resource the number of what encloses them; numbers may be used again, but each takes room
     * @param envelope its bytes, or as much of them as {@link Kind#serviceName} takes
     * @param policy which one decided, or -1
     * @param decision the number of what becomes of them
     */
    void count(int resource, byte[] envelope, int policy, int decision, int items) {
        Service service = serviceOf(resource, envelope);
        service.items[(policy + 1) * kind.decisions().size() + decision] += items;
        service.weight += items;
        weight += items;
    }

    private Service serviceOf(int resource, byte[] envelope) {
        if (resource >= envelopes.length) {
            envelopes = Arrays.copyOf(envelopes, 2 * resource + 1);
            byResource = Arrays.copyOf(byResource, 2 * resource + 1);
        }
        if (!Arrays.equals(envelopes[resource], envelope) || byResource[resource].gone) {
            envelopes[resource] = envelope;
            byResource[resource] = serviceOf(kind.serviceName().apply(envelope));
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
                move(service.items, other.items);
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
                move(service.items, other.items);
            }
        }
        tell(other);
    }

    private void tell(Service service) {
        for (int i = 0; i < kinds; i++) {
            if (service.items[i] > 0) {
                int decisions = kind.decisions().size();
                meter.counter(
                                TailSamplingMetrics.PREFIX + kind.metric(),
                                kind.help(),
                                TailSamplingMetrics.with(
                                        labels,
                                        "policy",
                                        policies.get(i / decisions),
                                        "decision",
                                        kind.decisions().get(i % decisions),
                                        "service",
                                        service.name))
                        .add(service.items[i]);
                service.items[i] = 0;
            }
        }
    }
}

package io.sluice.processor.requiredattributes;

import io.sluice.api.telemetry.Counter;
import io.sluice.api.telemetry.Meter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts by service. Names come from peers, so only so many have counters of their own, no longer than {@value #MAX_NAME} characters; what
 * comes later is {@value #OTHER}. Asked only where something is missing. Threads: any.
 */
final class ServiceCounts {

    private static final String OTHER = "other";
    private static final String UNKNOWN = "unknown";
    private static final int MAX_NAME = 64;

    private final Meter meter;
    private final String processor;
    private final int maxServices;
    private final Map<String, String> labels = new ConcurrentHashMap<>();
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    ServiceCounts(Meter meter, String processor, int maxServices) {
        this.meter = meter;
        this.processor = processor;
        this.maxServices = maxServices;
    }

    /** The name to count a service by. */
    String label(byte[] array, int from, int end) {
        if (from == end) {
            return UNKNOWN;
        }
        String name = printable(new String(array, from, Math.min(end - from, 4 * MAX_NAME), StandardCharsets.UTF_8));
        String known = labels.get(name);
        if (known != null) {
            return known;
        }
        // Several threads may pass the bound at once, by one each.
        if (labels.size() >= maxServices) {
            return OTHER;
        }
        labels.put(name, name);
        return name;
    }

    private static String printable(String name) {
        StringBuilder text = new StringBuilder(Math.min(name.length(), MAX_NAME));
        for (int i = 0; i < name.length() && i < MAX_NAME; i++) {
            char c = name.charAt(i);
            text.append(Character.isISOControl(c) ? '?' : c);
        }
        return text.toString();
    }

    void missing(String service, String attribute) {
        counters.computeIfAbsent(
                        service + '\n' + attribute,
                        _ -> meter.counter(
                                "processor_required_attributes_missing",
                                "Resources of requests that lack a required attribute.",
                                "processor",
                                processor,
                                "service",
                                service,
                                "attribute",
                                attribute))
                .add(1);
    }

    void uncorrelated(String service, long records) {
        counters.computeIfAbsent(
                        service,
                        _ -> meter.counter(
                                "processor_required_attributes_uncorrelated_log_records",
                                "Log records without trace id or span id.",
                                "processor",
                                processor,
                                "service",
                                service))
                .add(records);
    }
}

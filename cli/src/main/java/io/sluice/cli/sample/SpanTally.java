package io.sluice.cli.sample;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.pdata.view.AnyValueView;
import io.sluice.pdata.view.AttributesView;
import io.sluice.pdata.view.RequestView;
import io.sluice.pdata.view.ResourceItemsView;
import io.sluice.pdata.view.ScopeItemsView;
import io.sluice.pdata.view.Slice;
import io.sluice.pdata.view.SpanView;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts spans: all of them, those with errors, and both by service and by route. */
final class SpanTally {

    /** Spans of one kind. */
    static final class Tally {
        private long spans;
        private long errors;

        long spans() {
            return spans;
        }

        long errors() {
            return errors;
        }
    }

    /** What there is no room for any more is counted under this name. */
    static final String OTHER = "(other)";

    /** What has no such attribute is counted under this name. */
    static final String NONE = "(none)";

    private static final int MAX_NAMES = 10_000;

    /** Names that begin alike for so many bytes are counted as one. */
    private static final int MAX_NAME = 200;

    private static final int ERROR = 2;
    private static final double ALL = 0x1p56;
    private static final int DIGITS = 14;
    private static final int HEXADECIMAL = 16;
    private static final byte[] SERVICE = "service.name".getBytes(StandardCharsets.UTF_8);
    private static final Pattern TH = Pattern.compile("(?:^|,)\\s*ot=(?:[^,]*;)?th:([0-9a-fA-F]{1,14})(?:[;,\\s]|$)");

    private final byte[] routeKey;
    private final RequestView<SpanView> view = RequestView.traces();
    private final Map<String, Tally> services = new HashMap<>();
    private final Map<String, Tally> routes = new HashMap<>();
    private final Tally all = new Tally();
    private long bytes;
    private long latestEnd;
    private double counted;
    private long uncounted;

    /** @param routeKey the attribute of spans that tells the route */
    SpanTally(String routeKey) {
        this.routeKey = routeKey.getBytes(StandardCharsets.UTF_8);
    }

    /** Counts the spans of a valid request. */
    void add(Payload payload) {
        bytes += payload.length();
        latestEnd = 0;
        try {
            view.reset(payload.array(), payload.offset(), payload.end());
            ResourceItemsView<SpanView> resources = view.resources();
            while (resources.next()) {
                Tally service = of(services, text(resources.resource().attributes(), SERVICE));
                ScopeItemsView<SpanView> scopes = resources.scopes();
                while (scopes.next()) {
                    SpanView spans = scopes.items();
                    while (spans.next()) {
                        add(spans, service);
                    }
                }
            }
        } catch (MalformedException e) {
            throw new IllegalStateException("a request was not validated", e);
        }
    }

    private void add(SpanView span, Tally service) throws MalformedException {
        int error = span.hasStatus() && span.status().code() == ERROR ? 1 : 0;
        Tally route = of(routes, text(span.attributes(), routeKey));
        for (Tally each : new Tally[] {all, service, route}) {
            each.spans++;
            each.errors += error;
        }
        latestEnd = Math.max(latestEnd, span.endTimeUnixNano());
        double weight = weight(span.traceState().toString());
        counted += weight;
        uncounted += weight == 0 ? 1 : 0;
    }

    /** How many spans one stands for by its {@code th}; 0 if it has none. */
    private static double weight(String traceState) {
        Matcher matcher = TH.matcher(traceState);
        if (!matcher.find()) {
            return 0;
        }
        String digits = matcher.group(1);
        long threshold = Long.parseLong(digits + "0".repeat(DIGITS - digits.length()), HEXADECIMAL);
        return ALL / (ALL - threshold);
    }

    private static String text(AttributesView attributes, byte[] key) throws MalformedException {
        while (attributes.next()) {
            if (attributes.key().contentEquals(key)) {
                return attributes.value().kind() == AnyValueView.Kind.STRING
                        ? begin(attributes.value().stringValue())
                        : NONE;
            }
        }
        return NONE;
    }

    private static String begin(Slice text) {
        int length = Math.min(MAX_NAME, text.length());
        return new String(text.array(), text.offset(), length, StandardCharsets.UTF_8);
    }

    private static Tally of(Map<String, Tally> tallies, String name) {
        Tally known = tallies.get(name);
        if (known != null) {
            return known;
        }
        return tallies.computeIfAbsent(tallies.size() < MAX_NAMES ? name : OTHER, _ -> new Tally());
    }

    /** When the last span of the request added last ended, in nanoseconds since 1970; 0 if none says so. */
    long latestEnd() {
        return latestEnd;
    }

    Tally all() {
        return all;
    }

    Map<String, Tally> services() {
        return services;
    }

    Map<String, Tally> routes() {
        return routes;
    }

    /** Bytes of all requests. */
    long bytes() {
        return bytes;
    }

    /** How many spans these stand for, by their {@code th}. */
    double counted() {
        return counted;
    }

    /** How many of these have no {@code th}. */
    long uncounted() {
        return uncounted;
    }
}

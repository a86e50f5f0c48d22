package io.sluice.exporter.loadbalancing;

import io.sluice.api.config.Block;
import io.sluice.api.config.Checked;
import io.sluice.api.config.Default;
import io.sluice.api.config.Key;
import io.sluice.api.config.Problems;
import io.sluice.api.config.Range;
import io.sluice.api.config.Unsupported;
import io.sluice.exporter.helper.QueueConfig;
import io.sluice.exporter.helper.RetryConfig;
import io.sluice.pdata.Signal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of {@code load_balancing} (the Collector's {@code loadbalancing}).
 *
 * @param protocol how backends are spoken to
 * @param resolver which backends there are
 * @param routingKey {@code traceID} (unset: traces and logs) or {@code service} (unset: metrics): what goes to the same backend
 * @param handover how long a trace that has begun stays with its backend after the set of backends has changed; at least the backends'
 *     {@code decision_wait}. 0 is not at all. Sluice's own key
 * @param timeout longest attempt; unset is {@code protocol::otlp::timeout}
 * @param sendingQueue what may wait in front of all backends together; unset is {@code protocol::otlp::sending_queue}
 * @param retryOnFailure back-off between attempts, each of which goes to the backends that are there by then; unset is
 *     {@code protocol::otlp::retry_on_failure}
 */
@Unsupported(
        value = "routing_attributes",
        protects = true,
        instead = "Items are routed by traceID or by service; remove it.")
public record LoadBalancingConfig(
        ProtocolConfig protocol,
        ResolverConfig resolver,
        @Nullable String routingKey,

        @Default("30s") @Range(min = 0, max = 3_600_000_000_000L)
        Duration handover,

        @Range(min = 0) @Nullable Duration timeout,
        @Block(empty = Block.State.DEFAULTS) @Nullable QueueConfig sendingQueue,
        @Nullable RetryConfig retryOnFailure)
        implements Checked {

    private static final Set<String> OTHER_KEYS = Set.of("attributes", "resource", "metric", "streamID");

    /**
     * {@code protocol}.
     *
     * @param otlp OTLP/gRPC, with the keys of the exporter {@code otlp_grpc} but for those that make no sense here
     */
    public record ProtocolConfig(BackendProtocolConfig otlp) {}

    /**
     * {@code resolver}: one of both.
     *
     * @param fixed a list
     * @param dns a name that stands for all backends: a headless service
     */
    @Unsupported(
            value = {"k8s", "aws_cloud_map"},
            protects = true,
            instead = "Use dns with the name of a headless service, or static.")
    public record ResolverConfig(
            @Key("static") @Block @Nullable StaticConfig fixed,
            @Block @Nullable DnsConfig dns) implements Checked {

        @Override
        public void check(Problems problems) {
            boolean other = problems.isSet("k8s") || problems.isSet("aws_cloud_map");
            if (fixed == null && dns == null && !other) {
                problems.error("", "has no resolver", "Set dns::hostname or static::hostnames.");
            } else if (fixed != null && dns != null) {
                problems.error("dns", "is set beside static", "Keep one of them.");
            }
        }
    }

    /**
     * {@code static}.
     *
     * @param hostnames {@code host:port} each, at most 256; without a port it is 4317
     */
    public record StaticConfig(List<String> hostnames) implements Checked {

        @Override
        public void check(Problems problems) {
            if (hostnames.isEmpty()) {
                problems.error("hostnames", "is empty", "Name at least one backend.");
            }
            if (hostnames.size() > Endpoints.MOST) {
                problems.error("hostnames", "has more than " + Endpoints.MOST + " names", "Use fewer backends.");
            }
            Set<String> seen = new HashSet<>();
            Problems each = problems.at("hostnames");
            for (int i = 0; i < hostnames.size(); i++) {
                String endpoint = Endpoints.parse(hostnames.get(i));
                String place = Integer.toString(i);
                if (endpoint == null) {
                    each.error(place, "\"" + hostnames.get(i) + "\" is not host:port", "Write gateway-0:4317.");
                } else if (!seen.add(endpoint)) {
                    each.warning(place, endpoint + " stands before it already", "Remove one; it counts once.");
                }
            }
        }
    }

    /**
     * {@code dns}.
     *
     * @param hostname the name whose addresses, IPv4 and IPv6, are the backends; at most 256 are used. Their certificates must be for it,
     *     unless {@code authority} or {@code tls::server_name_override} of the protocol name another. {@code name:port} says the port as
     *     well, which the Collector doesn't take
     * @param port of all of them, unless {@code hostname} says it
     * @param interval from an answer to the next question
     * @param timeout how long to wait for an answer until it counts as failed; what was known stays in force
     */
    public record DnsConfig(
            String hostname,
            @Default("4317") @Range(min = 1, max = 65_535) int port,
            @Default("5s") @Range(min = 100_000_000) Duration interval,
            @Default("1s") @Range(min = 1_000_000) Duration timeout)
            implements Checked {

        /** Most characters of a name in DNS. */
        private static final int MAX_NAME = 253;

        @Override
        public void check(Problems problems) {
            if (Endpoints.parse(hostname) == null || name().length() > MAX_NAME) {
                problems.error(
                        "hostname",
                        "is not a host name",
                        "Write the name of a headless service, such as gateway.telemetry.svc.cluster.local.");
            } else if (Endpoints.hasPort(hostname) && port != Endpoints.DEFAULT_PORT && port != effectivePort()) {
                problems.error("port", "is not the port that hostname says", "Keep one of them.");
            }
        }

        /** What DNS is asked for. */
        String name() {
            String endpoint = endpoint();
            return endpoint.substring(0, endpoint.lastIndexOf(':'));
        }

        /** The port of all backends. */
        int effectivePort() {
            String endpoint = endpoint();
            return Endpoints.hasPort(hostname)
                    ? Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1))
                    : port;
        }

        private String endpoint() {
            return Objects.requireNonNull(Endpoints.parse(hostname), "checked before");
        }
    }

    @Override
    public void check(Problems problems) {
        if (routingKey != null && OTHER_KEYS.contains(routingKey)) {
            problems.error("routing_key", "is " + routingKey + ", which is not supported", "Use traceID or service.");
        } else if (routingKey != null && key(routingKey) == null) {
            problems.error("routing_key", "is not known: " + routingKey, "Use traceID or service.");
        }
    }

    private static @Nullable RoutingKey key(String text) {
        return switch (text) {
            case "traceID" -> RoutingKey.TRACE_ID;
            case "service" -> RoutingKey.SERVICE;
            default -> null;
        };
    }

    /** What decides where items of a signal go. Metrics have no trace ids of their own. */
    RoutingKey routingKey(Signal signal) {
        if (signal == Signal.METRICS) {
            return RoutingKey.SERVICE;
        }
        RoutingKey asked = routingKey == null ? null : key(routingKey);
        return asked == null ? RoutingKey.TRACE_ID : asked;
    }

    Duration effectiveTimeout() {
        return timeout != null ? timeout : protocol.otlp().timeout();
    }

    @Nullable
    QueueConfig effectiveQueue() {
        return sendingQueue != null ? sendingQueue : protocol.otlp().sendingQueue();
    }

    RetryConfig effectiveRetry() {
        return retryOnFailure != null ? retryOnFailure : protocol.otlp().retryOnFailure();
    }
}

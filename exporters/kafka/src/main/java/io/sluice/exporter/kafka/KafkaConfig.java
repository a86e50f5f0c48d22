package io.sluice.exporter.kafka;

import io.sluice.api.config.Block;
import io.sluice.api.config.Checked;
import io.sluice.api.config.Default;
import io.sluice.api.config.Headers;
import io.sluice.api.config.Problems;
import io.sluice.api.config.Range;
import io.sluice.api.config.Unsupported;
import io.sluice.exporter.helper.QueueConfig;
import io.sluice.exporter.helper.RetryConfig;
import io.sluice.pdata.Signal;
import io.sluice.transport.tls.ClientTlsConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of {@code kafka}.
 *
 * @param brokers where to connect first, {@code host:port}; an element may hold several, with commas
 * @param clientId name of this client in the brokers' logs and quotas
 * @param connIdleTimeout idle connections are closed after this long
 * @param tls TLS to the brokers; an empty block is TLS with the system's authorities, an absent one is none. New connections use what was
 *     reloaded
 * @param auth who this exporter is
 * @param metadata refreshing what is known of the cluster
 * @param traces topic and encoding of traces
 * @param metrics topic and encoding of metrics
 * @param logs topic and encoding of logs
 * @param topic old spelling of every signal's {@code topic}
 * @param encoding old spelling of every signal's {@code encoding}
 * @param routes topics for items that carry a certain attribute; Sluice's own key
 * @param topicFromAttribute resource attribute whose text is the topic of the resource's items, if {@code routes} names none for them
 * @param maxTopics most topics of each signal that {@code topic_from_attribute} may name; items of further ones go to the signal's topic.
 *     Sluice's own key
 * @param includeMetadataKeys request metadata that is copied to record headers, one header per value
 * @param recordHeaders headers of every record
 * @param signalHeader adds the header {@code otelcol.signal} with the value traces, metrics or logs
 * @param partitionTracesById one record per trace id, keyed by its 32 hexadecimal digits
 * @param partitionMetricsByResourceAttributes one record per resource, keyed by the Collector's hash of its attributes
 * @param partitionLogsByResourceAttributes one record per resource, keyed by the Collector's hash of its attributes
 * @param partitionLogsByTraceId one record per trace id, keyed by its 32 hexadecimal digits
 * @param recordPartitioner which partition a record goes to
 * @param producer how records are sent
 * @param timeout longest attempt. The client gives a record up after nine tenths of it, so that little is written behind a sender that was
 *     told to come again
 * @param retryOnFailure attempts after a failure
 * @param sendingQueue what may wait in front
 */
@Unsupported(
        value = {"protocol_version", "resolve_canonical_bootstrap_servers_only"},
        instead = "Leave it out: versions are negotiated with each broker.")
@Unsupported(
        value = {"rack_id", "use_leader_epoch"},
        instead = "Leave it out: it concerns consumers.")
@Unsupported(value = "profiles", instead = "Profiles are not supported.")
public record KafkaConfig(
        @Default("[\"localhost:9092\"]") List<String> brokers,
        @Default("otel-collector") String clientId,
        @Default("9m") @Range(min = 1_000_000) Duration connIdleTimeout,
        @Block(empty = Block.State.DEFAULTS) @Nullable ClientTlsConfig tls,
        AuthConfig auth,
        MetadataConfig metadata,
        SignalTopic traces,
        SignalTopic metrics,
        SignalTopic logs,
        @Nullable String topic,
        @Nullable Encoding encoding,
        @Block @Nullable RoutesConfig routes,
        @Default("\"\"") String topicFromAttribute,
        @Default("100") @Range(min = 1, max = 10_000) int maxTopics,
        @Default("[]") List<String> includeMetadataKeys,
        @Default("{}") Headers recordHeaders,
        @Default("false") boolean signalHeader,
        @Default("false") boolean partitionTracesById,
        @Default("false") boolean partitionMetricsByResourceAttributes,
        @Default("false") boolean partitionLogsByResourceAttributes,
        @Default("false") boolean partitionLogsByTraceId,
        PartitionerConfig recordPartitioner,
        ProducerKeys producer,
        @Default("5s") @Range(min = 100_000_000) Duration timeout,
        RetryConfig retryOnFailure,

        @Block(absent = Block.State.DEFAULTS, empty = Block.State.DEFAULTS) @Nullable
        QueueConfig sendingQueue)
        implements Checked {

    /** The header that tells the signal. */
    static final String SIGNAL_HEADER = "otelcol.signal";

    private static final Duration KEYED_LINGER = Duration.ofMillis(2);

    public KafkaConfig {
        brokers = List.copyOf(brokers);
        includeMetadataKeys = List.copyOf(includeMetadataKeys);
    }

    /** The brokers; an element may itself be a list with commas. */
    List<String> bootstrapServers() {
        List<String> all = new ArrayList<>();
        for (String element : brokers) {
            for (String broker : element.split(",", -1)) {
                if (!broker.isBlank()) {
                    all.add(broker.strip());
                }
            }
        }
        return all;
    }

    /** The TLS block that holds, or null for none. */
    @Nullable
    ClientTlsConfig effectiveTls() {
        ClientTlsConfig set = tls != null ? tls : auth.tls();
        return set == null || set.isPlaintext() ? null : set;
    }

    /** The block of a signal. */
    SignalTopic of(Signal signal) {
        return switch (signal) {
            case TRACES -> traces;
            case METRICS -> metrics;
            case LOGS -> logs;
        };
    }

    /** The topic of a signal. */
    String topicOf(Signal signal) {
        String own = of(signal).topic();
        if (own != null) {
            return own;
        }
        return topic != null
                ? topic
                : switch (signal) {
                    case TRACES -> "otlp_spans";
                    case METRICS -> "otlp_metrics";
                    case LOGS -> "otlp_logs";
                };
    }

    /** The encoding of a signal. */
    Encoding encodingOf(Signal signal) {
        Encoding own = of(signal).encoding();
        return own != null ? own : encoding != null ? encoding : Encoding.OTLP_PROTO;
    }

    /** True if not all records of a signal go to one topic. */
    boolean hasSeveralTopics() {
        return routes != null || !topicFromAttribute.isEmpty();
    }

    /** True if the requests of some signal are split by key. */
    boolean isKeyed() {
        for (Signal signal : Signal.values()) {
            if (KeyRules.of(this, signal) != null) {
                return true;
            }
        }
        return false;
    }

    /** How long a record may wait for others. */
    Duration linger() {
        Duration set = producer.linger();
        return set != null ? set : isKeyed() ? KEYED_LINGER : Duration.ZERO;
    }

    @Override
    public void check(Problems problems) {
        checkBrokers(problems);
        checkOldSpellings(problems);
        checkSecurity(problems);
        KeyRules.check(this, problems);
        if (signalHeader) {
            if (recordHeaders.values().containsKey(SIGNAL_HEADER)) {
                problems.error("record_headers", "sets " + SIGNAL_HEADER, "Remove it, or set signal_header: false.");
            }
            if (includeMetadataKeys.contains(SIGNAL_HEADER)) {
                problems.error(
                        "include_metadata_keys", "names " + SIGNAL_HEADER, "Remove it, or set signal_header: false.");
            }
        }
        for (Signal signal : Signal.values()) {
            if (topicOf(signal).isEmpty()) {
                problems.at(signal.configName()).error("topic", "is empty", "Name the topic, or leave the key out.");
            } else if (!TopicName.isLegal(topicOf(signal))) {
                Problems place = of(signal).topic() == null ? problems : problems.at(signal.configName());
                place.error("topic", "is no name that Kafka allows", TopicName.RULE);
            }
        }
    }

    private void checkBrokers(Problems problems) {
        List<String> all = bootstrapServers();
        if (all.isEmpty()) {
            problems.error("brokers", "names no broker", "Use a list such as [kafka-0:9092, kafka-1:9092].");
        }
        for (String broker : all) {
            if (broker.indexOf('@') >= 0) {
                problems.error(
                        "brokers",
                        "has a user before " + broker.substring(broker.lastIndexOf('@') + 1),
                        "Write host:port there, and the user below auth::sasl.");
            } else if (!broker.matches("(.*://)?\\[?[^/]+?\\]?:[0-9]{1,5}")) {
                problems.error(
                        "brokers",
                        "has " + broker + ", which is not host:port",
                        "Write host:port, as in kafka-0:9092.");
            }
        }
    }

    private void checkOldSpellings(Problems problems) {
        if (topic != null) {
            problems.warning("topic", "is an old spelling", "Set topic below traces, metrics and logs.");
        }
        if (encoding != null) {
            problems.warning("encoding", "is an old spelling", "Set encoding below traces, metrics and logs.");
        }
        if (tls != null && auth.tls() != null) {
            problems.at("auth").error("tls", "is the old place of tls, which is set too", "Remove auth::tls.");
        }
    }

    private void checkSecurity(Problems problems) {
        SaslConfig user = auth.user();
        if (user != null && effectiveTls() == null && user.mechanism() == SaslMechanism.PLAIN) {
            problems.warning(
                    "auth",
                    "the password crosses the network in clear: mechanism PLAIN without tls",
                    "Add a tls block, or use SCRAM-SHA-512.");
        } else if (user != null && effectiveTls() == null) {
            problems.warning("auth", "telemetry crosses the network in clear: no tls", "Add a tls block.");
        }
    }
}

package io.sluice.exporter.kafka;

import io.sluice.transport.tls.ClientTls;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;

/** What the client library is told, derived from the configuration. */
final class ProducerSettings {

    /**
     * How long the sender thread may be held up for metadata or room. Long enough for a first connection with TLS and SCRAM, short since
     * other batches wait meanwhile.
     */
    static final Duration MAX_BLOCK = Duration.ofSeconds(1);

    /** The least {@code delivery.timeout.ms} that still gives a broker time to answer. */
    private static final long LEAST_DELIVERY_MILLIS = 100;

    /**
     * Records larger than {@code batch.size} get memory of their own, which is garbage afterwards; up to it they share pooled memory. A
     * merged request is one record of about a megabyte; a batch of keyed records is divided over the partitions, and one that attributes
     * divide over the topics.
     */
    private static final int UNKEYED_BATCH_BYTES = (1 << 20) + (1 << 16);

    private static final int KEYED_BATCH_BYTES = 256 << 10;

    /** Least bound of what the client holds. */
    private static final long LEAST_BUFFER_BYTES = 32L << 20;

    private static final int BUFFERED_LARGEST = 4;

    private ProducerSettings() {}

    /**
     * The longest that the client may hold a record: nine tenths of {@code timeout}. What is unsent when an attempt ends would otherwise be
     * written after its sender was told to come again, and then a second time.
     */
    static Duration deliveryTimeout(KafkaConfig config) {
        long millis = config.timeout().toMillis();
        return Duration.ofMillis(Math.max(LEAST_DELIVERY_MILLIS, millis - millis / 10));
    }

    static Map<String, Object> of(KafkaConfig config, @Nullable ClientTls tls) {
        ProducerKeys keys = config.producer();
        Map<String, Object> p = new HashMap<>();
        p.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        p.put(ProducerConfig.CLIENT_ID_CONFIG, config.clientId());
        p.put(
                ProducerConfig.CONNECTIONS_MAX_IDLE_MS_CONFIG,
                config.connIdleTimeout().toMillis());
        p.put(
                ProducerConfig.METADATA_MAX_AGE_CONFIG,
                config.metadata().refreshInterval().toMillis());
        p.put(ProducerConfig.ACKS_CONFIG, keys.requiredAcks().property());
        p.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, keys.requiredAcks().isAll());
        timeouts(p, config);
        memory(p, config);
        compression(p, keys);
        security(p, config, tls);
        p.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        p.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, List.of());
        return p;
    }

    private static void timeouts(Map<String, Object> p, KafkaConfig config) {
        long delivery = deliveryTimeout(config).toMillis();
        long linger = Math.min(config.linger().toMillis(), delivery / 2);
        p.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK.toMillis());
        p.put(ProducerConfig.LINGER_MS_CONFIG, linger);
        p.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) Math.min(Integer.MAX_VALUE, delivery));
        // Half, so that a request to a broker that has gone is made again to the partition's next leader.
        p.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) Math.min(Integer.MAX_VALUE, delivery / 2));
        p.put(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, Math.min(2_000, delivery / 2));
        p.put(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, Math.min(10_000, delivery));
        p.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
    }

    private static void memory(Map<String, Object> p, KafkaConfig config) {
        int largest = config.producer().maxMessageBytes();
        int batch =
                config.isKeyed() || !config.topicFromAttribute().isEmpty() ? KEYED_BATCH_BYTES : UNKEYED_BATCH_BYTES;
        p.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, largest);
        p.put(ProducerConfig.BATCH_SIZE_CONFIG, Math.min(batch, largest));
        p.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(LEAST_BUFFER_BYTES, (long) largest * BUFFERED_LARGEST));
    }

    private static void compression(Map<String, Object> p, ProducerKeys keys) {
        p.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, keys.compression().property());
        if (keys.compressionParams().isSet()) {
            String property = switch (keys.compression()) {
                case GZIP -> ProducerConfig.COMPRESSION_GZIP_LEVEL_CONFIG;
                case ZSTD -> ProducerConfig.COMPRESSION_ZSTD_LEVEL_CONFIG;
                case NONE, SNAPPY, LZ4 -> null;
            };
            if (property != null) {
                p.put(property, keys.compressionParams().level());
            }
        }
    }

    private static void security(Map<String, Object> p, KafkaConfig config, @Nullable ClientTls tls) {
        SaslConfig user = config.auth().user();
        p.put(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                tls == null ? user == null ? "PLAINTEXT" : "SASL_PLAINTEXT" : user == null ? "SSL" : "SASL_SSL");
        if (user != null) {
            p.put(SaslConfigs.SASL_MECHANISM, user.mechanism().property());
            p.put(SaslConfigs.SASL_JAAS_CONFIG, Jaas.login(user));
        }
        if (tls != null) {
            p.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, ReloadingSslEngineFactory.class);
            p.put(ReloadingSslEngineFactory.TLS, tls);
        }
    }
}

package io.sluice.exporter.kafka;

import io.sluice.api.config.Headers;
import io.sluice.api.config.Secret;
import io.sluice.exporter.helper.QueueConfig;
import io.sluice.exporter.helper.RetryConfig;
import io.sluice.testkit.kafka.BrokerEndpoints;
import io.sluice.testkit.kafka.BrokerOptions;
import io.sluice.transport.tls.ClientTlsConfig;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Configurations for tests, changed step by step. */
final class Configs {

    static final RetryConfig NO_RETRY =
            new RetryConfig(false, Duration.ofSeconds(5), 0.5, 1.5, Duration.ofSeconds(30), Duration.ofMinutes(5));
    static final RetryConfig FAST_RETRY =
            new RetryConfig(true, Duration.ofMillis(100), 0.0, 1.0, Duration.ofMillis(100), Duration.ofMinutes(5));

    List<String> brokers = List.of("localhost:9092");

    @Nullable
    ClientTlsConfig tls;

    AuthConfig auth = AuthConfig.NONE;
    SignalTopic traces = SignalTopic.DEFAULTS;
    SignalTopic metrics = SignalTopic.DEFAULTS;
    SignalTopic logs = SignalTopic.DEFAULTS;

    @Nullable
    String topic;

    @Nullable
    Encoding encoding;

    @Nullable
    RoutesConfig routes;

    String topicFromAttribute = "";
    int maxTopics = 100;
    List<String> includeMetadataKeys = List.of();
    Headers recordHeaders = Headers.NONE;
    boolean signalHeader;
    boolean partitionTracesById;
    boolean partitionMetricsByResourceAttributes;
    boolean partitionLogsByResourceAttributes;
    boolean partitionLogsByTraceId;
    PartitionerConfig partitioner = PartitionerConfig.DEFAULTS;
    ProducerKeys producer = ProducerKeys.DEFAULTS;
    Duration timeout = Duration.ofSeconds(5);
    RetryConfig retry = NO_RETRY;

    @Nullable
    QueueConfig queue = QueueConfig.DEFAULTS;

    static Configs saslSsl(BrokerEndpoints endpoints, SaslMechanism mechanism) {
        Configs configs = saslPlaintext(endpoints, mechanism);
        configs.brokers = List.of(endpoints.saslSsl());
        configs.tls = ClientTlsConfig.of(endpoints.caFile().toString(), null, null);
        return configs;
    }

    static Configs saslPlaintext(BrokerEndpoints endpoints, SaslMechanism mechanism) {
        Configs configs = new Configs();
        configs.brokers = List.of(endpoints.saslPlaintext());
        return configs.user(BrokerOptions.USER, BrokerOptions.PASSWORD, mechanism);
    }

    Configs user(String name, String password, SaslMechanism mechanism) {
        auth = new AuthConfig(new SaslConfig(name, Secret.of(password), mechanism), null, null);
        return this;
    }

    Configs topic(String name) {
        topic = name;
        return this;
    }

    Configs retrying() {
        retry = FAST_RETRY;
        return this;
    }

    Configs maxMessageBytes(int bytes) {
        producer = new ProducerKeys(
                bytes,
                producer.requiredAcks(),
                producer.compression(),
                producer.compressionParams(),
                producer.linger(),
                true);
        return this;
    }

    Configs compression(Compression compression, @Nullable Integer level) {
        producer = new ProducerKeys(
                producer.maxMessageBytes(),
                producer.requiredAcks(),
                compression,
                new CompressionConfig(level),
                producer.linger(),
                true);
        return this;
    }

    KafkaConfig make() {
        return new KafkaConfig(
                brokers,
                "otel-collector",
                Duration.ofMinutes(9),
                tls,
                auth,
                new MetadataConfig(Duration.ofMinutes(10)),
                traces,
                metrics,
                logs,
                topic,
                encoding,
                routes,
                topicFromAttribute,
                maxTopics,
                includeMetadataKeys,
                recordHeaders,
                signalHeader,
                partitionTracesById,
                partitionMetricsByResourceAttributes,
                partitionLogsByResourceAttributes,
                partitionLogsByTraceId,
                partitioner,
                producer,
                timeout,
                retry,
                queue);
    }
}

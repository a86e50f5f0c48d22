package io.sluice.exporter.kafka;

import io.sluice.api.config.Headers;
import io.sluice.exporter.helper.QueueConfig;
import io.sluice.exporter.helper.RetryConfig;
import io.sluice.pdata.Payload;
import io.sluice.testkit.kafka.BrokerOptions;
import io.sluice.testkit.kafka.BrokerProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to have one request of 256 KiB acknowledged by a broker in another process, lz4, acks=all, one at a time? With
 * {@code -prof gc}: what does it leave behind for the collector?
 *
 * <p>Baseline: {@code batchBytes=16384}, the client's default, above which every record gets a buffer of its own. {@code pooled} tells
 * what the copy out of a pooled array adds, which the client's interface asks for.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KafkaAppendBenchmark {

    private static final String TOPIC = "append";
    private static final int REQUEST_BYTES = 256 << 10;
    private static final int WORD_BYTES = 16;

    /** The client's {@code batch.size}; 0 is the exporter's own. */
    @Param({"16384", "0"})
    public int batchBytes;

    /** Whether the payload's array is pooled. */
    @Param({"false", "true"})
    public boolean pooled;

    private BrokerProcess broker;
    private Producer<byte[], byte[]> producer;
    private Payload payload;

    /** Starts broker and producer. */
    @Setup(Level.Trial)
    public void start() {
        broker = new BrokerProcess(
                BrokerOptions.DEFAULT
                        .withTopic(TOPIC, 1)
                        .withProperty("log.retention.bytes", "67108864")
                        .withProperty("log.segment.bytes", "16777216"),
                BrokerProcess.FAST,
                List.of());
        Map<String, Object> settings =
                ProducerSettings.of(config(broker.endpoints().internal(), null, "", false), null);
        if (batchBytes > 0) {
            settings.put(ProducerConfig.BATCH_SIZE_CONFIG, batchBytes);
        }
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        byte[] array = compressible(pooled ? 2 * REQUEST_BYTES : REQUEST_BYTES);
        payload = pooled ? Payload.pooled(array, REQUEST_BYTES, _ -> {}) : Payload.of(array);
    }

    /** Half of it repeats, as telemetry does. */
    private static byte[] compressible(int length) {
        byte[] array = new byte[length];
        Random random = new Random(1);
        byte[] word = new byte[WORD_BYTES];
        for (int at = 0; at < length; at += 2 * WORD_BYTES) {
            random.nextBytes(word);
            System.arraycopy(word, 0, array, at, WORD_BYTES);
        }
        return array;
    }

    static KafkaConfig config(
            String bootstrap, RoutesConfig routes, String topicFromAttribute, boolean partitionTracesById) {
        return new KafkaConfig(
                List.of(bootstrap),
                "jmh",
                Duration.ofMinutes(9),
                null,
                AuthConfig.NONE,
                new MetadataConfig(Duration.ofMinutes(10)),
                SignalTopic.DEFAULTS,
                SignalTopic.DEFAULTS,
                SignalTopic.DEFAULTS,
                TOPIC,
                null,
                routes,
                topicFromAttribute,
                100,
                List.of(),
                Headers.NONE,
                false,
                partitionTracesById,
                false,
                false,
                false,
                PartitionerConfig.DEFAULTS,
                new ProducerKeys(8_000_000, RequiredAcks.ALL, Compression.LZ4, new CompressionConfig(null), null, true),
                Duration.ofSeconds(5),
                new RetryConfig(true, Duration.ofSeconds(5), 0.5, 1.5, Duration.ofSeconds(30), Duration.ofMinutes(5)),
                QueueConfig.DEFAULTS);
    }

    /** Sends one request and waits for the answer. */
    @Benchmark
    public RecordMetadata append() throws Exception {
        return producer.send(new ProducerRecord<>(TOPIC, payload.toExactArray()))
                .get(5, TimeUnit.SECONDS);
    }

    /** Stops both. */
    @TearDown(Level.Trial)
    public void stop() {
        producer.close(Duration.ZERO);
        broker.close();
    }
}

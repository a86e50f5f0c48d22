package io.sluice.testkit.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads topics from their beginning to their end as it was when reading began. Does not belong to a consumer group and leaves no trace.
 *
 * <p>Threads: any; each call opens its own connection.
 */
public final class KafkaReader {

    /** Takes records as they are read. */
    @FunctionalInterface
    public interface Sink {
        /** Takes one record. */
        void accept(ReadRecord record);
    }

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String bootstrap;

    /** A reader of the broker that listens without authentication at {@code bootstrap}. */
    public KafkaReader(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /** All records of the topics, partition by partition in the order of their offsets. */
    public List<ReadRecord> readAll(String... topics) {
        List<ReadRecord> records = new ArrayList<>();
        forEach(Arrays.asList(topics), records::add);
        records.sort(ReadRecord.BY_POSITION);
        return records;
    }

    /** Hands every record of the topics to {@code sink}: in order within a partition, the partitions mixed. For what doesn't fit in memory. */
    public void forEach(Collection<String> topics, Sink sink) {
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (String topic : topics) {
                consumer.partitionsFor(topic)
                        .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long giveUp = System.nanoTime() + PATIENCE.toNanos();
            while (!isAtEnd(consumer, ends)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.offset()
                            < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L)) {
                        sink.accept(new ReadRecord(record));
                    }
                    giveUp = System.nanoTime() + PATIENCE.toNanos();
                }
                if (System.nanoTime() - giveUp > 0) {
                    throw new IllegalStateException(
                            "no record within " + PATIENCE + " although the end was not reached");
                }
            }
        }
    }

    private static boolean isAtEnd(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            if (consumer.position(end.getKey()) < end.getValue()) {
                return false;
            }
        }
        return true;
    }

    private Consumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrap,
                        "enable.auto.commit", "false",
                        "auto.offset.reset", "earliest",
                        "allow.auto.create.topics", "false",
                        "enable.metrics.push", "false",
                        "auto.include.jmx.reporter", "false",
                        "fetch.max.bytes", "52428800",
                        "max.partition.fetch.bytes", "16777216",
                        "max.poll.records", "10000"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}

package io.sluice.exporter.kafka;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Ends each record when the test says so. Topics exist, but for those that are {@link #missing}. */
final class HeldProducer extends MockProducer<byte[], byte[]> {

    final List<Callback> callbacks = new ArrayList<>();
    final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    final Set<String> missing = new HashSet<>();

    /** What it says to everything, if anything. */
    @Nullable
    RuntimeException refusal;

    HeldProducer() {
        super(
                new Cluster(
                        null,
                        List.of(new Node(0, "localhost", 9092)),
                        List.of(new PartitionInfo("otlp_spans", 0, null, null, null)),
                        Set.of(),
                        Set.of()),
                false,
                null,
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private void checkTopic(String topic) {
        if (refusal != null) {
            throw refusal;
        }
        if (missing.contains(topic)) {
            throw new TimeoutException("not present in metadata", new UnknownTopicOrPartitionException());
        }
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        checkTopic(topic);
        return List.of(new PartitionInfo(topic, 0, null, null, null));
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> sent, Callback callback) {
        checkTopic(sent.topic());
        callbacks.add(callback);
        records.add(sent);
        return super.send(sent, null);
    }

    void end(int record, @Nullable Exception failure) {
        RecordMetadata metadata =
                new RecordMetadata(new TopicPartition(records.get(record).topic(), 0), 0, 0, 0, 0, 0);
        Thread network = new Thread(() -> callbacks.get(record).onCompletion(metadata, failure));
        network.start();
        try {
            network.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Ends all that were sent and are not ended: a second end is ignored. */
    void endAll() {
        for (int record = 0; record < records.size(); record++) {
            end(record, null);
        }
    }

    /** The topics of what was sent. */
    List<String> topics() {
        return records.stream().map(ProducerRecord::topic).toList();
    }
}

package io.sluice.exporter.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.api.Outcome;
import io.sluice.api.RequestContext;
import io.sluice.pdata.Signal;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where the records of one signal go. Remembers for two seconds that the client took nothing, so that a backend that can't be reached
 * doesn't hold up the sender thread once per batch. Threads: the sender thread.
 */
final class Route {

    private static final long CLOSED_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Signal signal;
    private final String topic;
    private final KafkaMetrics.Topic metrics;
    private final @Nullable RequestSplitter splitter;
    private final String keyMetadata;
    private final boolean json;
    private final PartitionerConfig partitioner;
    private @Nullable Outcome closedWith;
    private long openNanos;
    private int turn;

    Route(Signal signal, KafkaConfig config, KafkaMetrics metrics) {
        this.signal = signal;
        this.topic = config.topicOf(signal);
        this.metrics = metrics.topic(topic);
        KeyRule rule = KeyRules.of(config, signal);
        this.splitter = rule == null ? null : new RequestSplitter(rule, signal);
        this.keyMetadata = config.of(signal).messageKeyFromMetadataKey().toLowerCase(Locale.ROOT);
        this.json = config.encodingOf(signal) == Encoding.OTLP_JSON;
        this.partitioner = config.recordPartitioner();
    }

    Signal signal() {
        return signal;
    }

    String topic() {
        return topic;
    }

    KafkaMetrics.Topic metrics() {
        return metrics;
    }

    /** Divides requests by key, or null to leave them whole. */
    @Nullable
    RequestSplitter splitter() {
        return splitter;
    }

    /** True if values are OTLP/JSON. */
    boolean isJson() {
        return json;
    }

    /** The key of a whole request, or null. */
    byte @Nullable [] keyOf(RequestContext context) {
        String value = keyMetadata.isEmpty() ? null : context.firstMetadata(keyMetadata);
        return value == null || value.isEmpty() ? null : value.getBytes(UTF_8);
    }

    /** True if the number of partitions must be known: the choice is made here and not by the client. */
    boolean choosesPartitions() {
        return partitioner.roundRobin() != null
                || (partitioner.isSarama() && (splitter != null || !keyMetadata.isEmpty()));
    }

    /** The partition of a record, or null to let the client choose. */
    @Nullable
    Integer partition(byte @Nullable [] key, int partitions) {
        if (partitioner.roundRobin() != null) {
            turn = (turn + 1) % partitions;
            return turn;
        }
        return key != null && partitioner.isSarama() ? SaramaPartition.of(key, partitions) : null;
    }

    /** What a delivery is told without trying, or null. */
    @Nullable
    Outcome closedWith(long now) {
        if (closedWith != null && now - openNanos >= 0) {
            closedWith = null;
        }
        return closedWith;
    }

    /** The client took nothing. */
    void close(Outcome outcome, long now) {
        closedWith = outcome;
        openNanos = now + CLOSED_NANOS;
    }
}

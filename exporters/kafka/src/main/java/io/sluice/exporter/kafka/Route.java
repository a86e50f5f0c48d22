package io.sluice.exporter.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.api.ComponentContext;
import io.sluice.api.Outcome;
import io.sluice.api.RequestContext;
import io.sluice.pdata.Signal;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where the records of one signal go. Remembers for two seconds that the client took nothing, so that a backend that can't be reached
 * doesn't hold up the sender thread once per batch. Threads: the sender thread.
 */
final class Route {

    private static final long CLOSED_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Signal signal;
    private final Destination own;
    private final List<Destination> configured;
    private final @Nullable TopicList topics;
    private final @Nullable TopicDispatch dispatch;
    private final @Nullable RequestSplitter splitter;
    private final String keyMetadata;
    private final boolean keyed;
    private final boolean json;
    private final PartitionerConfig partitioner;
    private @Nullable Outcome closedWith;
    private long openNanos;

    /** @param executor runs what waits for word of a topic */
    Route(
            Signal signal,
            KafkaConfig config,
            ComponentContext context,
            KafkaMetrics metrics,
            Failures failures,
            Executor executor) {
        this.signal = signal;
        String topic = config.topicOf(signal);
        this.own =
                new Destination(topic, signal.configName() + "::topic", false, metrics.topic(topic), context.clock());
        KeyRule rule = KeyRules.of(config, signal);
        if (config.hasSeveralTopics()) {
            Redirections redirections = new Redirections(context, config, topic);
            this.topics = new TopicList(own, config.maxTopics(), metrics, context.clock());
            this.dispatch = new TopicDispatch(this, failures, redirections, executor, context.clock());
            this.splitter = new RequestSplitter(rule, new ItemTopics(signal, config, topics, redirections), signal);
            this.configured = topics.all();
        } else {
            this.configured = List.of(own);
            this.topics = null;
            this.dispatch = null;
            this.splitter = rule == null ? null : new RequestSplitter(rule, null, signal);
        }
        this.keyMetadata = config.of(signal).messageKeyFromMetadataKey().toLowerCase(Locale.ROOT);
        this.keyed = rule != null || !keyMetadata.isEmpty();
        this.json = config.encodingOf(signal) == Encoding.OTLP_JSON;
        this.partitioner = config.recordPartitioner();
    }

    Signal signal() {
        return signal;
    }

    /** The signal's own topic. */
    Destination own() {
        return own;
    }

    /** The topics that the configuration names. Any thread. */
    List<Destination> configuredTopics() {
        return configured;
    }

    /** Hands records over where there are several topics, or null. */
    @Nullable
    TopicDispatch dispatch() {
        return dispatch;
    }

    /** The topic of a record of the request that was split last. */
    Destination topicOf(int record) {
        return topics == null || splitter == null ? own : topics.get(splitter.topic(record));
    }

    /** Divides requests by topic and key, or null to leave them whole. */
    @Nullable
    RequestSplitter splitter() {
        return splitter;
    }

    /** How many spans, log records or metrics a record of the request at hand has; 0 if nobody has looked. */
    int granules(int record) {
        return splitter == null ? 0 : splitter.granules(record);
    }

    /** True if values are OTLP/JSON. */
    boolean isJson() {
        return json;
    }

    /** The key of a record of the request at hand, or null. */
    byte @Nullable [] keyOf(int record, RequestContext context) {
        byte[] own = splitter == null ? null : splitter.key(record);
        return own == null ? keyOf(context) : own;
    }

    private byte @Nullable [] keyOf(RequestContext context) {
        String value = keyMetadata.isEmpty() ? null : context.firstMetadata(keyMetadata);
        return value == null || value.isEmpty() ? null : value.getBytes(UTF_8);
    }

    /** True if the number of partitions must be known: the choice is made here and not by the client. */
    boolean choosesPartitions() {
        return partitioner.roundRobin() != null || (partitioner.isSarama() && keyed);
    }

    /** The partition of a record, or null to let the client choose. */
    @Nullable
    Integer partition(Destination to, byte @Nullable [] key, int partitions) {
        if (partitioner.roundRobin() != null) {
            return to.turn(partitions);
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

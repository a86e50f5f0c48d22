package io.sluice.exporter.kafka;

import io.sluice.api.Clock;
import io.sluice.api.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A topic that records of a signal go to. Where there are several it remembers what {@link TopicDispatch} must know of each: whether the
 * client knows the topic, what records are told meanwhile if it can't be written to, and which records wait for the answer to that.
 *
 * <p>Threads: any. The lock is taken only for records of a topic that the client does not know yet.
 */
final class Destination {

    /** How long records are told what one was told, before the topic is tried again. */
    private static final long CLOSED_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** The same where records have another topic to go to. */
    private static final long REPLACED_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** Why the topic can't be written to, and until when that is believed. */
    private record Closed(Outcome told, boolean replaced, long untilNanos) {}

    private final String topic;
    private final String key;
    private final boolean replaceable;
    private final KafkaMetrics.Topic metrics;
    private final Clock clock;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile boolean known;
    private volatile @Nullable Closed closed;
    private List<Outgoing> waiting = new ArrayList<>();
    private boolean asking;

    /**
     * @param key the key of the configuration that names it
     * @param replaceable whether its records may go to the signal's own topic while it does not exist or may not be written to
     */
    Destination(String topic, String key, boolean replaceable, KafkaMetrics.Topic metrics, Clock clock) {
        this.topic = topic;
        this.key = key;
        this.replaceable = replaceable;
        this.metrics = metrics;
        this.clock = clock;
    }

    String topic() {
        return topic;
    }

    /** The key of the configuration that names it. */
    String key() {
        return key;
    }

    KafkaMetrics.Topic metrics() {
        return metrics;
    }

    /** The next of so many partitions. */
    int turn(int partitions) {
        return Math.floorMod(turn.incrementAndGet(), partitions);
    }

    /** True once the client has learnt of the topic: to send to it does not wait. */
    boolean isKnown() {
        return known;
    }

    /** The client has learnt of the topic. */
    void learnt() {
        closed = null;
        known = true;
    }

    /** What records are told without trying, or null. */
    @Nullable
    Outcome closedWith(long now) {
        Closed told = closed;
        return told != null && !told.replaced() && now - told.untilNanos() < 0 ? told.told() : null;
    }

    /** True if records go to the signal's own topic instead. */
    boolean isReplaced() {
        Closed told = closed;
        return told != null && told.replaced();
    }

    /** True if it is time to ask again whether a replaced topic can be written to. */
    boolean isDue(long now) {
        Closed told = closed;
        return told != null && now - told.untilNanos() >= 0;
    }

    /** What records were told when the topic could last not be written to. */
    String why() {
        Closed told = closed;
        return told == null ? "" : Failures.message(told.told());
    }

    /**
     * Tells the records to come what one was told, for a while, or sends them to the signal's own topic.
     *
     * @param topicOnly true if it is about this topic alone
     */
    void close(Outcome outcome, boolean topicOnly) {
        boolean replaced = replaceable && (topicOnly || isReplaced());
        closed = new Closed(outcome, replaced, clock.nanoTime() + (replaced ? REPLACED_NANOS : CLOSED_NANOS));
        known = false;
    }

    /**
     * Keeps a record until the client has been asked.
     *
     * @return true if the caller has to ask
     */
    synchronized boolean hold(Outgoing record) {
        waiting.add(record);
        return beginAsking();
    }

    /** True if nobody is asking the client already; then the caller has to. */
    synchronized boolean beginAsking() {
        boolean first = !asking;
        asking = true;
        return first;
    }

    /** The client has answered: takes the records that have waited for it. */
    synchronized List<Outgoing> endAsking() {
        List<Outgoing> held = waiting;
        waiting = new ArrayList<>();
        asking = false;
        return held;
    }
}

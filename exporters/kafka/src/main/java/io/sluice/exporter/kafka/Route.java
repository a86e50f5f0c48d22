package io.sluice.exporter.kafka;

import io.sluice.api.Outcome;
import io.sluice.pdata.Signal;
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
    private @Nullable Outcome closedWith;
    private long openNanos;

    Route(Signal signal, KafkaConfig config, KafkaMetrics metrics) {
        this.signal = signal;
        this.topic = config.topicOf(signal);
        this.metrics = metrics.topic(topic);
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

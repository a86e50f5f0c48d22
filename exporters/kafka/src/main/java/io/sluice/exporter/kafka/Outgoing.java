package io.sluice.exporter.kafka;

import io.sluice.api.Outcome;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A record that is ready to go to one of several topics. Threads: one after the other. */
final class Outgoing {

    private final Attempt attempt;
    private final int number;
    private final int granules;
    private final byte @Nullable [] key;
    private final byte[] value;
    private final List<Header> headers;
    private final long startNanos;

    /**
     * @param attempt whose record it is
     * @param number its number there
     * @param granules how many spans, log records or metrics it has
     * @param value after the attempt's end perhaps somebody else's bytes
     * @param startNanos when the attempt began
     */
    Outgoing(
            Attempt attempt,
            int number,
            int granules,
            byte @Nullable [] key,
            byte[] value,
            List<Header> headers,
            long startNanos) {
        this.attempt = attempt;
        this.number = number;
        this.granules = granules;
        this.key = key;
        this.value = value;
        this.headers = headers;
        this.startNanos = startNanos;
    }

    Attempt attempt() {
        return attempt;
    }

    int number() {
        return number;
    }

    int granules() {
        return granules;
    }

    byte @Nullable [] key() {
        return key;
    }

    /** Hands it to the client; what the rest of the delivery is told if the client takes nothing, or null to go on. */
    @Nullable
    Outcome send(Destination to, @Nullable Integer partition) {
        return attempt.send(
                number, to, new ProducerRecord<>(to.topic(), partition, null, key, value, headers), startNanos);
    }

    /** The same record with bytes of its own, for which the attempt waits until {@link Attempt#closed}. */
    Outgoing held() {
        attempt.opened();
        return new Outgoing(attempt, number, granules, key, value.clone(), headers, startNanos);
    }
}

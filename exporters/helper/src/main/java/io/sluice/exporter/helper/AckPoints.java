package io.sluice.exporter.helper;

import io.sluice.api.AckPoint;
import org.jspecify.annotations.Nullable;

/** When a sender hears OK from an exporter with a {@code sending_queue}. */
public final class AckPoints {

    private static final String KEY = "sending_queue::wait_for_result";

    private AckPoints() {}

    /**
     * The ack point of an exporter.
     *
     * @param queue its queue, or null for none
     * @param delivered what has happened when a delivery succeeds, to follow "after": {@code Kafka has answered acks=all}
     */
    public static AckPoint of(@Nullable QueueConfig queue, String delivered) {
        if (queue == null) {
            return new AckPoint(delivered, true, "sending_queue");
        }
        return queue.waitForResult()
                ? new AckPoint(delivered, true, KEY)
                : new AckPoint("the exporter's queue in memory has taken the data", false, KEY);
    }
}

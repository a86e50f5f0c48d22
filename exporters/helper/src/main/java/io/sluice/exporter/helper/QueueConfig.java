package io.sluice.exporter.helper;

import io.sluice.api.config.Checked;
import io.sluice.api.config.Default;
import io.sluice.api.config.Key;
import io.sluice.api.config.Problems;
import io.sluice.api.config.Range;
import io.sluice.api.config.Unsupported;

/**
 * {@code sending_queue}: what may wait in front of an exporter, per signal. Compatible with the Collector's exporterhelper but for one
 * decision: an unset {@code wait_for_result} waits.
 *
 * @param numConsumers how many deliveries of one signal may be under way at once; not a number of threads
 * @param inFlightBytes payload bytes of one signal that may be under way at once, instead of {@code num_consumers} deliveries: for a backend
 *     that answers late, as a gateway does that decides first. 0 counts deliveries. Sluice's own key
 * @param queueSize how much one signal may hold, in units of {@code sizer}; what is being delivered or waits for a retry counts as well
 * @param sizer what {@code queue_size} counts
 * @param queueBytes payload bytes that one signal may hold, whatever the sizer; 0 is {@code queue_size} with sizer {@code bytes}, else
 *     64 MiB. Sluice's own key
 * @param blockOnOverflow true to let what does not fit wait in front of the queue, unanswered, up to {@code queue_bytes} more, until
 *     there is room or its sender stops waiting; false to refuse it retryably. No thread ever blocks
 * @param waitForResult true to answer the sender with what became of its data; false to answer as soon as the data is in the queue, which
 *     takes custody of it in memory
 */
@Unsupported(
        value = "storage",
        protects = true,
        instead = "There is no disk queue yet: leave it out, and wait_for_result at true, so that senders keep their"
                + " data.")
@Unsupported(value = "batch", instead = "Put the batch processor into the pipeline: it keeps each request's answer.")
public record QueueConfig(
        @Default("10") @Range(min = 1, max = Integer.MAX_VALUE)
        int numConsumers,

        @Default("0") @Range(min = 0) long inFlightBytes,
        @Default("1000") @Range(min = 1) long queueSize,
        @Default("requests") Sizer sizer,
        @Default("0") @Range(min = 0) long queueBytes,
        @Key(renamedFrom = "blocking") @Default("false") boolean blockOnOverflow,
        @Default("true") boolean waitForResult)
        implements Checked {

    /** Byte bound of a queue that does not say. */
    public static final long DEFAULT_QUEUE_BYTES = 64L << 20;

    /** What every key is when absent. */
    public static final QueueConfig DEFAULTS = new QueueConfig(10, 0, 1000, Sizer.REQUESTS, 0, false, true);

    /** What {@code queue_size} counts. */
    public enum Sizer {
        /** Batches, as the pipeline hands them over. */
        REQUESTS,
        /** Spans, data points, log records. */
        ITEMS,
        /** Payload bytes. */
        BYTES
    }

    /** The byte bound that holds. */
    public long effectiveBytes() {
        if (queueBytes > 0) {
            return queueBytes;
        }
        return sizer == Sizer.BYTES ? queueSize : DEFAULT_QUEUE_BYTES;
    }

    @Override
    public void check(Problems problems) {
        if (sizer == Sizer.BYTES && queueBytes > 0 && queueBytes < queueSize) {
            problems.warning(
                    "queue_bytes",
                    "is smaller than queue_size, which counts bytes too: the smaller holds",
                    "Leave queue_bytes out.");
        }
        if (inFlightBytes > effectiveBytes()) {
            problems.warning(
                    "in_flight_bytes",
                    "is more than the queue holds, what is under way included: " + effectiveBytes() + " bytes",
                    "Raise queue_bytes, or queue_size with sizer: bytes.");
        }
    }
}

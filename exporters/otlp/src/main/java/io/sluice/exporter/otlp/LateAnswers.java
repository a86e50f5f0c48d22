package io.sluice.exporter.otlp;

import io.sluice.api.config.Problems;
import io.sluice.exporter.helper.QueueConfig;
import io.sluice.exporter.helper.RetryConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a sender needs whose backend answers late, as a gateway does that decides first.
 *
 * @param within how long the backend may take, at least a second
 * @param processor who takes it, as the configuration names it
 */
public record LateAnswers(Duration within, String processor) {

    /** An attempt that ends before its answer is made again, and again, and never delivered. */
    public void checkTimeout(Duration timeout, Problems problems) {
        if (timeout.isPositive() && timeout.compareTo(within) < 0) {
            problems.error(
                    "timeout",
                    "is too short: this sends to a receiver of the same configuration, where " + processor
                            + " answers within " + within.toSeconds() + "s",
                    "Use at least " + within.toSeconds() + "s.");
        }
    }

    /** What is given back has to be sent again. */
    public void checkRetry(RetryConfig retry, Problems problems) {
        if (!retry.enabled()) {
            problems.at("retry_on_failure")
                    .warning(
                            "enabled",
                            "is false, so what " + processor + " gives back is not sent again",
                            "Use true, and max_elapsed_time: 0s.");
        }
    }

    /** So much has to be under way as is sent until the first answer. */
    public void checkQueue(@Nullable QueueConfig queue, Problems problems) {
        if (queue != null && queue.inFlightBytes() == 0) {
            problems.at("sending_queue")
                    .warning(
                            "in_flight_bytes",
                            "is not set, so " + queue.numConsumers()
                                    + " requests may be under way at once, which is all" + " that is sent in the "
                                    + within.toSeconds() + "s that " + processor + " may take",
                            "Use the bytes that are to be sent in that time.");
        }
    }
}

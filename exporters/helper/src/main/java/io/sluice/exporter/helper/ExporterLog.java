package io.sluice.exporter.helper;

import io.sluice.api.Clock;
import java.time.Duration;
import org.slf4j.Logger;

/** The lines that users of the Collector look for, each at most once in ten seconds. Threads: any. */
final class ExporterLog {

    private static final long OFTEN_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long SELDOM_NANOS = Duration.ofMinutes(1).toNanos();

    private final Logger logger;
    private final LimitedLog retries;
    private final LimitedLog drops;
    private final LimitedLog rejections;
    private final LimitedLog partials;
    private final LimitedLog failures;

    ExporterLog(Logger logger, Clock clock) {
        this.logger = logger;
        retries = new LimitedLog(clock, OFTEN_NANOS, logger::info);
        drops = new LimitedLog(clock, OFTEN_NANOS, logger::error);
        rejections = new LimitedLog(clock, OFTEN_NANOS, logger::warn);
        partials = new LimitedLog(clock, OFTEN_NANOS, logger::warn);
        failures = new LimitedLog(clock, SELDOM_NANOS, logger::error);
    }

    /** An attempt failed and there will be another. */
    void retrying(String error, long waitNanos, int items) {
        if (logger.isInfoEnabled() && retries.isDue()) {
            retries.write("Exporting failed. Will retry the request after interval. interval="
                    + Duration.ofNanos(waitNanos).toMillis() + "ms items=" + items + " error=\"" + error + '"');
        }
    }

    /** Data is lost: nobody else has it, or the backend will never take it. */
    void dropping(String error, int items) {
        if (drops.isDue()) {
            drops.write("Exporting failed. Dropping data. dropped_items=" + items + " error=\"" + error + '"');
        }
    }

    /** Data is handed back to its sender. */
    void rejecting(String error, int items) {
        if (rejections.isDue()) {
            rejections.write("Exporting failed. Rejecting data. rejected_items=" + items + " error=\"" + error + '"');
        }
    }

    /** The backend took all but some items. */
    void partial(String message, int rejectedItems) {
        if (partials.isDue()) {
            partials.write("Partial success response. rejected_items=" + rejectedItems + " message=\"" + message + '"');
        }
    }

    /** A bug of ours. */
    void failed(Throwable failure) {
        if (failures.isDue()) {
            failures.write("Unexpected failure, the data was refused retryably: " + describe(failure));
        }
    }

    /** The thread cannot be stopped in time. */
    void stuck(String thread) {
        logger.warn("{} is still busy in its library at the end of the stop; what it holds is left unanswered", thread);
    }

    /** Where it happened, without the message, which may quote telemetry. */
    private static String describe(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return failure.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}

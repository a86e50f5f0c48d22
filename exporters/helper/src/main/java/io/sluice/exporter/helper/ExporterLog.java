package io.sluice.exporter.helper;

import io.sluice.api.Clock;
import io.sluice.api.RateLimitedLog;
import java.time.Duration;
import org.slf4j.Logger;

/** The lines that users of the Collector look for, each kind at most once a minute. Threads: any. */
final class ExporterLog {

    private final Logger logger;
    private final RateLimitedLog retries;
    private final RateLimitedLog drops;
    private final RateLimitedLog rejections;
    private final RateLimitedLog partials;
    private final RateLimitedLog bugs;

    ExporterLog(Logger logger, Clock clock) {
        this.logger = logger;
        retries = new RateLimitedLog(logger, clock);
        drops = new RateLimitedLog(logger, clock);
        rejections = new RateLimitedLog(logger, clock);
        partials = new RateLimitedLog(logger, clock);
        bugs = new RateLimitedLog(logger, clock);
    }

    /** An attempt failed and there will be another. */
    void retrying(String error, long waitNanos, int items) {
        retries.info("Exporting failed. Will retry the request after interval. interval="
                + Duration.ofNanos(waitNanos).toMillis() + "ms items=" + items + " error=\"" + error + '"');
    }

    /** Data is lost: nobody else has it, or the backend will never take it. */
    void dropping(String error, int items) {
        drops.error("Exporting failed. Dropping data. dropped_items=" + items + " error=\"" + error + '"');
    }

    /** Data is handed back to its sender. */
    void rejecting(String error, int items) {
        rejections.warn("Exporting failed. Rejecting data. rejected_items=" + items + " error=\"" + error + '"');
    }

    /** The backend took all but some items. */
    void partial(String message, int rejectedItems) {
        partials.warn("Partial success response. rejected_items=" + rejectedItems + " message=\"" + message + '"');
    }

    /** A bug of ours. */
    void failed(Throwable failure) {
        bugs.bug("an exporter failed unexpectedly; its data is refused and may be sent again", failure);
    }

    /** The thread cannot be stopped in time. */
    void stuck(String thread) {
        logger.warn("{} is still busy in its library at the end of the stop; what it holds is left unanswered", thread);
    }
}

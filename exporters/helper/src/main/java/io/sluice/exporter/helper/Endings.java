package io.sluice.exporter.helper;

import io.sluice.api.ComponentContext;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.api.telemetry.Counter;
import java.util.concurrent.atomic.AtomicLong;

/** How jobs end: counted, logged, their room given back, then their batch completed. Threads: any. */
final class Endings {

    private final String exporter;
    private final ExporterLog log;
    private final Counter bugs;
    private final AtomicLong held = new AtomicLong();

    Endings(ComponentContext context, ExporterLog log) {
        this.exporter = context.id().toString();
        this.log = log;
        this.bugs = context.meter()
                .counter(
                        "exporter_unexpected_failures",
                        "Number of times a bug showed; the data was refused retryably.",
                        "exporter",
                        exporter);
    }

    /** A job begins. */
    void begun() {
        held.incrementAndGet();
    }

    /** Jobs begun and not ended. */
    long held() {
        return held.get();
    }

    void delivered(Job job) {
        job.line().metrics().sent(job.batch().items());
        end(job, Outcome.accepted());
    }

    void partlyDelivered(Job job, Outcome.PartiallyAccepted partial) {
        int rejected = partial.rejectedItems();
        SignalMetrics metrics = job.line().metrics();
        metrics.sent(Math.max(0, job.batch().items() - rejected));
        metrics.sendFailed(rejected);
        log.partial(partial.message(), rejected);
        end(job, partial);
    }

    /** The data is lost: the backend will never take it. */
    void rejected(Job job, Outcome.Rejected outcome) {
        int items = job.batch().items();
        job.line().metrics().sendFailed(items);
        log.dropping(outcome.message(), items);
        end(job, outcome);
    }

    /**
     * The data was not delivered. It goes back to its sender; what is in our custody is lost, which the pipeline's account counts as a
     * drop.
     */
    void givenUp(Job job, Outcome.Refused outcome) {
        int items = job.batch().items();
        job.line().metrics().sendFailed(items);
        if (job.isInCustody()) {
            log.dropping(outcome.message(), items);
        } else if (!job.batch().isWithdrawn()) {
            log.rejecting(outcome.message(), items);
        }
        end(job, outcome);
    }

    /** Nobody waits any more, or no attempt could end in time. */
    void tooLate(Job job) {
        givenUp(job, tooLate());
    }

    Outcome.Refused tooLate() {
        return Outcome.refused(
                Refusal.DEADLINE, "exporter " + exporter + " could not send before the sender's deadline");
    }

    Outcome.Refused stopping() {
        return Outcome.refused(Refusal.SHUTDOWN, "exporter " + exporter + " is stopping");
    }

    /** A bug of ours; counts it and says what to tell instead of an outcome. */
    Outcome.Refused failed(Throwable failure) {
        bugs.add(1);
        log.failed(failure);
        return Outcome.refused(
                Refusal.COMPONENT_FAILURE, "exporter " + exporter + " failed unexpectedly; the data is untouched");
    }

    private void end(Job job, Outcome outcome) {
        // Room first: whoever is answered may come again at once. Held last: a stop waits for the answers too.
        job.line().release(job);
        try {
            job.complete(outcome);
        } catch (RuntimeException e) {
            failed(e);
        } finally {
            held.decrementAndGet();
        }
    }
}

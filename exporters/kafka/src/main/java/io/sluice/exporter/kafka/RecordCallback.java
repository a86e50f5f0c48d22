package io.sluice.exporter.kafka;

import io.sluice.api.Outcome;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** What becomes of one record. Threads: the sender thread while it hands the record over, then the client's network thread; once. */
final class RecordCallback implements Callback {

    private final Attempt attempt;
    private final int record;
    private final Destination to;
    private final int bytes;
    private final long startNanos;
    private final Thread sender = Thread.currentThread();
    private final AtomicBoolean ended = new AtomicBoolean();
    /** Set by the sender thread only. */
    private @Nullable Throwable refused;

    private @Nullable Outcome told;

    RecordCallback(Attempt attempt, int record, Destination to, int bytes, long startNanos) {
        this.attempt = attempt;
        this.record = record;
        this.to = to;
        this.bytes = bytes;
        this.startNanos = startNanos;
    }

    @Override
    public void onCompletion(RecordMetadata metadata, @Nullable Exception exception) {
        if (exception == null) {
            if (ended.compareAndSet(false, true)) {
                attempt.delivered(record, to, bytes, startNanos);
            }
        } else {
            fail(exception, Thread.currentThread() != sender);
        }
    }

    /** The client did not take the record. Sender thread. */
    void thrown(RuntimeException failure) {
        fail(failure, false);
    }

    private void fail(Throwable failure, boolean sent) {
        if (ended.compareAndSet(false, true)) {
            Outcome outcome = attempt.failed(record, to, bytes, failure, sent);
            if (!sent) {
                refused = failure;
                told = outcome;
            }
        }
    }

    /** What the rest of the delivery is told if the client takes nothing now, or null to go on. Sender thread. */
    @Nullable
    Outcome stops() {
        return refused == null || Failures.concernsRecordOnly(refused) ? null : told;
    }
}

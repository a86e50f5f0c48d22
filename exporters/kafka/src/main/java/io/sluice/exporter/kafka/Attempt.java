package io.sluice.exporter.kafka;

import io.sluice.api.Outcome;
import io.sluice.api.Timer;
import io.sluice.exporter.helper.Delivery;
import io.sluice.pdata.Signal;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a delivery: ends it when all its records have ended, or when its deadline has come.
 *
 * <p>Threads: made and filled by the sender thread; records end on any thread. What a record's ending wrote is published to whoever ends
 * the attempt by the count of open records.
 */
final class Attempt {

    private final Delivery delivery;
    private final Signal signal;
    private final Failures failures;
    private final KafkaMetrics.Topic metrics;
    private final ProducerSlot slot;
    private final Producer<byte[], byte[]> producer;
    private final Progress progress;
    /** Records under way, and one for the sender thread until it has handed over all. */
    private final AtomicInteger open = new AtomicInteger(1);

    private final AtomicReference<Outcome.@Nullable Refused> refusal = new AtomicReference<>();
    /** Whether the delivery was told; what an attempt's end comes to after its deadline must not end the next attempt. */
    private final AtomicBoolean ended = new AtomicBoolean();

    private volatile @Nullable Timer timer;

    Attempt(
            Delivery delivery,
            Failures failures,
            KafkaMetrics.Topic metrics,
            ProducerSlot slot,
            Producer<byte[], byte[]> producer,
            Progress progress) {
        this.delivery = delivery;
        this.signal = delivery.batch().signal();
        this.failures = failures;
        this.metrics = metrics;
        this.slot = slot;
        this.producer = producer;
        this.progress = progress;
    }

    Producer<byte[], byte[]> producer() {
        return producer;
    }

    Progress progress() {
        return progress;
    }

    /** A record is about to be handed to the client. */
    void opened() {
        open.incrementAndGet();
    }

    /** The client has a record. */
    void delivered(int record, int bytes, long startNanos) {
        progress.delivered(record);
        metrics.delivered(bytes, startNanos);
        closed();
    }

    /**
     * A record has failed.
     *
     * @param sent whether the client had taken it
     * @return what the record was told
     */
    Outcome failed(int record, int bytes, Throwable thrown, boolean sent) {
        metrics.failed(bytes);
        Outcome outcome = meaning(thrown, sent);
        note(record, outcome);
        closed();
        return outcome;
    }

    /** A record cannot be made of its bytes. */
    void unusable(int record, Outcome.Rejected outcome) {
        progress.rejected(record, outcome);
    }

    /** The client takes nothing: no record was handed over. */
    Outcome notTaken(RuntimeException thrown) {
        Outcome outcome = meaning(thrown, false);
        unsent(0, outcome);
        return outcome;
    }

    private Outcome meaning(Throwable thrown, boolean sent) {
        Throwable known = slot.failureOf(producer);
        if (known == null && Failures.breaksProducer(Failures.root(thrown))) {
            slot.broken(producer, thrown);
        }
        return failures.outcome(signal, known != null && !sent ? known : thrown, sent);
    }

    private void note(int record, Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            refusal.compareAndSet(null, refused);
        } else if (outcome instanceof Outcome.Rejected rejected) {
            progress.rejected(record, rejected);
        }
    }

    /** Of the records from {@code first} on, those that are still due were not handed over and are told {@code outcome}. */
    void unsent(int first, Outcome outcome) {
        for (int record = first; record < progress.records(); record++) {
            if (progress.isPending(record)) {
                note(record, outcome);
            }
        }
    }

    /** Everything was handed over; ends the attempt at {@code timer} at the latest. */
    void handedOver(@Nullable Timer atDeadline) {
        timer = atDeadline;
        closed();
    }

    private void closed() {
        if (open.decrementAndGet() == 0) {
            Timer armed = timer;
            if (armed != null) {
                armed.cancel();
            }
            finish();
        }
    }

    /** The deadline has come first; the client may still deliver what it holds. */
    void expire() {
        end(failures.late(signal));
    }

    private void finish() {
        Outcome.Refused refused = refusal.get();
        end(refused != null ? refused : progress.outcome());
    }

    private void end(Outcome outcome) {
        if (ended.compareAndSet(false, true)) {
            delivery.attach(progress);
            delivery.done(outcome);
        }
    }
}

package io.sluice.exporter.kafka;

import io.sluice.api.Outcome;
import io.sluice.api.Timer;
import io.sluice.exporter.helper.Delivery;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a delivery: ends it when all its records have ended, or when its deadline has come.
 *
 * <p>Threads: made and filled by the sender thread; records end on any thread. What a record's ending wrote is published to whoever ends
 * the attempt by the count of open records.
 */
final class Attempt {

    private final Delivery delivery;
    private final Route route;
    private final Failures failures;
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
            Route route,
            Failures failures,
            ProducerSlot slot,
            Producer<byte[], byte[]> producer,
            Progress progress) {
        this.delivery = delivery;
        this.route = route;
        this.failures = failures;
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

    /** The delivery was told how this ended; what is left of it is for nobody. */
    boolean hasEnded() {
        return ended.get();
    }

    /** The attempt is not to end before a further {@link #closed}. */
    void opened() {
        open.incrementAndGet();
    }

    /**
     * Hands a record to the client.
     *
     * @return what the rest of the delivery is told if the client takes nothing, or null to go on
     */
    @Nullable
    Outcome send(int record, Destination to, ProducerRecord<byte[], byte[]> sent, long startNanos) {
        int bytes = sent.value().length + (sent.key() == null ? 0 : sent.key().length);
        RecordCallback callback = new RecordCallback(this, record, to, bytes, startNanos);
        opened();
        try {
            var _ = producer.send(sent, callback);
        } catch (RuntimeException e) {
            callback.thrown(e);
        }
        return callback.stops();
    }

    /** The client has a record. */
    void delivered(int record, Destination to, int bytes, long startNanos) {
        progress.delivered(record);
        to.metrics().delivered(bytes, startNanos);
        closed();
    }

    /**
     * A record has failed.
     *
     * @param sent whether the client had taken it
     * @return what the record was told
     */
    Outcome failed(int record, Destination to, int bytes, Throwable thrown, boolean sent) {
        to.metrics().failed(bytes);
        Outcome outcome = meaning(to, thrown, sent);
        note(record, outcome);
        closed();
        return outcome;
    }

    /** A record cannot be made of its bytes. */
    void unusable(int record, Outcome.Rejected outcome) {
        progress.rejected(record, outcome);
    }

    /** The client takes nothing: no record was handed over. */
    Outcome notTaken(Destination to, RuntimeException thrown) {
        Outcome outcome = meaning(to, thrown, false);
        unsent(0, outcome);
        return outcome;
    }

    /** The client does not take a record: it was not handed over. */
    Outcome notTaken(int record, Destination to, RuntimeException thrown) {
        Outcome outcome = meaning(to, thrown, false);
        note(record, outcome);
        return outcome;
    }

    private Outcome meaning(Destination to, Throwable thrown, boolean sent) {
        Throwable known = slot.failureOf(producer);
        if (known == null && Failures.breaksProducer(Failures.root(thrown))) {
            slot.broken(producer, thrown);
        }
        Outcome outcome = failures.outcome(to, known != null && !sent ? known : thrown, sent);
        if (Failures.concernsTopicOnly(thrown)) {
            to.close(outcome, true);
        }
        return outcome;
    }

    /** A record is told something without having been handed over, or when it has failed. */
    void note(int record, Outcome outcome) {
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

    /** What {@link #opened} was called for is over; ends the attempt if it was the last. */
    void closed() {
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
        end(failures.late(route));
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

package io.sluice.engine;

import io.sluice.api.Outcome;
import io.sluice.api.PipelineId;
import io.sluice.api.Refusal;
import io.sluice.api.Rejection;
import io.sluice.api.telemetry.Counter;
import io.sluice.api.telemetry.Meter;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * A pipeline's books: received = delivered + dropped(by reason) + refused + rejected + held, in items.
 *
 * <p>Also bounds what the pipeline holds. Threads: any; no lock.
 */
final class PipelineAccount {

    private final long maxBytes;
    private final long maxItems;
    private final CustodyLedger custody;
    private final Meter meter;
    private final String pipeline;

    private final AtomicLong heldBytes = new AtomicLong();
    private final AtomicLong heldItems = new AtomicLong();
    private final Tally received;
    private final Tally delivered;
    private final Map<Refusal, Tally> refused = new EnumMap<>(Refusal.class);
    private final Map<Rejection, Tally> rejected = new EnumMap<>(Rejection.class);
    private final Map<String, Tally> dropped = new ConcurrentHashMap<>();

    /** A counter whose value can also be read back. */
    private static final class Tally {
        private final LongAdder sum = new LongAdder();
        private final Counter counter;

        Tally(Counter counter) {
            this.counter = counter;
        }

        void add(long n) {
            sum.add(n);
            counter.add(n);
        }
    }

    /**
     * @param maxBytes payload bytes that may be held, above 0
     * @param maxItems items that may be held, above 0
     */
    PipelineAccount(PipelineId id, long maxBytes, long maxItems, CustodyLedger custody, Meter meter) {
        this.maxBytes = maxBytes;
        this.maxItems = maxItems;
        this.custody = custody;
        this.meter = meter;
        this.pipeline = id.toString();
        this.received = new Tally(meter.counter(
                "pipeline_received_items", "Items that came to the pipeline's door.", "pipeline", pipeline));
        this.delivered = new Tally(meter.counter(
                "pipeline_delivered_items",
                "Items that every exporter of the pipeline delivered.",
                "pipeline",
                pipeline));
        for (Refusal reason : Refusal.values()) {
            refused.put(
                    reason,
                    new Tally(meter.counter(
                            "pipeline_refused_items",
                            "Items given back to a sender that may send them again.",
                            "pipeline",
                            pipeline,
                            "reason",
                            reason.label())));
        }
        for (Rejection reason : Rejection.values()) {
            rejected.put(
                    reason,
                    new Tally(meter.counter(
                            "pipeline_rejected_items",
                            "Items refused for good, as the sender was told.",
                            "pipeline",
                            pipeline,
                            "reason",
                            reason.label())));
        }
        meter.gauge(
                "pipeline_held_items",
                "Items let in whose outcome is still due.",
                heldItems::doubleValue,
                "pipeline",
                pipeline);
        meter.gauge(
                "pipeline_held_bytes",
                "Payload bytes let in whose outcome is still due, but for those that a processor has taken over.",
                heldBytes::doubleValue,
                "pipeline",
                pipeline);
    }

    void received(int items) {
        received.add(items);
    }

    /** Takes a batch into custody, or says false if a bound is passed. A batch above a bound is let in when nothing else is held. */
    boolean hold(int bytes, int items) {
        long bytesBefore = heldBytes.getAndAdd(bytes);
        long itemsBefore = heldItems.getAndAdd(items);
        if ((bytesBefore > 0 && bytesBefore + bytes > maxBytes)
                || (itemsBefore > 0 && itemsBefore + items > maxItems)) {
            heldBytes.addAndGet(-bytes);
            heldItems.addAndGet(-items);
            return false;
        }
        custody.add(bytes, items);
        return true;
    }

    /** Holds more bytes for a batch that holds {@code bytes} already, or says false, likewise. */
    boolean holdMore(long bytes, long more) {
        long before = heldBytes.getAndAdd(more);
        if (before > bytes && before + more > maxBytes) {
            heldBytes.addAndGet(-more);
            return false;
        }
        custody.add(more, 0);
        return true;
    }

    /** The bytes of a held batch are held no longer; its items are. */
    void freed(long bytes) {
        heldBytes.addAndGet(-bytes);
        custody.add(-bytes, 0);
    }

    /** Ends the custody of a batch whose remaining items met {@code outcome}. */
    void release(long bytes, int items, int remaining, Outcome outcome, boolean custodyTaken) {
        settle(remaining, outcome, custodyTaken);
        heldBytes.addAndGet(-bytes);
        heldItems.addAndGet(-remaining);
        custody.add(-bytes, -items);
    }

    /** Counts items that were turned away before they were held. */
    void turnedAway(int items, Outcome outcome) {
        settle(items, outcome, false);
    }

    /** Counts items of a held batch that a component dropped on purpose. */
    void dropped(int items, String reason) {
        drops(reason).add(items);
        heldItems.addAndGet(-items);
    }

    private void settle(int items, Outcome outcome, boolean custodyTaken) {
        switch (outcome) {
            case Outcome.Accepted _ -> delivered.add(items);
            case Outcome.PartiallyAccepted partial -> {
                int lost = Math.min(items, partial.rejectedItems());
                delivered.add(items - lost);
                if (lost > 0) {
                    if (custodyTaken) {
                        drops("rejected_after_ack").add(lost);
                    } else {
                        tally(rejected, Rejection.BACKEND).add(lost);
                    }
                }
            }
            case Outcome.Refused refusal -> {
                if (custodyTaken) {
                    drops("failed_after_ack_" + refusal.reason().label()).add(items);
                } else {
                    tally(refused, refusal.reason()).add(items);
                }
            }
            case Outcome.Rejected rejection -> {
                if (custodyTaken) {
                    drops("rejected_after_ack").add(items);
                } else {
                    tally(rejected, rejection.reason()).add(items);
                }
            }
        }
    }

    private static <E extends Enum<E>> Tally tally(Map<E, Tally> tallies, E reason) {
        Tally tally = tallies.get(reason);
        if (tally == null) {
            throw new AssertionError("no tally for " + reason);
        }
        return tally;
    }

    private Tally drops(String reason) {
        return dropped.computeIfAbsent(
                reason,
                r -> new Tally(meter.counter(
                        "pipeline_dropped_items",
                        "Items dropped on purpose or lost after the sender had heard OK.",
                        "pipeline",
                        pipeline,
                        "reason",
                        r)));
    }

    long heldItems() {
        return heldItems.get();
    }

    long heldBytes() {
        return heldBytes.get();
    }

    /** received - delivered - dropped - refused - rejected - held: 0 when nothing is under way in another thread. */
    long imbalance() {
        return received.sum.sum() - delivered.sum.sum() - sum(dropped) - sum(refused) - sum(rejected) - heldItems.get();
    }

    private static long sum(Map<?, Tally> tallies) {
        long sum = 0;
        for (Tally tally : tallies.values()) {
            sum += tally.sum.sum();
        }
        return sum;
    }
}

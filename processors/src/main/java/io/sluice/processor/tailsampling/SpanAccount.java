package io.sluice.processor.tailsampling;

import io.sluice.api.telemetry.Counter;
import io.sluice.api.telemetry.Meter;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What became of every span, or log record, that came in: received = delivered + dropped by reason + given back + held, whenever no batch is in work. Held are those
 * whose trace is undecided and those that are kept and not yet delivered.
 *
 * <p>Threads: any.
 */
final class SpanAccount {

    private record Tally(LongAdder sum, Counter counter) {
        void add(long n) {
            sum.add(n);
            counter.add(n);
        }
    }

    private final Tally received;
    private final Tally delivered;
    private final Map<DropReason, Tally> dropped = new EnumMap<>(DropReason.class);
    private final Tally givenBack;
    private final AtomicLong stored = new AtomicLong();
    private final AtomicLong underWay = new AtomicLong();

    /** @param items what is counted, as its metrics begin: {@code spans} or {@code logs} */
    SpanAccount(Meter meter, String items, String... labels) {
        String prefix = TailSamplingMetrics.PREFIX + items;
        String what = items.equals("spans") ? "Spans" : "Log records";
        received = new Tally(new LongAdder(), meter.counter(prefix + "_received", what + " taken in.", labels));
        delivered = new Tally(
                new LongAdder(),
                meter.counter(prefix + "_delivered", what + " handed on whose delivery was acknowledged.", labels));
        givenBack = new Tally(
                new LongAdder(),
                meter.counter(
                        prefix + "_given_back",
                        what + " refused after all, whose senders hold them and send them again (ack: on_decision).",
                        labels));
        for (DropReason reason : DropReason.values()) {
            dropped.put(
                    reason,
                    new Tally(
                            new LongAdder(),
                            meter.counter(
                                    prefix + "_dropped",
                                    what + " dropped, by reason.",
                                    TailSamplingMetrics.with(labels, "reason", reason.label()))));
        }
        meter.gauge(prefix + "_held", what + " whose trace is undecided.", stored::doubleValue, labels);
        meter.gauge(
                prefix + "_under_way", what + " that are kept and not yet delivered.", underWay::doubleValue, labels);
    }

    void received(int spans) {
        received.add(spans);
    }

    /** Spans wait for a decision. */
    void stored(int spans) {
        stored.addAndGet(spans);
    }

    /** Spans that waited no longer do. */
    void decided(int spans) {
        stored.addAndGet(-spans);
    }

    void dropped(DropReason reason, long spans) {
        Tally tally = dropped.get(reason);
        if (tally != null && spans > 0) {
            tally.add(spans);
        }
    }

    /** Spans are their senders' again, who were not told OK. */
    void givenBack(int spans) {
        givenBack.add(spans);
    }

    /** Spans are on their way. */
    void sent(int spans) {
        underWay.addAndGet(spans);
    }

    /** Spans have arrived, or never will. */
    void ended(int spans) {
        underWay.addAndGet(-spans);
    }

    void delivered(int spans) {
        delivered.add(spans);
    }

    long heldSpans() {
        return stored.get() + underWay.get();
    }

    /** received - delivered - dropped - held: 0 while nothing is in work. */
    long imbalance() {
        long sum = received.sum.sum() - delivered.sum.sum() - givenBack.sum.sum() - heldSpans();
        for (Tally tally : dropped.values()) {
            sum -= tally.sum.sum();
        }
        return sum;
    }
}

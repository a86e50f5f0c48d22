package io.sluice.processor.tailsampling;

import io.sluice.api.telemetry.Counter;
import io.sluice.api.telemetry.Meter;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What became of every item that came in, spans or log records: received = delivered + dropped by reason + given back + held, whenever no
 * batch is in work. Held are those whose trace is undecided and those that are kept and not yet delivered.
 *
 * <p>Threads: any.
 */
final class ItemAccount {

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
    ItemAccount(Meter meter, String items, String... labels) {
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

    void received(int items) {
        received.add(items);
    }

    /** Items wait for a decision. */
    void stored(int items) {
        stored.addAndGet(items);
    }

    /** Items that waited no longer do. */
    void decided(int items) {
        stored.addAndGet(-items);
    }

    void dropped(DropReason reason, long items) {
        Tally tally = dropped.get(reason);
        if (tally != null && items > 0) {
            tally.add(items);
        }
    }

    /** Items are their senders' again, who were not told OK. */
    void givenBack(int items) {
        givenBack.add(items);
    }

    /** Items are on their way. */
    void sent(int items) {
        underWay.addAndGet(items);
    }

    /** Items have arrived, or never will. */
    void ended(int items) {
        underWay.addAndGet(-items);
    }

    void delivered(int items) {
        delivered.add(items);
    }

    long held() {
        return stored.get() + underWay.get();
    }

    /** received - delivered - dropped - held: 0 while nothing is in work. */
    long imbalance() {
        long sum = received.sum.sum() - delivered.sum.sum() - givenBack.sum.sum() - held();
        for (Tally tally : dropped.values()) {
            sum -= tally.sum.sum();
        }
        return sum;
    }
}

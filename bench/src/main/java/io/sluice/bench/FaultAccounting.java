package io.sluice.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What faults did to a load, from what was offered and what lies in Kafka.
 *
 * <p><b>The window of a fault</b> opens when the fault begins and closes when the accepted rate is back, or 5 s after the fault's end if it
 * is not back by then. <b>The rate is back</b> at the first time, in steps of 100 ms from the fault's end, whose following second sees at
 * least 95 % of the offered rate accepted, and of whose items at least 95 % find room and are accepted sooner or later: a burst of what was
 * held back is not enough. What was due outside all windows counts as offered outside the faults.
 *
 * <p><b>In flight at a fault</b> are the items of requests that had been sent and not been accepted at some time between its beginning and
 * when it was complete. A repeated item belongs to the last fault in whose window its request was on the way.
 */
final class FaultAccounting {

    /** How long the rate may take to come back. */
    static final long ALLOWED_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final double BACK = 0.95;

    /**
     * One fault's line.
     *
     * @param recoveryNanos from the fault's end until the rate was back; {@link Long#MAX_VALUE} if it wasn't before the load ended
     */
    record Line(Fault fault, long inFlight, long duplicates, long recoveryNanos) {

        boolean isMet() {
            return duplicates <= inFlight && recoveryNanos <= ALLOWED_NANOS;
        }
    }

    private final List<Offer> offers;
    private final List<Fault> faults;
    private final List<Line> lines = new ArrayList<>();
    private final long[] closes;
    private long duplicatesElsewhere;

    /**
     * @param offers in the order in which they were due
     * @param faults in the order of their times
     * @param repeats numbers of items that arrived again, each as often as it did
     */
    FaultAccounting(List<Offer> offers, List<Fault> faults, List<Integer> repeats, long rate) {
        this.offers = offers;
        this.faults = faults;
        closes = new long[faults.size()];
        long[] recoveries = new long[faults.size()];
        for (int i = 0; i < closes.length; i++) {
            long end = faults.get(i).endNanos();
            recoveries[i] = recovery(end, rate);
            closes[i] = end + Math.min(recoveries[i], ALLOWED_NANOS);
        }
        long[] duplicates = new long[faults.size()];
        repeats.forEach(item -> attribute(item, duplicates));
        for (int i = 0; i < closes.length; i++) {
            Fault fault = faults.get(i);
            lines.add(new Line(fault, inFlight(fault), duplicates[i], recoveries[i]));
        }
    }

    private long recovery(long end, long rate) {
        long last = offers.isEmpty() ? end : offers.getLast().dueNanos;
        for (long from = end; from + SECOND <= last; from += STEP_NANOS) {
            if (accepted(from, from + SECOND) >= BACK * rate && acceptedShare(from, from + SECOND) >= BACK) {
                return from - end;
            }
        }
        return Long.MAX_VALUE;
    }

    private long accepted(long from, long to) {
        long items = 0;
        for (Offer offer : offers) {
            items += offer.acknowledgedNanos >= from && offer.acknowledgedNanos < to ? offer.items : 0;
        }
        return items;
    }

    private double acceptedShare(long from, long to) {
        long due = 0;
        long accepted = 0;
        for (Offer offer : offers) {
            if (offer.dueNanos >= from && offer.dueNanos < to) {
                due += offer.items;
                accepted += offer.isAcknowledged() ? offer.items : 0;
            }
        }
        return due == 0 ? 1 : (double) accepted / due;
    }

    private void attribute(int item, long[] duplicates) {
        Offer offer = offerOf(item);
        for (int i = closes.length - 1; i >= 0; i--) {
            if (offer.isOnTheWay(faults.get(i).beginNanos(), closes[i])) {
                duplicates[i]++;
                return;
            }
        }
        duplicatesElsewhere++;
    }

    private Offer offerOf(int item) {
        int low = 0;
        int high = offers.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (offers.get(middle).first <= item) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return offers.get(low);
    }

    private long inFlight(Fault fault) {
        return offers.stream()
                .filter(offer -> offer.isOnTheWay(fault.beginNanos(), fault.struckNanos()))
                .mapToLong(offer -> offer.items)
                .sum();
    }

    List<Line> lines() {
        return lines;
    }

    /** Repeated items whose requests were on the way during no fault. */
    long duplicatesElsewhere() {
        return duplicatesElsewhere;
    }

    /** Which share of the items due from {@code fromNanos} on, outside all windows, was accepted, sooner or later. */
    double acknowledgedOutside(long fromNanos) {
        long offered = 0;
        long accepted = 0;
        for (Offer offer : offers) {
            if (offer.dueNanos - fromNanos >= 0 && !isInWindow(offer.dueNanos)) {
                offered += offer.items;
                accepted += offer.isAcknowledged() ? offer.items : 0;
            }
        }
        return offered == 0 ? 0 : (double) accepted / offered;
    }

    private boolean isInWindow(long nanos) {
        for (int i = 0; i < closes.length; i++) {
            if (nanos >= faults.get(i).beginNanos() && nanos < closes[i]) {
                return true;
            }
        }
        return false;
    }
}

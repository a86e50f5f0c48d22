package io.sluice.exporter.loadbalancing;

import io.sluice.api.ItemSet;
import io.sluice.api.Outcome;
import io.sluice.pdata.Signal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which granules of a request - spans, log records, metrics - have ended for good, over all attempts at it.
 *
 * <p>Threads: parts write, on any thread, each its own granules and the rest under the lock; the attempt reads when all its parts have
 * ended.
 */
final class Progress {

    private static final byte PENDING = 0;
    private static final byte DELIVERED = 1;
    private static final byte REJECTED = 2;

    private final Signal signal;
    private final byte[] states;

    // Guarded by this.
    private boolean any;
    private int rejectedItems;
    private boolean positionsKnown = true;
    private Outcome.@Nullable Rejected rejection;
    private String message = "";

    Progress(Signal signal, int granules) {
        this.signal = signal;
        this.states = new byte[granules];
    }

    boolean isPending(int granule) {
        return states[granule] == PENDING;
    }

    /** Whether anything has ended. */
    synchronized boolean any() {
        return any;
    }

    /** These were delivered, but for some items of them. */
    void delivered(int[] granules, int rejected, String why) {
        mark(granules, DELIVERED);
        synchronized (this) {
            any = true;
            rejectedItems += rejected;
            positionsKnown &= rejected == 0;
            message = message.isEmpty() ? why : message;
        }
    }

    /** These will never be delivered. */
    void rejected(int[] granules, int items, Outcome.Rejected outcome) {
        mark(granules, REJECTED);
        synchronized (this) {
            any = true;
            rejectedItems += items;
            rejection = rejection == null ? outcome : rejection;
            message = message.isEmpty() ? outcome.message() : message;
        }
    }

    private void mark(int[] granules, byte state) {
        for (int granule : granules) {
            states[granule] = state;
        }
    }

    /** What a request of so many items is told when nothing is pending. */
    synchronized Outcome outcome(int items) {
        if (rejectedItems == 0 && message.isEmpty()) {
            return Outcome.accepted();
        }
        if (rejection != null && rejectedItems >= items) {
            return rejection;
        }
        return new Outcome.PartiallyAccepted(rejectedItems, positions(), message);
    }

    /** Where the rejected items are, if that is known: a granule is an item but for metrics. */
    private @Nullable ItemSet positions() {
        if (!positionsKnown || signal == Signal.METRICS) {
            return null;
        }
        int[] positions = new int[states.length];
        int n = 0;
        for (int i = 0; i < states.length; i++) {
            if (states[i] == REJECTED) {
                positions[n++] = i;
            }
        }
        return ItemSet.of(Arrays.copyOf(positions, n));
    }
}

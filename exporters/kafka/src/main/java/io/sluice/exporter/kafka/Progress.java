package io.sluice.exporter.kafka;

import io.sluice.api.ItemSet;
import io.sluice.api.Outcome;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Which records of a delivery have ended for good, over all attempts at it. A record that an earlier attempt had given up may still be
 * answered: then it is not sent again.
 *
 * <p>Threads: any; each record's state only moves on from pending.
 */
final class Progress {

    private static final int PENDING = 0;
    private static final int DELIVERED = 1;
    private static final int REJECTED = 2;

    private final AtomicIntegerArray states;
    private final int @Nullable [] recordOfItem;
    private final AtomicReference<Outcome.@Nullable Rejected> rejection = new AtomicReference<>();

    /**
     * @param records how many there are
     * @param recordOfItem for each item of the batch, in wire order, the record that holds it; null if there is one record
     */
    Progress(int records, int @Nullable [] recordOfItem) {
        this.states = new AtomicIntegerArray(records);
        this.recordOfItem = recordOfItem;
    }

    int records() {
        return states.length();
    }

    boolean isPending(int record) {
        return states.get(record) == PENDING;
    }

    void delivered(int record) {
        states.set(record, DELIVERED);
    }

    void rejected(int record, Outcome.Rejected outcome) {
        if (states.compareAndSet(record, PENDING, REJECTED)) {
            rejection.compareAndSet(null, outcome);
        }
    }

    /** What the batch is told when every record was delivered or rejected. */
    Outcome outcome() {
        Outcome.Rejected rejected = rejection.get();
        if (rejected == null) {
            return Outcome.accepted();
        }
        if (recordOfItem == null) {
            return rejected;
        }
        int[] positions = new int[recordOfItem.length];
        int n = 0;
        for (int item = 0; item < recordOfItem.length; item++) {
            if (states.get(recordOfItem[item]) == REJECTED) {
                positions[n++] = item;
            }
        }
        if (n == recordOfItem.length) {
            return rejected;
        }
        ItemSet which = ItemSet.of(java.util.Arrays.copyOf(positions, n));
        return new Outcome.PartiallyAccepted(which.size(), which, rejected.message());
    }
}

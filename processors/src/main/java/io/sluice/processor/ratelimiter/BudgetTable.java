package io.sluice.processor.ratelimiter;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A budget for each key, of which there are at most so many. Keys come from peers, so a peer must not be able to make the table grow, nor
 * to get a new budget by choosing a new key: a place is given to another key only while its budget is full, which loses nothing. Keys
 * that find no place share one budget.
 *
 * <p>A key looks at {@value #PROBES} neighbouring places. Threads: any number; no lock.
 */
final class BudgetTable {

    static final int PROBES = 8;

    private static final class Entry {
        private final byte[] key;
        private final int hash;
        private final Budget budget;

        Entry(byte[] key, int hash, Budget budget) {
            this.key = key;
            this.hash = hash;
            this.budget = budget;
        }

        boolean is(int otherHash, byte[] array, int from, int to) {
            return hash == otherHash && Arrays.equals(key, 0, key.length, array, from, to);
        }
    }

    private final AtomicReferenceArray<@Nullable Entry> places;
    private final int mask;
    private final LongFunction<Budget> newBudget;
    private final Budget shared;

    /**
     * @param maxKeys how many keys have a budget of their own, rounded up to a power of two
     * @param newBudget makes a full budget at a given time
     */
    BudgetTable(int maxKeys, LongFunction<Budget> newBudget, long nowNanos) {
        int capacity = Math.max(PROBES, Integer.highestOneBit(Math.max(1, maxKeys - 1)) << 1);
        this.places = new AtomicReferenceArray<>(capacity);
        this.mask = capacity - 1;
        this.newBudget = newBudget;
        this.shared = newBudget.apply(nowNanos);
    }

    /** The budget of the key in {@code array} from {@code from} to {@code to}; {@link #shared} if there is no place for it. */
    Budget of(byte[] array, int from, int to, long nowNanos) {
        int hash = hash(array, from, to);
        int free = -1;
        @Nullable Entry tenant = null;
        for (int probe = 0; probe < PROBES; probe++) {
            int place = (hash + probe) & mask;
            Entry entry = places.get(place);
            if (entry != null && entry.is(hash, array, from, to)) {
                return entry.budget;
            }
            if (free < 0 && (entry == null || entry.budget.isFull(nowNanos))) {
                free = place;
                tenant = entry;
            }
        }
        if (free < 0) {
            return shared;
        }
        Entry made = new Entry(Arrays.copyOfRange(array, from, to), hash, newBudget.apply(nowNanos));
        return places.compareAndSet(free, tenant, made) ? made.budget : of(array, from, to, nowNanos);
    }

    /** What the keys without a place share. */
    Budget shared() {
        return shared;
    }

    /** How many keys have a budget that is not full. */
    int busyKeys(long nowNanos) {
        int busy = 0;
        for (int place = 0; place <= mask; place++) {
            Entry entry = places.get(place);
            if (entry != null && !entry.budget.isFull(nowNanos)) {
                busy++;
            }
        }
        return busy;
    }

    private static int hash(byte[] array, int from, int to) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + array[i];
        }
        hash *= 0x9E3779B9;
        return hash ^ (hash >>> 15);
    }
}

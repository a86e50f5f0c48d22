package io.sluice.exporter.loadbalancing;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where traces were sent lately, so that one that has begun stays where it is when the set of backends changes.
 *
 * <p>Two open-addressing tables of 12 bytes a place, at most half full: what came up in this period, and what in the period before. A trace
 * is known for at least one period after its last span, unless more than {@link #mostTraces} come up in one: then the period ends early,
 * and {@link #shortened} counts it.
 *
 * <p>Threads: one at a time.
 */
final class RecentTraces {

    /** Traces that one table holds, unless told otherwise: 6 MiB. */
    static final int MOST_TRACES = 1 << 18;

    private static final int FIRST_PLACES = 1024;

    private final long periodNanos;
    private final int mostTraces;
    private Table young = new Table(FIRST_PLACES);
    private Table old = new Table(FIRST_PLACES);
    private long youngSinceNanos;
    private final AtomicLong shortened = new AtomicLong();

    /**
     * @param periodNanos how long a trace is known at least
     * @param mostTraces how many may come up in a period
     * @param now on the scale of the clock
     */
    RecentTraces(long periodNanos, int mostTraces, long now) {
        this.periodNanos = periodNanos;
        this.mostTraces = mostTraces;
        this.youngSinceNanos = now;
    }

    /** Forgets what has not come up for too long. */
    void advance(long now) {
        if (now - youngSinceNanos >= 2 * periodNanos) {
            young = new Table(FIRST_PLACES);
        }
        if (now - youngSinceNanos >= periodNanos) {
            rotate(now);
        }
    }

    private void rotate(long now) {
        Table empty = old;
        old = young;
        // What the last period needed, so that growing is rare and a peak is given back.
        int places = Math.max(FIRST_PLACES, 2 * Integer.highestOneBit(Math.max(1, 2 * old.size - 1)));
        young = empty.keys.length == places ? empty : new Table(places);
        young.clear();
        youngSinceNanos = now;
    }

    /** The backend of a trace, or null if it is not known. It is known for another period then. */
    @Nullable
    Backend find(long hash, long now) {
        long key = key(hash);
        int at = young.place(key);
        if (young.keys[at] == key) {
            return young.owners[at];
        }
        int before = old.place(key);
        if (old.keys[before] != key) {
            return null;
        }
        Backend owner = old.owners[before];
        if (owner != null) {
            put(hash, owner, now);
        }
        return owner;
    }

    /** Remembers the backend of a trace, in place of an earlier one. */
    void put(long hash, Backend owner, long now) {
        if (young.size == mostTraces) {
            shortened.incrementAndGet();
            rotate(now);
        }
        young.put(key(hash), owner);
    }

    /** How often a period ended early. Any thread. */
    long shortened() {
        return shortened.get();
    }

    /** 0 marks free places. */
    private static long key(long hash) {
        return hash == 0 ? 1 : hash;
    }

    private static final class Table {
        private long[] keys;
        private @Nullable Backend[] owners;
        private int size;

        Table(int places) {
            keys = new long[places];
            owners = new Backend[places];
        }

        void clear() {
            Arrays.fill(keys, 0);
            Arrays.fill(owners, null);
            size = 0;
        }

        /** Where a key is, or the free place for it. The high bits tell the slot, so the low ones tell the place. */
        int place(long key) {
            int mask = keys.length - 1;
            int at = (int) key & mask;
            while (keys[at] != 0 && keys[at] != key) {
                at = (at + 1) & mask;
            }
            return at;
        }

        void put(long key, Backend owner) {
            int at = place(key);
            if (keys[at] == 0) {
                if (2 * (size + 1) > keys.length) {
                    grow();
                    at = place(key);
                }
                keys[at] = key;
                size++;
            }
            owners[at] = owner;
        }

        private void grow() {
            long[] before = keys;
            @Nullable Backend[] ownersBefore = owners;
            keys = new long[2 * before.length];
            owners = new Backend[2 * before.length];
            for (int i = 0; i < before.length; i++) {
                if (before[i] != 0) {
                    int at = place(before[i]);
                    keys[at] = before[i];
                    owners[at] = ownersBefore[i];
                }
            }
        }
    }
}

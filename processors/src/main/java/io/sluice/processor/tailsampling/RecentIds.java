package io.sluice.processor.tailsampling;

import java.util.Arrays;

/**
 * Remembers the latest keys, each with a number or a time if that is wanted: the last {@code capacity} for certain, up to twice as many.
 *
 * <p>Keys go into the younger of two tables. When that is full, the older one is emptied and they change places, so that forgetting costs
 * nothing per key. Keys are hashes of 64 bits; two ids that share one are taken for each other, which among ten million happens once in
 * a hundred thousand runs.
 *
 * <p>Tables grow up to what {@code capacity} keys take when two thirds of the places are in use, and no further: sizes are no powers of two.
 * Allocates while its tables grow, and then no more. Threads: one worker's.
 */
final class RecentIds {

    private static final int FIRST_SLOTS = 1 << 10;

    private final int capacity;
    private final boolean valued;
    private final boolean stamped;
    private Table younger;
    private Table older;
    private boolean forgotten;
    private long value;
    private int stamp;

    /**
     * A memory.
     *
     * @param capacity how many keys to remember for certain, at least 1
     * @param valued true if each key comes with a number
     * @param stamped true if each key comes with a time
     */
    RecentIds(int capacity, boolean valued, boolean stamped) {
        this.capacity = capacity;
        this.valued = valued;
        this.stamped = stamped;
        int mostSlots = slotsFor(capacity);
        this.younger = new Table(valued, stamped, mostSlots);
        this.older = new Table(valued, stamped, mostSlots);
    }

    /** Bytes of memory for each key when the tables are full. */
    static int bytesPerKey(boolean valued, boolean stamped) {
        return 2 * bytesPerSlot(valued, stamped) * 3 / 2;
    }

    private static int bytesPerSlot(boolean valued, boolean stamped) {
        return Long.BYTES + (valued ? Long.BYTES : 0) + (stamped ? Integer.BYTES : 0);
    }

    /** Places of a table for so many keys, a third of which stay empty. */
    private static int slotsFor(int keys) {
        return Math.clamp(keys * 3L / 2 + 2, FIRST_SLOTS, Integer.MAX_VALUE - 8);
    }

    /** True if the key is remembered; {@link #value} and {@link #stamp} then tell what came with it. */
    boolean find(long key) {
        return find(younger, key) || find(older, key);
    }

    private boolean find(Table table, long key) {
        int slot = table.find(key);
        if (slot < 0) {
            return false;
        }
        value = valued ? table.values[slot] : 0;
        stamp = stamped ? table.stamps[slot] : 0;
        return true;
    }

    /** The number that came with the key found last. */
    long value() {
        return value;
    }

    /** The time that came with the key found last. */
    int stamp() {
        return stamp;
    }

    /** Remembers a key anew. */
    void add(long key, long itsValue, int itsStamp) {
        if (younger.size >= capacity) {
            rotate();
        }
        younger.put(key, itsValue, itsStamp);
    }

    /** Remembers a key unless it is remembered already; false if it is. */
    boolean addIfAbsent(long key) {
        if (younger.find(key) >= 0 || older.find(key) >= 0) {
            return false;
        }
        add(key, 0, 0);
        return true;
    }

    /** Forgets what came before the last call of this method. */
    void rotate() {
        Table emptied = older;
        forgotten |= emptied.size > 0;
        emptied.clear(younger.keys.length);
        older = younger;
        younger = emptied;
    }

    /** True if any key that was added is not remembered any more. */
    boolean hasForgotten() {
        return forgotten;
    }

    /** Bytes of memory. */
    long bytes() {
        return ((long) younger.keys.length + older.keys.length) * bytesPerSlot(valued, stamped);
    }

    /** Bytes by which the tables grow at most if so many keys are added now. */
    long growth(int keys) {
        long slots = 0;
        if (younger.size + keys >= younger.keys.length / 3 * 2) {
            slots += younger.slotsWith(younger.size + keys) - younger.keys.length;
        }
        if (younger.size + keys >= capacity) {
            slots += Math.max(0, younger.slotsWith(younger.size + keys) - older.keys.length);
        }
        return slots * bytesPerSlot(valued, stamped);
    }

    int size() {
        return younger.size + older.size;
    }

    /** Open addressing; a key of 0 is an empty place. */
    private static final class Table {

        private final boolean valued;
        private final boolean stamped;
        private final int mostSlots;
        private long[] keys = new long[FIRST_SLOTS];
        private long[] values;
        private int[] stamps;
        private int size;

        Table(boolean valued, boolean stamped, int mostSlots) {
            this.valued = valued;
            this.stamped = stamped;
            this.mostSlots = mostSlots;
            this.values = new long[valued ? FIRST_SLOTS : 0];
            this.stamps = new int[stamped ? FIRST_SLOTS : 0];
        }

        /** Where a key lies, or -1. */
        int find(long key) {
            int slot = slotOf(keyOf(key));
            return keys[slot] == 0 ? -1 : slot;
        }

        void put(long key, long value, int stamp) {
            long wanted = keyOf(key);
            int slot = slotOf(wanted);
            if (keys[slot] == 0) {
                if (size >= keys.length / 3 * 2 && keys.length < mostSlots) {
                    grow();
                    slot = slotOf(wanted);
                }
                keys[slot] = wanted;
                size++;
            }
            if (valued) {
                values[slot] = value;
            }
            if (stamped) {
                stamps[slot] = stamp;
            }
        }

        private static long keyOf(long key) {
            return key == 0 ? 1 : key;
        }

        /** Where a key lies, or the empty place where it would. */
        private int slotOf(long key) {
            long scaled = (key >>> Integer.SIZE) * keys.length;
            int slot = (int) (scaled >>> Integer.SIZE);
            while (keys[slot] != 0 && keys[slot] != key) {
                slot = slot + 1 == keys.length ? 0 : slot + 1;
            }
            return slot;
        }

        /** Its places once it holds so many keys. */
        private long slotsWith(int wanted) {
            long slots = keys.length;
            while (slots / 3 * 2 <= wanted && slots < mostSlots) {
                slots = Math.min(2 * slots, mostSlots);
            }
            return slots;
        }

        private void grow() {
            long[] oldKeys = keys;
            long[] oldValues = values;
            int[] oldStamps = stamps;
            allocate((int) Math.min(2L * oldKeys.length, mostSlots));
            for (int i = 0; i < oldKeys.length; i++) {
                if (oldKeys[i] != 0) {
                    int slot = slotOf(oldKeys[i]);
                    keys[slot] = oldKeys[i];
                    if (valued) {
                        values[slot] = oldValues[i];
                    }
                    if (stamped) {
                        stamps[slot] = oldStamps[i];
                    }
                }
            }
        }

        private void allocate(int slots) {
            keys = new long[slots];
            values = new long[valued ? slots : 0];
            stamps = new int[stamped ? slots : 0];
        }

        /** Empties it; takes on another size if that fits what comes next better. */
        void clear(int wantedSlots) {
            if (keys.length < wantedSlots || keys.length / 4 >= wantedSlots) {
                allocate(wantedSlots);
            } else {
                Arrays.fill(keys, 0);
            }
            size = 0;
        }
    }
}

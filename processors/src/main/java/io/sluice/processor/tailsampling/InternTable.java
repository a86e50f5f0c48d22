package io.sluice.processor.tailsampling;

import java.util.Arrays;

/**
 * Byte strings that are kept once for each value and parent, and counted: gone when nobody holds them any more. Values are found by their
 * bytes, never by hash alone.
 *
 * <p>Allocates for values that are new. Threads: one worker's.
 */
final class InternTable {

    static final int NONE = -1;

    /** What an entry takes beside its bytes. */
    private static final int OVERHEAD = 64;

    private static final byte[] NOTHING = {};

    private final IdHash hash;
    private byte[][] values = new byte[16][];
    private int[] parents = new int[16];
    private int[] holders = new int[16];
    private long[] hashes = new long[16];
    private int[] free = new int[16];
    private int freeCount;
    private int used;
    private int[] slots = new int[64];
    private int size;
    private long bytes;

    InternTable(IdHash hash) {
        this.hash = hash;
    }

    /** The number of a value that is there already, which is not counted by this; or {@link #NONE}. */
    int find(int parent, byte[] array, int from, int end) {
        long wanted = hashOf(parent, array, from, end);
        int mask = slots.length - 1;
        for (int slot = (int) wanted & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
            int id = slots[slot] - 1;
            if (hashes[id] == wanted && isSame(id, parent, array, from, end)) {
                return id;
            }
        }
        return NONE;
    }

    /** True if that number's value is this one. */
    boolean isSame(int id, int parent, byte[] array, int from, int end) {
        byte[] value = values[id];
        return parents[id] == parent && Arrays.equals(value, 0, value.length, array, from, end);
    }

    /** Adds a value that is not there, held by nobody yet. */
    int add(int parent, byte[] array, int from, int end) {
        if (size >= slots.length / 2) {
            grow();
        }
        int id = freeCount > 0 ? free[--freeCount] : newId();
        values[id] = Arrays.copyOfRange(array, from, end);
        parents[id] = parent;
        holders[id] = 0;
        hashes[id] = hashOf(parent, array, from, end);
        insert(id);
        size++;
        bytes += end - from + OVERHEAD;
        return id;
    }

    private int newId() {
        if (used == values.length) {
            values = Arrays.copyOf(values, 2 * used);
            parents = Arrays.copyOf(parents, 2 * used);
            holders = Arrays.copyOf(holders, 2 * used);
            hashes = Arrays.copyOf(hashes, 2 * used);
        }
        return used++;
    }

    private void insert(int id) {
        int mask = slots.length - 1;
        int slot = (int) hashes[id] & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = id + 1;
    }

    private void grow() {
        int[] old = slots;
        slots = new int[2 * old.length];
        for (int entry : old) {
            if (entry != 0) {
                insert(entry - 1);
            }
        }
    }

    /** True if somebody holds that number's value. */
    boolean isHeld(int id) {
        return holders[id] > 0;
    }

    void hold(int id) {
        holders[id]++;
    }

    /** Lets go of a value; true if nobody holds it any more, so that it is gone. */
    boolean release(int id) {
        if (--holders[id] > 0) {
            return false;
        }
        remove(id);
        return true;
    }

    private void remove(int id) {
        int mask = slots.length - 1;
        int hole = (int) hashes[id] & mask;
        while (slots[hole] != id + 1) {
            hole = (hole + 1) & mask;
        }
        for (int slot = (hole + 1) & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
            int home = (int) hashes[slots[slot] - 1] & mask;
            if (((slot - home) & mask) >= ((slot - hole) & mask)) {
                slots[hole] = slots[slot];
                hole = slot;
            }
        }
        slots[hole] = 0;
        bytes -= values[id].length + OVERHEAD;
        values[id] = NOTHING;
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, 2 * freeCount);
        }
        free[freeCount++] = id;
        size--;
    }

    int parent(int id) {
        return parents[id];
    }

    byte[] value(int id) {
        return values[id];
    }

    /** Numbers are below this. */
    int limit() {
        return used;
    }

    int size() {
        return size;
    }

    /** Bytes of memory, about. */
    long bytes() {
        return bytes + (long) slots.length * Integer.BYTES;
    }

    private long hashOf(int parent, byte[] array, int from, int end) {
        long result = parent;
        int at = from;
        for (; at + 2 * Long.BYTES <= end; at += 2 * Long.BYTES) {
            result = hash.of(result, Bytes.longAt(array, at), Bytes.longAt(array, at + Long.BYTES));
        }
        long rest = (long) end - from;
        long more = 0;
        for (int shift = 0; at < end; at++, shift += Byte.SIZE) {
            if (shift == Long.SIZE) {
                more = rest;
                rest = 0;
            }
            rest = rest << Byte.SIZE | (array[at] & 0xff);
        }
        return hash.of(result, rest, more + end - from);
    }
}

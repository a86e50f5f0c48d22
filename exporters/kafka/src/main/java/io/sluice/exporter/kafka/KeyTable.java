package io.sluice.exporter.kafka;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The distinct keys of a request, numbered in the order they first come up; an open-addressing table on their bytes. */
final class KeyTable {

    private static final int NO_RECORD = -1;

    private byte[] @Nullable [] keys = new byte[16][];
    private int size;
    private int[] slots = new int[64];
    private int keyless = NO_RECORD;

    KeyTable() {
        Arrays.fill(slots, NO_RECORD);
    }

    int size() {
        return size;
    }

    /** A record's key, or null. */
    byte @Nullable [] key(int record) {
        return keys[record];
    }

    /** The record of items without a key. */
    int keyless() {
        if (keyless == NO_RECORD) {
            keyless = add(null);
        }
        return keyless;
    }

    /** The record of a key. */
    int record(byte[] array, int length) {
        int slot = slot(array, length);
        if (slots[slot] == NO_RECORD) {
            if (2 * (size + 1) > slots.length) {
                grow();
                slot = slot(array, length);
            }
            slots[slot] = add(Arrays.copyOf(array, length));
        }
        return slots[slot];
    }

    private int add(byte @Nullable [] key) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
        }
        keys[size] = key;
        return size++;
    }

    private int slot(byte[] array, int length) {
        int mask = slots.length - 1;
        int at = hash(array, length) & mask;
        while (slots[at] != NO_RECORD) {
            byte[] key = keys[slots[at]];
            if (key != null && Arrays.equals(key, 0, key.length, array, 0, length)) {
                return at;
            }
            at = at + 1 & mask;
        }
        return at;
    }

    private void grow() {
        slots = new int[2 * slots.length];
        Arrays.fill(slots, NO_RECORD);
        for (int record = 0; record < size; record++) {
            byte[] key = keys[record];
            if (key != null) {
                slots[slot(key, key.length)] = record;
            }
        }
    }

    /** Seeded, since the bytes are a peer's to choose. */
    private static int hash(byte[] array, int length) {
        long h = Seed.VALUE;
        for (int i = 0; i < length; i++) {
            h = (h ^ array[i]) * 0x9E3779B97F4A7C15L;
            h ^= h >>> 32;
        }
        return (int) h;
    }

    /** Drawn once per process. */
    private static final class Seed {
        static final long VALUE = new java.security.SecureRandom().nextLong();
    }
}

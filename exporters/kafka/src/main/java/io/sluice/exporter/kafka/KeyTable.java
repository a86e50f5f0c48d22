package io.sluice.exporter.kafka;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The distinct pairs of a topic and a key of a request, numbered in the order they first come up; an open-addressing table on the keys'
 * bytes. Topics are numbers; 0 is the usual one.
 */
final class KeyTable {

    private static final int NO_RECORD = -1;
    private static final int[] NONE = {};

    private byte[] @Nullable [] keys = new byte[16][];
    private int size;
    private int[] slots = new int[64];

    /** The record of items without a key that go to topic 0. */
    private int keyless = NO_RECORD;

    /** The same of the topics from 1 on, as far as they have come up. */
    private int[] keylessElsewhere = NONE;

    /** The topic of each record; those beyond have topic 0. */
    private int[] topics = NONE;

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

    /** A record's topic. */
    int topic(int record) {
        return record < topics.length ? topics[record] : 0;
    }

    /** The record of a topic's items without a key. */
    int keyless(int topic) {
        if (topic > 0) {
            return keylessElsewhere(topic - 1);
        }
        if (keyless == NO_RECORD) {
            keyless = add(0, null);
        }
        return keyless;
    }

    private int keylessElsewhere(int i) {
        int known = keylessElsewhere.length;
        if (i >= known) {
            keylessElsewhere = Arrays.copyOf(keylessElsewhere, Math.max(i + 1, 2 * known));
            Arrays.fill(keylessElsewhere, known, keylessElsewhere.length, NO_RECORD);
        }
        if (keylessElsewhere[i] == NO_RECORD) {
            keylessElsewhere[i] = add(i + 1, null);
        }
        return keylessElsewhere[i];
    }

    /** The record of a topic's items with a key. */
    int record(int topic, byte[] array, int from, int to) {
        int slot = slot(topic, array, from, to);
        if (slots[slot] == NO_RECORD) {
            if (2 * (size + 1) > slots.length) {
                grow();
                slot = slot(topic, array, from, to);
            }
            slots[slot] = add(topic, Arrays.copyOfRange(array, from, to));
        }
        return slots[slot];
    }

    /** The record that {@link #record} gives for topic 0 if it has come up; else -1. */
    int find(byte[] array, int from, int to) {
        return slots[slot(0, array, from, to)];
    }

    private int add(int topic, byte @Nullable [] key) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
        }
        if (topic > 0) {
            if (size >= topics.length) {
                topics = Arrays.copyOf(topics, keys.length);
            }
            topics[size] = topic;
        }
        keys[size] = key;
        return size++;
    }

    private int slot(int topic, byte[] array, int from, int to) {
        int mask = slots.length - 1;
        int at = hash(topic, array, from, to) & mask;
        while (slots[at] != NO_RECORD) {
            byte[] key = keys[slots[at]];
            if (key != null && topic(slots[at]) == topic && Arrays.equals(key, 0, key.length, array, from, to)) {
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
                slots[slot(topic(record), key, 0, key.length)] = record;
            }
        }
    }

    /** Seeded, since the bytes are a peer's to choose. */
    private static int hash(int topic, byte[] array, int from, int to) {
        long h = Seed.VALUE + topic;
        for (int i = from; i < to; i++) {
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

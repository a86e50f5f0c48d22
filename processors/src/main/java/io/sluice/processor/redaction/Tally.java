package io.sluice.processor.redaction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What was done to one set of attributes, or to one body: how often, and to which keys if that is asked for. Threads: one at a time. */
final class Tally {

    /** What can be done to a key. */
    enum Deed {
        REDACTED(0),
        MASKED(1),
        ALLOWED(2),
        IGNORED(3);

        private final int rank;

        Deed(int rank) {
            this.rank = rank;
        }

        /** Its place in tables, from 0. */
        int rank() {
            return rank;
        }
    }

    static final List<Deed> DEEDS = List.of(Deed.values());

    private static final byte COMMA = ',';

    private final boolean named;
    private final int[] counts = new int[DEEDS.size()];
    private final List<List<byte[]>> names = new ArrayList<>();
    private boolean empty = true;

    /** @param named true to keep the keys, which allocates */
    Tally(boolean named) {
        this.named = named;
        DEEDS.forEach(_ -> names.add(new ArrayList<>()));
    }

    void clear() {
        if (!empty) {
            empty = true;
            Arrays.fill(counts, 0);
            names.forEach(List::clear);
        }
    }

    void add(Deed deed, byte[] array, int from, int end) {
        empty = false;
        counts[deed.rank()]++;
        if (named && deed != Deed.IGNORED) {
            names.get(deed.rank()).add(Arrays.copyOfRange(array, from, end));
        }
    }

    boolean isNamed() {
        return named;
    }

    boolean isEmpty() {
        return empty;
    }

    int count(Deed deed) {
        return counts[deed.rank()];
    }

    /**
     * The keys in the order of their bytes, separated by commas, as often as they were counted.
     *
     * @param earlier such a list that they are added to
     */
    byte[] names(Deed deed, byte[] earlier) {
        List<byte[]> all = new ArrayList<>(names.get(deed.rank()));
        split(earlier, all);
        all.sort(Arrays::compareUnsigned);
        int length = all.size() - 1;
        for (byte[] name : all) {
            length += name.length;
        }
        byte[] joined = new byte[length];
        int at = 0;
        for (byte[] name : all) {
            System.arraycopy(name, 0, joined, at, name.length);
            at += name.length;
            if (at < length) {
                joined[at++] = COMMA;
            }
        }
        return joined;
    }

    private static void split(byte[] list, List<byte[]> to) {
        if (list.length == 0) {
            return;
        }
        int from = 0;
        for (int i = 0; i <= list.length; i++) {
            if (i == list.length || list[i] == COMMA) {
                to.add(Arrays.copyOfRange(list, from, i));
                from = i + 1;
            }
        }
    }
}

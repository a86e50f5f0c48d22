package io.sluice.pdata;

import java.util.Arrays;

/**
 * What an edited payload consists of: runs of the original's bytes and of inserted bytes, in order, in arrays that grow and are kept. So the
 * result's size is known before the first byte is copied. Threads: one at a time.
 */
final class CopyPlan {

    private static final int FIRST_CAPACITY = 256;

    private int[] starts =
            new int[FIRST_CAPACITY]; // in the original, or the complement of an index in the inserted bytes
    private int[] lengths = new int[FIRST_CAPACITY];
    private int size;
    private long bytes;

    void clear() {
        truncate(0, 0);
    }

    int size() {
        return size;
    }

    /** Bytes of all runs. */
    long bytes() {
        return bytes;
    }

    /** Entries that fit without another allocation. */
    int capacity() {
        return starts.length;
    }

    /** Takes back the runs behind {@code toSize}; the ones before have {@code toBytes} bytes. */
    void truncate(int toSize, long toBytes) {
        size = toSize;
        bytes = toBytes;
    }

    void original(int from, int end) {
        if (end > from) {
            add(from, end - from);
        }
    }

    void inserted(int from, int length) {
        if (length > 0) {
            add(~from, length);
        }
    }

    /** Leaves room for one run, to be filled later. */
    int reserve() {
        add(0, 0);
        return size - 1;
    }

    void fillWithOriginal(int slot, int from, int end) {
        fill(slot, from, end - from);
    }

    void fillWithInserted(int slot, int from, int length) {
        fill(slot, ~from, length);
    }

    private void fill(int slot, int start, int length) {
        starts[slot] = start;
        lengths[slot] = length;
        bytes += length;
    }

    private void add(int start, int length) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, size * 2);
            lengths = Arrays.copyOf(lengths, size * 2);
        }
        starts[size] = start;
        lengths[size] = length;
        size++;
        bytes += length;
    }

    /** Writes the result, {@link #bytes} long. */
    Payload write(byte[] original, byte[] inserted, BufferPool pool) {
        if (bytes > PayloadTooLargeException.MAX_BYTES) {
            throw new PayloadTooLargeException(bytes);
        }
        Payload result = pool.acquire((int) bytes);
        byte[] to = result.array();
        int at = result.offset();
        for (int i = 0; i < size; i++) {
            int start = starts[i];
            int length = lengths[i];
            if (start >= 0) {
                System.arraycopy(original, start, to, at, length);
            } else {
                System.arraycopy(inserted, ~start, to, at, length);
            }
            at += length;
        }
        return result;
    }
}

package io.sluice.processor.pii.detect;

import java.util.Arrays;

/**
 * Text that was made of another, and how many bytes of that each byte stands for:
 *
 * <pre>
 * bits 0-4    bytes of the source that this byte, and those behind it that have none of their own, were made of
 * bits 5-14   bytes behind them that were dropped
 * bit 15      set if it is a sign of ASCII that stood there as an escape
 * </pre>
 *
 * <p>A sum at every 256th byte makes it quick to find a place. Takes three bytes for one of the source. Reusable.
 */
final class SourceMap {

    private static final int BLOCK = 256;
    private static final int LENGTH_BITS = 5;
    private static final int LENGTH_MASK = (1 << LENGTH_BITS) - 1;
    private static final int MAX_DROPPED = 0x3ff;
    private static final int ESCAPED_SIGN = 1 << 15;
    private static final int KEPT_CAPACITY = 1 << 20;

    private byte[] array = {};
    private char[] widths = {};
    private int[] sums = {};
    private int length;
    private int lead;
    private int base;

    /**
     * Begins anew.
     *
     * @param sourceFrom where the source begins
     * @param capacity most bytes that will be written
     */
    void reset(int sourceFrom, int capacity) {
        if (array.length < capacity || (array.length > KEPT_CAPACITY && capacity <= KEPT_CAPACITY)) {
            int rounded = Math.max(capacity, BLOCK);
            array = new byte[rounded];
            widths = new char[rounded];
            sums = new int[rounded / BLOCK + 2];
        }
        length = 0;
        lead = 0;
        base = sourceFrom;
    }

    byte[] array() {
        return array;
    }

    /** Lets go of what a large text made grow; true if there was such. */
    boolean trim() {
        boolean large = array.length > KEPT_CAPACITY;
        if (large) {
            array = new byte[0];
            widths = new char[0];
            sums = new int[0];
            length = 0;
        }
        return large;
    }

    int length() {
        return length;
    }

    /** The last byte, or 0. */
    int last() {
        return length == 0 ? 0 : array[length - 1];
    }

    /** Takes over a part of the source as it is. */
    void copy(byte[] source, int from, int end) {
        int count = end - from;
        System.arraycopy(source, from, array, length, count);
        Arrays.fill(widths, length, length + count, (char) 1);
        length += count;
    }

    /** Appends a byte that some bytes of the source became. */
    void putByte(int b, int sourceLength) {
        array[length] = (byte) b;
        widths[length++] = (char) sourceLength;
    }

    /** Appends a sign of ASCII that an escape of some bytes of the source stood for. */
    void putEscapedSign(int b, int sourceLength) {
        putByte(b, sourceLength | ESCAPED_SIGN);
    }

    /** True if what is at an index was {@linkplain #putEscapedSign put} as an escaped sign. */
    boolean isEscapedSign(int index) {
        return (widths[index] & ESCAPED_SIGN) != 0;
    }

    /** Appends a character, in UTF-8, that some bytes of the source became. */
    void put(int code, int sourceLength) {
        if (code < 0x80) {
            putByte(code, sourceLength);
        } else if (code < 0x800) {
            putByte(0xc0 | code >> 6, sourceLength);
            putByte(0x80 | (code & 0x3f), 0);
        } else if (code < 0x10000) {
            putByte(0xe0 | code >> 12, sourceLength);
            putByte(0x80 | (code >> 6 & 0x3f), 0);
            putByte(0x80 | (code & 0x3f), 0);
        } else {
            putByte(0xf0 | code >> 18, sourceLength);
            putByte(0x80 | (code >> 12 & 0x3f), 0);
            putByte(0x80 | (code >> 6 & 0x3f), 0);
            putByte(0x80 | (code & 0x3f), 0);
        }
    }

    /** Leaves out some bytes of the source. Hundreds of characters in a row that can't be seen are a blank. */
    void drop(int sourceLength) {
        if (length == 0) {
            lead += sourceLength;
            return;
        }
        int last = widths[length - 1];
        int dropped = dropped(length - 1) + sourceLength;
        if (dropped > MAX_DROPPED) {
            putByte(' ', sourceLength);
        } else {
            widths[length - 1] = (char) ((last & (LENGTH_MASK | ESCAPED_SIGN)) | (dropped << LENGTH_BITS));
        }
    }

    /** To be called before the first question. */
    void finish() {
        int sum = base + lead;
        for (int i = 0; i < length; i++) {
            if (i % BLOCK == 0) {
                sums[i / BLOCK] = sum;
            }
            sum += width(i);
        }
        if (length % BLOCK == 0) {
            sums[length / BLOCK] = sum;
        }
    }

    private int width(int i) {
        return (widths[i] & LENGTH_MASK) + dropped(i);
    }

    private int dropped(int i) {
        return widths[i] >> LENGTH_BITS & MAX_DROPPED;
    }

    int sourceStart(int index) {
        int sum = sums[index / BLOCK];
        for (int i = index / BLOCK * BLOCK; i < index; i++) {
            sum += width(i);
        }
        return sum;
    }

    int sourceEnd(int index) {
        int start = sourceStart(index);
        return index == 0 ? start : start - dropped(index - 1);
    }

    int indexAtOrBehind(int source) {
        int low = 0;
        int high = length / BLOCK;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (sums[middle] <= source) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        int index = low * BLOCK;
        int sum = sums[low];
        while (index < length && sum < source) {
            sum += width(index++);
        }
        while (index < length && (widths[index] & LENGTH_MASK) == 0) {
            index++;
        }
        return index;
    }
}

package io.sluice.pdata.view;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A text or other bytes where they lie. Owned and moved by the view that hands it out. */
public final class Slice {

    private byte[] array = {};
    private int offset;
    private int length;

    Slice set(byte[] bytes, int from, int end) {
        array = bytes;
        offset = from;
        length = end - from;
        return this;
    }

    public byte[] array() {
        return array;
    }

    /** Index of the first byte. */
    public int offset() {
        return offset;
    }

    /** Bytes. */
    public int length() {
        return length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    /** True if these are the same bytes; of a text, its UTF-8. */
    public boolean contentEquals(byte[] bytes) {
        return Arrays.equals(array, offset, offset + length, bytes, 0, bytes.length);
    }

    /** A copy. */
    public byte[] toByteArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /** The text, decoded from UTF-8. */
    @Override
    public String toString() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }
}

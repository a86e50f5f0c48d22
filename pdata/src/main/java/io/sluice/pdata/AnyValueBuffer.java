package io.sluice.pdata;

import java.nio.charset.StandardCharsets;

/**
 * The encoded form of one {@code AnyValue}, to be put into a payload by {@link PayloadEditor}, which copies it. At first the empty value.
 *
 * <p>Reusable: a constant is set once, a value that is computed for each item is set again each time, which allocates only while the
 * array grows. Text must be UTF-8; that is not checked. Threads: one at a time while it is set, any number while it is read.
 */
public final class AnyValueBuffer {

    private static final int STRING = 1;
    private static final int BOOL = 2;
    private static final int INT = 3;
    private static final int DOUBLE = 4;
    private static final int BYTES = 7;

    private final WireWriter content = new WireWriter(32);

    /** The value that has no type. */
    public AnyValueBuffer setEmpty() {
        content.reset();
        return this;
    }

    /** Text, already UTF-8. */
    public AnyValueBuffer setString(byte[] from, int offset, int length) {
        content.reset().bytesField(STRING, from, offset, length);
        return this;
    }

    /** Text; allocates its UTF-8 form. */
    public AnyValueBuffer setString(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return setString(utf8, 0, utf8.length);
    }

    public AnyValueBuffer setBool(boolean value) {
        content.reset().varintField(BOOL, value ? 1 : 0);
        return this;
    }

    public AnyValueBuffer setInt(long value) {
        content.reset().varintField(INT, value);
        return this;
    }

    public AnyValueBuffer setDouble(double value) {
        content.reset().fixed64Field(DOUBLE, Double.doubleToRawLongBits(value));
        return this;
    }

    /** Bytes of any content. */
    public AnyValueBuffer setBytes(byte[] from, int offset, int length) {
        content.reset().bytesField(BYTES, from, offset, length);
        return this;
    }

    /** Any value, given as the content of a valid {@code AnyValue} message, for instance one that lies in a payload. */
    public AnyValueBuffer setEncoded(byte[] from, int offset, int length) {
        content.reset().raw(from, offset, length);
        return this;
    }

    /** The array that holds the message's content from 0 to {@link #length}; another one after the next set. */
    public byte[] array() {
        return content.array();
    }

    /** Bytes of the message's content. */
    public int length() {
        return content.length();
    }
}

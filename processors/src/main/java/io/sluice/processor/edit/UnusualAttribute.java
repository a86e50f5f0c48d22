package io.sluice.processor.edit;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireType;
import io.sluice.pdata.WireWriter;

/**
 * Reads a {@code KeyValue} of any form as decoders do: the last key counts, several values are merged into one. Reusable. Threads: one
 * worker's.
 */
final class UnusualAttribute {

    private static final int KEY = 1;
    private static final int VALUE = 2;

    private final WireReader fields = new WireReader();
    private int keyFrom;
    private int keyEnd;
    private int keys;
    private byte[] valueArray = {};
    private int valueFrom;
    private int valueEnd;
    private int values;
    private boolean unknown;

    /** @param scratch where several values are put together */
    void read(byte[] array, int from, int end, WireWriter scratch) {
        keyFrom = end;
        keyEnd = end;
        keys = 0;
        valueArray = array;
        valueFrom = end;
        valueEnd = end;
        values = 0;
        unknown = false;
        try {
            fields.reset(array, from, end);
            while (fields.next()) {
                if (fields.isBytes(KEY)) {
                    keyFrom = fields.valueStart();
                    keyEnd = fields.valueEnd();
                    keys++;
                } else if (fields.isBytes(VALUE)) {
                    addValue(array, fields.valueStart(), fields.valueEnd(), scratch);
                } else {
                    unknown |= fields.wireType() == WireType.BYTES;
                }
            }
        } catch (MalformedException e) {
            throw new IllegalStateException("bytes came here without validation", e);
        }
    }

    private void addValue(byte[] array, int from, int end, WireWriter scratch) {
        if (values++ == 0) {
            valueFrom = from;
            valueEnd = end;
            return;
        }
        int start = scratch.length();
        scratch.raw(valueArray, valueFrom, valueEnd - valueFrom).raw(array, from, end - from);
        valueArray = scratch.array();
        valueFrom = start;
        valueEnd = scratch.length();
    }

    /** True if there is a key that does not count, or a value in pieces. */
    boolean hidesBytes() {
        return keys > 1 || values > 1;
    }

    /** True if there are bytes in fields that the specification does not know. */
    boolean hasUnknown() {
        return unknown;
    }

    int keyFrom() {
        return keyFrom;
    }

    int keyEnd() {
        return keyEnd;
    }

    byte[] valueArray() {
        return valueArray;
    }

    int valueFrom() {
        return valueFrom;
    }

    int valueEnd() {
        return valueEnd;
    }
}

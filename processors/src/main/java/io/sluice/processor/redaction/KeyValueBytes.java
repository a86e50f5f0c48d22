package io.sluice.processor.redaction;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireWriter;
import java.util.Arrays;

/**
 * One {@code KeyValue}, read from its bytes. The last key counts; several values are one, which holds their members one behind the other,
 * as protobuf merges them. Reusable. Threads: one at a time.
 */
final class KeyValueBytes {

    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final byte[] NOTHING = {};

    private final WireReader fields = new WireReader();
    private WireWriter merged = new WireWriter(16);
    private byte[] array = NOTHING;
    private byte[] valueArray = NOTHING;
    private int keyFrom;
    private int keyEnd;
    private int valueFrom;
    private int valueEnd;
    private boolean plain;

    KeyValueBytes read(byte[] bytes, int from, int end) throws MalformedException {
        array = bytes;
        valueArray = bytes;
        keyFrom = from;
        keyEnd = from;
        valueFrom = from;
        valueEnd = from;
        int keys = 0;
        int values = 0;
        fields.reset(bytes, from, end);
        while (fields.next()) {
            if (fields.isBytes(KEY)) {
                keys++;
                keyFrom = fields.valueStart();
                keyEnd = fields.valueEnd();
            } else if (fields.isBytes(VALUE)) {
                values++;
                valueFrom = fields.valueStart();
                valueEnd = fields.valueEnd();
            }
        }
        plain = keys <= 1 && values <= 1;
        if (values > 1) {
            merge(from, end);
        }
        return this;
    }

    private void merge(int from, int end) throws MalformedException {
        merged.reset();
        fields.reset(array, from, end);
        while (fields.next()) {
            if (fields.isBytes(VALUE)) {
                merged.raw(array, fields.valueStart(), fields.valueLength());
            }
        }
        valueArray = merged.array();
        valueFrom = 0;
        valueEnd = merged.length();
    }

    /** False if there are keys or values that don't count. */
    boolean isPlain() {
        return plain;
    }

    byte[] keyArray() {
        return array;
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

    /** The order of keys by their bytes. */
    int compareKeys(KeyValueBytes other) {
        return Arrays.compareUnsigned(array, keyFrom, keyEnd, other.array, other.keyFrom, other.keyEnd);
    }
}

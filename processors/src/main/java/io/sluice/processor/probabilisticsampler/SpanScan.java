package io.sluice.processor.probabilisticsampler;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireType;
import io.sluice.processor.sampling.Randomness;
import io.sluice.processor.value.Ascii;
import io.sluice.processor.value.KeyValueBytes;
import java.util.Arrays;

/**
 * What a decision needs of a span, found in one walk over its fields: where the trace id, the tracestate and the value of the attribute
 * {@code sampling.priority} are; status and times. Reusable. Threads: one worker's.
 */
final class SpanScan {

    static final byte[] PRIORITY = Ascii.bytes("sampling.priority");

    private static final int TRACE_ID = 1;
    private static final int TRACE_STATE = 3;
    private static final int START = 7;
    private static final int END = 8;
    private static final int ATTRIBUTE = 9;
    private static final int STATUS = 15;
    private static final int STATUS_CODE = 3;
    private static final byte KEY = 1 << 3 | WireType.BYTES;
    private static final byte VALUE = 2 << 3 | WireType.BYTES;

    private final WireReader fields = new WireReader();
    private final WireReader status = new WireReader();
    private final KeyValueBytes unusual = new KeyValueBytes();
    private byte[] array = {};
    private int idFrom;
    private int stateFrom;
    private int stateEnd;
    private byte[] priorityArray = array;
    private int priorityFrom;
    private int priorityEnd;
    private boolean hasId;
    private boolean hasPriority;
    private int statusCode;
    private long start;
    private long end;

    void read(byte[] bytes, int from, int to) throws MalformedException {
        array = bytes;
        stateFrom = from;
        stateEnd = from;
        hasId = false;
        hasPriority = false;
        statusCode = 0;
        start = 0;
        end = 0;
        fields.reset(bytes, from, to);
        while (fields.next()) {
            switch (fields.wireType()) {
                case WireType.BYTES -> readBytes(fields.fieldNumber(), fields.valueStart(), fields.valueEnd());
                case WireType.FIXED64 -> readTime();
                default -> {
                    // nothing that is needed
                }
            }
        }
    }

    private void readBytes(int field, int from, int to) throws MalformedException {
        switch (field) {
            case ATTRIBUTE -> readAttribute(from, to);
            case TRACE_ID -> {
                idFrom = from;
                hasId = Randomness.isTraceId(array, from, to);
            }
            case TRACE_STATE -> {
                stateFrom = from;
                stateEnd = to;
            }
            case STATUS -> readStatus(from, to);
            default -> {
                // nothing that is needed
            }
        }
    }

    private void readTime() {
        if (fields.fieldNumber() == START) {
            start = fields.fixed64();
        } else if (fields.fieldNumber() == END) {
            end = fields.fixed64();
        }
    }

    private void readStatus(int from, int to) throws MalformedException {
        status.reset(array, from, to);
        while (status.next()) {
            if (status.fieldNumber() == STATUS_CODE && status.wireType() == WireType.VARINT) {
                statusCode = (int) status.varint();
            }
        }
    }

    /** Most attributes are a key and a value, and have another key. */
    private void readAttribute(int from, int to) throws MalformedException {
        if (hasPriority) {
            return;
        }
        if (to - from >= 2 && array[from] == KEY && array[from + 1] >= 0) {
            int key = from + 2;
            int value = key + array[from + 1];
            if (to - value >= 2 && array[value] == VALUE && isLength(value + 1, to)) {
                if (value - key == PRIORITY.length && Arrays.equals(array, key, value, PRIORITY, 0, PRIORITY.length)) {
                    setPriority(array, to - lengthAt(value + 1), to);
                }
                return;
            }
        }
        unusual.read(array, from, to);
        if (Arrays.equals(unusual.keyArray(), unusual.keyFrom(), unusual.keyEnd(), PRIORITY, 0, PRIORITY.length)) {
            setPriority(unusual.valueArray(), unusual.valueFrom(), unusual.valueEnd());
        }
    }

    /** True if a length of one byte, or of two, stands at {@code at}, and what is that long goes to {@code to}. */
    private boolean isLength(int at, int to) {
        int behind = array[at] >= 0 ? at + 1 : at + 2;
        return behind <= to && (array[at] >= 0 || array[at + 1] >= 0) && lengthAt(at) == to - behind;
    }

    private int lengthAt(int at) {
        return array[at] >= 0 ? array[at] : (array[at] & 0x7f) | array[at + 1] << 7;
    }

    private void setPriority(byte[] bytes, int from, int to) {
        hasPriority = true;
        priorityArray = bytes;
        priorityFrom = from;
        priorityEnd = to;
    }

    byte[] array() {
        return array;
    }

    /** True if there is a trace id that is not all zeros. */
    boolean hasId() {
        return hasId;
    }

    int idFrom() {
        return idFrom;
    }

    int stateFrom() {
        return stateFrom;
    }

    int stateEnd() {
        return stateEnd;
    }

    /** True if there is an attribute {@code sampling.priority}. */
    boolean hasPriority() {
        return hasPriority;
    }

    /** The array that holds the {@code AnyValue} of that attribute. */
    byte[] priorityArray() {
        return priorityArray;
    }

    int priorityFrom() {
        return priorityFrom;
    }

    int priorityEnd() {
        return priorityEnd;
    }

    /** 0 unset, 1 OK, 2 error. */
    int statusCode() {
        return statusCode;
    }

    /** Nanoseconds from beginning to end; 0 if the end comes first. */
    long durationNanos() {
        return Long.compareUnsigned(end, start) > 0 ? end - start : 0;
    }
}

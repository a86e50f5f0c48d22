package io.sluice.pdata;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads the trace id of a span or log record. Of several the last one counts; one that has not 16 bytes is none.
 *
 * <p>Reusable. Threads: one at a time.
 */
public final class TraceIdReader {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int ID_BYTES = 16;
    private static final int OF_SPANS = 1;
    private static final int OF_LOG_RECORDS = 9;

    private final int field;
    private final WireReader fields = new WireReader();
    private long high;
    private long low;

    /** Reads spans or log records; metrics have no trace ids. */
    public TraceIdReader(Signal signal) {
        this.field = signal == Signal.LOGS ? OF_LOG_RECORDS : OF_SPANS;
    }

    /** Reads the id of an item whose content lies in {@code array}. */
    public void read(byte[] array, int from, int to) throws MalformedException {
        high = 0;
        low = 0;
        fields.reset(array, from, to);
        while (fields.next()) {
            if (fields.isBytes(field)) {
                boolean whole = fields.valueLength() == ID_BYTES;
                high = whole ? (long) LONGS.get(array, fields.valueStart()) : 0;
                low = whole ? (long) LONGS.get(array, fields.valueStart() + Long.BYTES) : 0;
            }
        }
    }

    /** The first eight bytes of the id, big-endian; 0 if there is none. */
    public long high() {
        return high;
    }

    /** The last eight bytes of the id, big-endian; 0 if there is none. */
    public long low() {
        return low;
    }

    /** True if there is no id, or one of zeros, which the specification calls invalid. */
    public boolean isNone() {
        return (high | low) == 0;
    }
}

package io.sluice.exporter.kafka;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.OtlpBytes;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;

/**
 * The 16 bytes by which the Collector keys records by resource attributes (its {@code pdatautil.MapHash}), bit for bit, so that both can
 * write to one topic.
 *
 * <pre>
 *   attributes, sorted by key:  F4 key value ...
 *   value:  F7 text | F8 true | F9 false | FA int64 LE | FB float64 LE | F6 bytes | F5 nothing
 *           FC attributes FD | FE values FF
 *   hash:   xxHash64(all) LE, xxHash64(all F3) LE; all zero for no attributes
 * </pre>
 *
 * <p>Threads: one at a time.
 */
final class ResourceHash {

    /** Bytes of a hash. */
    static final int LENGTH = 16;

    private static final XXHash64 XX_HASH = XXHashFactory.fastestInstance().hash64();

    private static final int ATTRIBUTES = 1;
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int ENTRIES = 1;

    private static final int SALT = 0xF3;
    private static final int KEY_MARK = 0xF4;
    private static final int EMPTY = 0xF5;
    private static final int BYTES = 0xF6;
    private static final int TEXT = 0xF7;
    private static final int TRUE = 0xF8;
    private static final int FALSE = 0xF9;
    private static final int INT = 0xFA;
    private static final int DOUBLE = 0xFB;
    private static final int MAP = 0xFC;
    private static final int MAP_END = 0xFD;
    private static final int SLICE = 0xFE;
    private static final int SLICE_END = 0xFF;

    private final WireWriter out = new WireWriter(512);
    private final byte[] mark = new byte[1];

    /** A key and where its value lies; {@code from} is -1 without one. */
    private static final class Entry {
        private final byte[] key;
        private final int from;
        private final int to;

        private Entry(byte[] key, int from, int to) {
            this.key = key;
            this.from = from;
            this.to = to;
        }
    }

    /** The hash of the attributes of the {@code Resource} that lies in {@code array} from {@code from} to {@code to}. */
    byte[] of(byte[] array, int from, int to) throws MalformedException {
        out.reset();
        attributes(array, from, to, ATTRIBUTES, 0);
        if (out.length() == 0) {
            return new byte[LENGTH];
        }
        long first = XX_HASH.hash(out.array(), 0, out.length(), 0);
        mark(SALT);
        long second = XX_HASH.hash(out.array(), 0, out.length(), 0);
        out.reset().fixed64(first).fixed64(second);
        return Arrays.copyOf(out.array(), LENGTH);
    }

    private void mark(int value) {
        mark[0] = (byte) value;
        out.raw(mark, 0, 1);
    }

    private void attributes(byte[] array, int from, int to, int field, int depth) throws MalformedException {
        if (depth > OtlpBytes.MAX_DEPTH) {
            throw new MalformedException("an attribute is nested too deep", from);
        }
        List<Entry> entries = new ArrayList<>();
        WireReader reader = new WireReader().reset(array, from, to);
        WireReader entry = new WireReader();
        while (reader.next()) {
            if (reader.isBytes(field)) {
                entries.add(entry(entry.enter(reader)));
            }
        }
        entries.sort((a, b) -> Arrays.compareUnsigned(a.key, b.key));
        for (Entry each : entries) {
            mark(KEY_MARK);
            out.raw(each.key, 0, each.key.length);
            value(array, each.from, each.to, depth);
        }
    }

    private static Entry entry(WireReader reader) throws MalformedException {
        byte[] key = {};
        int from = -1;
        int to = -1;
        while (reader.next()) {
            if (reader.isBytes(KEY)) {
                key = Arrays.copyOfRange(reader.array(), reader.valueStart(), reader.valueEnd());
            } else if (reader.isBytes(VALUE)) {
                from = reader.valueStart();
                to = reader.valueEnd();
            }
        }
        return new Entry(key, from, to);
    }

    private void value(byte[] array, int from, int to, int depth) throws MalformedException {
        WireReader reader = new WireReader().reset(array, Math.max(0, from), Math.max(0, to));
        int kind = 0;
        long number = 0;
        int start = 0;
        int end = 0;
        while (reader.next()) {
            if (reader.fieldNumber() >= AnyValue.STRING && reader.fieldNumber() <= AnyValue.BYTES) {
                kind = reader.fieldNumber();
                number = AnyValue.number(reader);
                start = reader.valueStart();
                end = reader.valueEnd();
            }
        }
        switch (kind) {
            case AnyValue.STRING -> text(TEXT, array, start, end);
            case AnyValue.BYTES -> text(BYTES, array, start, end);
            case AnyValue.BOOL -> mark(number != 0 ? TRUE : FALSE);
            case AnyValue.INT -> {
                mark(INT);
                out.fixed64(number);
            }
            case AnyValue.DOUBLE -> {
                mark(DOUBLE);
                out.fixed64(number);
            }
            case AnyValue.ARRAY -> slice(array, start, end, depth + 1);
            case AnyValue.KVLIST -> {
                mark(MAP);
                attributes(array, start, end, ENTRIES, depth + 1);
                mark(MAP_END);
            }
            default -> mark(EMPTY);
        }
    }

    private void text(int kind, byte[] array, int from, int to) {
        mark(kind);
        out.raw(array, from, to - from);
    }

    private void slice(byte[] array, int from, int to, int depth) throws MalformedException {
        if (depth > OtlpBytes.MAX_DEPTH) {
            throw new MalformedException("an attribute is nested too deep", from);
        }
        mark(SLICE);
        WireReader reader = new WireReader().reset(array, from, to);
        while (reader.next()) {
            if (reader.isBytes(ENTRIES)) {
                value(array, reader.valueStart(), reader.valueEnd(), depth);
            }
        }
        mark(SLICE_END);
    }
}

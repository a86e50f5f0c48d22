package io.sluice.processor.value;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether two {@code AnyValue}s are of one type and the same; maps whatever the order of their keys. Allocates for arrays and maps only.
 * Threads: one at a time.
 */
public final class ValueEquality {

    private final AnyValueBytes one = new AnyValueBytes();
    private final AnyValueBytes other = new AnyValueBytes();

    /** Compares the content of two {@code AnyValue}s. */
    public boolean isEqual(byte[] a, int aFrom, int aEnd, byte[] b, int bFrom, int bEnd) throws MalformedException {
        one.read(a, aFrom, aEnd);
        other.read(b, bFrom, bEnd);
        if (one.kind() != other.kind()) {
            return false;
        }
        return switch (one.kind()) {
            case AnyValueBytes.STRING, AnyValueBytes.BYTES ->
                Arrays.equals(a, one.from(), one.end(), b, other.from(), other.end());
            case AnyValueBytes.BOOL -> one.isTrue() == other.isTrue();
            case AnyValueBytes.INT -> one.number() == other.number();
            case AnyValueBytes.DOUBLE -> one.decimal() == other.decimal();
            case AnyValueBytes.ARRAY ->
                areEqual(elements(a, one.from(), one.end()), elements(b, other.from(), other.end()));
            case AnyValueBytes.MAP ->
                areEqual(entries(a, one.from(), one.end()), entries(b, other.from(), other.end()));
            default -> true;
        };
    }

    /** A part of an array, or a value with its key, which is empty in arrays. */
    private static final class Part {
        private final byte[] key;
        private final byte[] value;

        Part(byte[] key, byte[] value) {
            this.key = key;
            this.value = value;
        }
    }

    private static List<Part> elements(byte[] array, int from, int end) throws MalformedException {
        List<Part> parts = new ArrayList<>();
        WireReader fields = new WireReader().reset(array, from, end);
        while (fields.next()) {
            if (fields.isBytes(1)) {
                byte[] value = Arrays.copyOfRange(array, fields.valueStart(), fields.valueEnd());
                parts.add(new Part(new byte[0], value));
            }
        }
        return parts;
    }

    private static List<Part> entries(byte[] array, int from, int end) throws MalformedException {
        List<Part> parts = new ArrayList<>();
        KeyValueBytes entry = new KeyValueBytes();
        WireReader fields = new WireReader().reset(array, from, end);
        while (fields.next()) {
            if (fields.isBytes(1)) {
                entry.read(array, fields.valueStart(), fields.valueEnd());
                parts.add(new Part(
                        Arrays.copyOfRange(entry.keyArray(), entry.keyFrom(), entry.keyEnd()),
                        Arrays.copyOfRange(entry.valueArray(), entry.valueFrom(), entry.valueEnd())));
            }
        }
        parts.sort((a, b) -> Arrays.compareUnsigned(a.key, b.key));
        return parts;
    }

    private boolean areEqual(List<Part> a, List<Part> b) throws MalformedException {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            byte[] value = a.get(i).value;
            byte[] otherValue = b.get(i).value;
            if (!Arrays.equals(a.get(i).key, b.get(i).key)
                    || !isEqual(value, 0, value.length, otherValue, 0, otherValue.length)) {
                return false;
            }
        }
        return true;
    }
}

package io.sluice.processor.redaction;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Any value as the text that the Collector makes of it: numbers in decimal, bytes in base64, maps and arrays as JSON with the keys of
 * maps in order, the last of equal ones. The Collector has no text at all for what holds a number that JSON has not; here that number
 * is a text within. Allocates for maps and arrays, bytes and decimals. Threads: one at a time.
 */
final class ValueText {

    private static final byte[] NULL = Ascii.bytes("null");

    private final NumberText numbers = new NumberText();
    private final AnyValueBytes value = new AnyValueBytes();

    /** Writes a value that {@code read} has read. */
    void append(byte[] array, AnyValueBytes read, WireWriter out) throws MalformedException {
        switch (read.kind()) {
            case AnyValueBytes.STRING -> out.raw(array, read.from(), read.end() - read.from());
            case AnyValueBytes.BOOL -> Ascii.append(read.isTrue() ? Ascii.TRUE : Ascii.FALSE, out);
            case AnyValueBytes.INT -> numbers.append(read.number(), out);
            case AnyValueBytes.DOUBLE -> numbers.append(read.decimal(), out);
            case AnyValueBytes.BYTES -> base64(array, read.from(), read.end(), out);
            case AnyValueBytes.ARRAY -> arrayJson(array, read.from(), read.end(), out);
            case AnyValueBytes.MAP -> mapJson(array, read.from(), read.end(), out);
            default -> {
                // no value, no text
            }
        }
    }

    private static void base64(byte[] array, int from, int end, WireWriter out) {
        Ascii.append(Base64.getEncoder().encode(Arrays.copyOfRange(array, from, end)), out);
    }

    private void json(byte[] array, int from, int end, WireWriter out) throws MalformedException {
        value.read(array, from, end);
        switch (value.kind()) {
            case AnyValueBytes.NONE -> Ascii.append(NULL, out);
            case AnyValueBytes.STRING -> JsonText.quote(array, value.from(), value.end(), out);
            case AnyValueBytes.BYTES -> {
                Ascii.append("\"", out);
                base64(array, value.from(), value.end(), out);
                Ascii.append("\"", out);
            }
            case AnyValueBytes.DOUBLE -> {
                boolean quoted = !Double.isFinite(value.decimal());
                Ascii.append(quoted ? "\"" : "", out);
                numbers.append(value.decimal(), out);
                Ascii.append(quoted ? "\"" : "", out);
            }
            default -> append(array, value, out);
        }
    }

    private void arrayJson(byte[] array, int from, int end, WireWriter out) throws MalformedException {
        WireReader elements = new WireReader().reset(array, from, end);
        Ascii.append("[", out);
        int count = 0;
        while (elements.next()) {
            if (elements.isBytes(1)) {
                Ascii.append(count++ == 0 ? "" : ",", out);
                json(array, elements.valueStart(), elements.valueEnd(), out);
            }
        }
        Ascii.append("]", out);
    }

    private void mapJson(byte[] array, int from, int end, WireWriter out) throws MalformedException {
        List<KeyValueBytes> entries = new ArrayList<>();
        WireReader fields = new WireReader().reset(array, from, end);
        while (fields.next()) {
            if (fields.isBytes(1)) {
                KeyValueBytes entry = new KeyValueBytes();
                entry.read(array, fields.valueStart(), fields.valueEnd());
                entries.add(entry);
            }
        }
        entries.sort(KeyValueBytes::compareKeys);
        Ascii.append("{", out);
        int count = 0;
        for (int i = 0; i < entries.size(); i++) {
            KeyValueBytes entry = entries.get(i);
            if (i + 1 < entries.size() && entry.compareKeys(entries.get(i + 1)) == 0) {
                continue;
            }
            Ascii.append(count++ == 0 ? "" : ",", out);
            JsonText.quote(entry.keyArray(), entry.keyFrom(), entry.keyEnd(), out);
            Ascii.append(":", out);
            json(entry.valueArray(), entry.valueFrom(), entry.valueEnd(), out);
        }
        Ascii.append("}", out);
    }
}

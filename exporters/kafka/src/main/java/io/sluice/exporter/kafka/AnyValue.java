package io.sluice.exporter.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireType;
import io.sluice.pdata.WireWriter;

/** Field numbers of OTLP's {@code AnyValue}, and its scalar values as text. */
final class AnyValue {

    static final int STRING = 1;
    static final int BOOL = 2;
    static final int INT = 3;
    static final int DOUBLE = 4;
    static final int ARRAY = 5;
    static final int KVLIST = 6;
    static final int BYTES = 7;

    private AnyValue() {}

    /** The value's bits if it is a number, else 0. */
    static long number(WireReader reader) throws MalformedException {
        return switch (reader.wireType()) {
            case WireType.VARINT -> reader.varint();
            case WireType.FIXED64 -> reader.fixed64();
            default -> 0;
        };
    }

    /**
     * Writes the text of the value that {@code reader} stands before: strings and bytes as they are, numbers and booleans as OTLP/JSON
     * shows them.
     *
     * @return false if the value is unset, a list or a map: it has no text
     */
    static boolean writeText(WireReader reader, WireWriter out) throws MalformedException {
        int before = out.length();
        boolean written = false;
        while (reader.next()) {
            int kind = reader.fieldNumber();
            if (kind < STRING || kind > BYTES) {
                continue;
            }
            out.truncate(before);
            written = kind != ARRAY && kind != KVLIST;
            switch (kind) {
                case STRING, BYTES -> out.raw(reader.array(), reader.valueStart(), reader.valueLength());
                case BOOL -> ascii(out, Boolean.toString(number(reader) != 0));
                case INT -> ascii(out, Long.toString(number(reader)));
                case DOUBLE -> ascii(out, Double.toString(Double.longBitsToDouble(number(reader))));
                default -> {}
            }
        }
        return written;
    }

    private static void ascii(WireWriter out, String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        out.raw(bytes, 0, bytes.length);
    }
}

package io.sluice.exporter.otlp;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireType;
import java.nio.charset.StandardCharsets;

/** The fields of a short protobuf message that a backend answered. Not for telemetry: makes objects. Threads: one at a time. */
final class Fields {

    private final byte[] array;
    private final WireReader reader;

    private Fields(byte[] array, WireReader reader) {
        this.array = array;
        this.reader = reader;
    }

    static Fields of(byte[] message) {
        return new Fields(message, new WireReader().reset(message, 0, message.length));
    }

    /** Goes to the next field; false at the end. */
    boolean next() throws MalformedException {
        return reader.next();
    }

    /** Whether this is a varint of that field. */
    boolean isVarint(int field) {
        return reader.fieldNumber() == field && reader.wireType() == WireType.VARINT;
    }

    /** Whether this is a string, bytes or message of that field. */
    boolean isBytes(int field) {
        return reader.isBytes(field);
    }

    long varint() throws MalformedException {
        return reader.varint();
    }

    /** The message in this field. */
    Fields message() {
        return new Fields(array, new WireReader().enter(reader));
    }

    /** The text in this field; what is no UTF-8 is replaced. */
    String text() {
        return new String(array, reader.valueStart(), reader.valueEnd() - reader.valueStart(), StandardCharsets.UTF_8);
    }
}

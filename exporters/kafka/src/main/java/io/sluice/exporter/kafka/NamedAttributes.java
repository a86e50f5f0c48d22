package io.sluice.exporter.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireType;
import java.util.Arrays;

/** Goes over the attributes of one name that a message has. Of a field that is there twice the last counts. Threads: one at a time. */
final class NamedAttributes {

    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final byte KEY_TAG = KEY << 3 | WireType.BYTES;
    private static final byte VALUE_TAG = VALUE << 3 | WireType.BYTES;

    /** Bytes of a tag and a short length. */
    private static final int HEAD = 2;

    private final byte[] name;
    private final WireReader fields = new WireReader();
    private final WireReader attribute = new WireReader();
    private final WireReader value = new WireReader();
    private int field;
    private int from;
    private int to;

    NamedAttributes(String name) {
        this.name = name.getBytes(UTF_8);
    }

    /** Stands before the first attribute of the message in {@code array} whose attributes are in the field {@code field}. */
    NamedAttributes reset(byte[] array, int start, int end, int attributesField) {
        fields.reset(array, start, end);
        field = attributesField;
        return this;
    }

    /** Goes to the next attribute of that name; false if there is none. */
    boolean next() throws MalformedException {
        while (fields.next()) {
            if (fields.isBytes(field) && !isOther(fields.valueStart(), fields.valueEnd()) && read()) {
                return true;
            }
        }
        return false;
    }

    /**
     * True for an attribute of a name of another length in the form in which encoders write almost all: {@code 0A len key 12 len value}.
     * False says nothing.
     */
    private boolean isOther(int start, int end) {
        byte[] array = fields.array();
        if (end - start < HEAD || array[start] != KEY_TAG) {
            return false;
        }
        int length = array[start + 1];
        int valueAt = start + HEAD + length;
        return length >= 0
                && length != name.length
                && end - valueAt >= HEAD
                && array[valueAt] == VALUE_TAG
                && array[valueAt + 1] == end - valueAt - HEAD;
    }

    private boolean read() throws MalformedException {
        boolean named = name.length == 0;
        value.reset(name, 0, 0);
        attribute.enter(fields);
        while (attribute.next()) {
            if (attribute.isBytes(KEY)) {
                named = Arrays.equals(
                        attribute.array(), attribute.valueStart(), attribute.valueEnd(), name, 0, name.length);
            } else if (attribute.isBytes(VALUE)) {
                value.enter(attribute);
            }
        }
        if (named) {
            readText();
        }
        return named;
    }

    private void readText() throws MalformedException {
        from = 0;
        to = 0;
        while (value.next()) {
            int kind = value.fieldNumber();
            if (kind >= AnyValue.STRING && kind <= AnyValue.BYTES) {
                boolean text = value.isBytes(AnyValue.STRING);
                from = text ? value.valueStart() : 0;
                to = text ? value.valueEnd() : 0;
            }
        }
    }

    /** Where the attribute's text begins in the array; the same as {@link #to} if it has none. */
    int from() {
        return from;
    }

    /** Where it ends. */
    int to() {
        return to;
    }
}

package io.sluice.exporter.otlp;

/**
 * A cursor over the fields of a short protobuf message that a backend answered. Everything is checked against the message's end; a
 * malformed message makes {@link #next} false and {@link #isMalformed} true. Not for telemetry.
 */
final class ProtoCursor {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private final byte[] array;
    private final int end;
    private int at;
    private boolean malformed;

    private int field;
    private int wireType;
    private long value;
    private int from;

    ProtoCursor(byte[] array, int from, int end) {
        this.array = array;
        this.at = from;
        this.end = end;
    }

    /** Moves to the next field; false at the end. */
    boolean next() {
        if (malformed || at == end) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        wireType = (int) tag & 7;
        switch (wireType) {
            case VARINT -> value = varint();
            case FIXED64 -> skip(8);
            case FIXED32 -> skip(4);
            case BYTES -> {
                long length = varint();
                from = at;
                skip(length);
            }
            default -> malformed = true;
        }
        malformed |= field == 0;
        return !malformed;
    }

    boolean isMalformed() {
        return malformed;
    }

    /** Whether this is a varint of that field. */
    boolean isVarint(int number) {
        return field == number && wireType == VARINT;
    }

    /** Whether this is a string, bytes or message of that field. */
    boolean isBytes(int number) {
        return field == number && wireType == BYTES;
    }

    long value() {
        return value;
    }

    /** The message in this field. */
    ProtoCursor message() {
        return new ProtoCursor(array, from, at);
    }

    /** The text in this field. */
    String text() {
        return new String(array, from, at - from, java.nio.charset.StandardCharsets.UTF_8);
    }

    private void skip(long bytes) {
        if (bytes < 0 || bytes > end - at) {
            malformed = true;
        } else {
            at += (int) bytes;
        }
    }

    private long varint() {
        long result = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at == end) {
                break;
            }
            byte b = array[at++];
            result |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return result;
            }
        }
        malformed = true;
        return 0;
    }
}

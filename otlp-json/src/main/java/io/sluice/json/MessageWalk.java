package io.sluice.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireType;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** One walk over one validated request. One thread. */
final class MessageWalk {

    private static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    /** Room for an id in hexadecimal and for 64 bits in decimal. */
    private static final int DIGITS = 32;

    private final JsonGenerator json;
    private final MessageScan[] scans;
    private final byte[] digits = new byte[DIGITS];

    /** @param scans by depth from 1; filled as needed */
    MessageWalk(JsonGenerator json, MessageScan[] scans) {
        this.json = json;
        this.scans = scans;
    }

    /** Writes the message that {@code payload} is. */
    void request(MessageType type, Payload payload) throws IOException, MalformedException {
        scanAt(1).begin(payload.array()).part(payload.offset(), payload.end());
        message(type, 1);
    }

    /** Writes the message that the scan at that depth was begun with, as an object. */
    private void message(MessageType type, int depth) throws IOException, MalformedException {
        MessageScan scan = scanAt(depth);
        scan.scan(type);
        json.writeStartObject();
        for (int i = 0; i < type.size(); i++) {
            if (scan.count(i) != 0) {
                Field field = type.at(i);
                if (field.isRepeated()) {
                    array(field, scan, i, depth);
                } else if (field.isMessage()) {
                    json.writeFieldName(field.quotedName());
                    merged(field, scan, i, depth);
                } else {
                    scalar(field, scan, i);
                }
            }
        }
        json.writeEndObject();
    }

    private MessageScan scanAt(int depth) {
        if (scans[depth] == null) {
            scans[depth] = new MessageScan();
        }
        return scans[depth];
    }

    /** A message field that is not repeated, but may be there several times. */
    private void merged(Field field, MessageScan scan, int position, int depth) throws IOException, MalformedException {
        MessageScan child = scanAt(depth + 1).begin(scan.array());
        if (scan.count(position) == 1) {
            child.part(scan.start(position), scan.end(position));
        } else {
            scan.walk(field, position);
            while (scan.nextValue(field)) {
                child.part(scan.cursor().valueStart(), scan.cursor().valueEnd());
            }
        }
        message(field.message(), depth + 1);
    }

    private void scalar(Field field, MessageScan scan, int position) throws IOException {
        boolean isNumber = field.kind().wireType() != WireType.BYTES;
        int start = scan.start(position);
        int length = scan.end(position) - start;
        boolean isZero = isNumber ? isZero(field.kind(), scan.value(position)) : length == 0;
        if (isZero && field.shape() == Field.Shape.SINGLE) {
            return;
        }
        json.writeFieldName(field.quotedName());
        if (isNumber) {
            number(field.kind(), scan.value(position));
        } else {
            bytes(field.kind(), scan.array(), start, length);
        }
    }

    /** Of 32-bit kinds only the lower half of a varint counts. */
    private static boolean isZero(Kind kind, long value) {
        return switch (kind) {
            case INT32, SINT32, UINT32, ENUM, FIXED32 -> (int) value == 0;
            default -> value == 0;
        };
    }

    /** Gathers the values from wherever they are. */
    private void array(Field field, MessageScan scan, int position, int depth) throws IOException, MalformedException {
        WireReader cursor = scan.cursor();
        boolean open = false;
        scan.walk(field, position);
        while (scan.nextValue(field)) {
            int start = cursor.valueStart();
            int end = cursor.valueEnd();
            boolean isPacked = field.kind().isPackable() && cursor.wireType() == WireType.BYTES;
            if (isPacked && start == end) {
                continue;
            }
            if (!open) {
                json.writeFieldName(field.quotedName());
                json.writeStartArray();
                open = true;
            }
            if (isPacked) {
                packed(field.kind(), scan.array(), start, end);
            } else if (field.isMessage()) {
                scanAt(depth + 1).begin(scan.array()).part(start, end);
                message(field.message(), depth + 1);
            } else if (field.kind().isPackable()) {
                number(field.kind(), field.kind().wireType() == WireType.VARINT ? cursor.varint() : cursor.fixed64());
            } else {
                bytes(field.kind(), scan.array(), start, end - start);
            }
        }
        if (open) {
            json.writeEndArray();
        }
    }

    private void packed(Kind kind, byte[] array, int from, int end) throws IOException {
        int at = from;
        while (at < end) {
            if (kind.wireType() == WireType.FIXED64) {
                number(kind, (long) LITTLE_ENDIAN.get(array, at));
                at += Long.BYTES;
            } else {
                long value = 0;
                int shift = 0;
                byte part;
                do {
                    part = array[at++];
                    value |= (long) (part & 0x7F) << shift;
                    shift += 7;
                } while (part < 0);
                number(kind, value);
            }
        }
    }

    private void number(Kind kind, long value) throws IOException {
        switch (kind) {
            case BOOL -> json.writeBoolean(value != 0);
            case INT32, ENUM -> json.writeNumber((int) value);
            case SINT32 -> json.writeNumber(((int) value >>> 1) ^ -((int) value & 1));
            case UINT32, FIXED32 -> json.writeNumber(value & 0xFFFF_FFFFL);
            case DOUBLE -> json.writeNumber(Double.longBitsToDouble(value));
            case UINT64, FIXED64 -> decimal(value, false);
            default -> decimal(value, value < 0);
        }
    }

    /** @param value the magnitude, unsigned, unless {@code negative} */
    private void decimal(long value, boolean negative) throws IOException {
        long left = negative ? -value : value;
        int at = DIGITS;
        do {
            long rest = Long.divideUnsigned(left, 10);
            digits[--at] = HEX[(int) (left - rest * 10)];
            left = rest;
        } while (left != 0);
        if (negative) {
            digits[--at] = '-';
        }
        json.writeRawUTF8String(digits, at, DIGITS - at);
    }

    private void bytes(Kind kind, byte[] array, int from, int length) throws IOException {
        switch (kind) {
            case BYTES -> json.writeBinary(array, from, length);
            case TRACE_ID, SPAN_ID -> {
                for (int i = 0; i < length; i++) {
                    digits[2 * i] = HEX[(array[from + i] >> 4) & 0xF];
                    digits[2 * i + 1] = HEX[array[from + i] & 0xF];
                }
                json.writeRawUTF8String(digits, 0, 2 * length);
            }
            default -> json.writeUTF8String(array, from, length);
        }
    }
}

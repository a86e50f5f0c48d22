package io.sluice.processor.pii;

import io.sluice.pdata.Schema;
import io.sluice.pdata.WireType;
import io.sluice.processor.edit.EditedMessage;

/** What the fields of a message are to the search, by the tag that they begin with if it has one byte. Threads: any. */
final class FieldRoles {

    /** Another tag, one of another wire type than the specification's, or bytes that it doesn't know: to be read with care. */
    static final byte UNUSUAL = 0;

    static final byte VARINT = 1;
    static final byte FIXED64 = 2;
    static final byte FIXED32 = 3;
    /** Bytes that are no text. */
    static final byte OTHER_BYTES = 4;

    static final byte ATTRIBUTE = 5;
    static final byte TEXT = 6;
    /** A log's. */
    static final byte BODY = 7;

    /** A message that is shown by itself, or leads to such. */
    static final byte MESSAGE = 8;

    /** Tags of one byte. */
    static final int TAGS = 128;

    private static final byte[] ROLES = new byte[Schema.MESSAGES * TAGS];

    static {
        for (int message = 0; message < Schema.MESSAGES; message++) {
            for (int tag = 8; tag < TAGS; tag++) {
                ROLES[message * TAGS + tag] = find(message, tag >>> 3, tag & 7);
            }
        }
    }

    private FieldRoles() {}

    private static byte find(int message, int field, int wireType) {
        return switch (wireType) {
            case WireType.VARINT -> VARINT;
            case WireType.FIXED64 -> FIXED64;
            case WireType.FIXED32 -> FIXED32;
            case WireType.BYTES -> ofBytes(message, field);
            default -> UNUSUAL;
        };
    }

    private static byte ofBytes(int message, int field) {
        if (field == Schema.attributesOf(message)) {
            return ATTRIBUTE;
        }
        for (int text : Surface.texts(message)) {
            if (field == text) {
                return TEXT;
            }
        }
        if (message == Schema.LOG_RECORD && field == EditedMessage.BODY) {
            return BODY;
        }
        if (Schema.isUnknownBytes(message, field)) {
            return UNUSUAL;
        }
        return Schema.isMessage(Schema.entry(message, field)) ? MESSAGE : OTHER_BYTES;
    }

    static byte of(int message, int tag) {
        return ROLES[message * TAGS + tag];
    }
}

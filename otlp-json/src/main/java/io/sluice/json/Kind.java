package io.sluice.json;

import io.sluice.pdata.WireType;

/** What a field's value is, on the wire and in JSON. */
enum Kind {
    INT32(WireType.VARINT),
    SINT32(WireType.VARINT),
    UINT32(WireType.VARINT),
    ENUM(WireType.VARINT),
    BOOL(WireType.VARINT),
    INT64(WireType.VARINT),
    UINT64(WireType.VARINT),
    FIXED32(WireType.FIXED32),
    FIXED64(WireType.FIXED64),
    SFIXED64(WireType.FIXED64),
    DOUBLE(WireType.FIXED64),
    STRING(WireType.BYTES),
    BYTES(WireType.BYTES),
    /** 16 bytes, hexadecimal in JSON. */
    TRACE_ID(WireType.BYTES),
    /** 8 bytes, hexadecimal in JSON. */
    SPAN_ID(WireType.BYTES),
    MESSAGE(WireType.BYTES);

    private final int wireType;

    Kind(int wireType) {
        this.wireType = wireType;
    }

    /** The wire type of one value that is not packed. */
    int wireType() {
        return wireType;
    }

    /** True if repeated values of this kind share one length-delimited field. */
    boolean isPackable() {
        return wireType != WireType.BYTES;
    }
}

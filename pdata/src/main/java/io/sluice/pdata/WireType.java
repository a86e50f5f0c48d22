package io.sluice.pdata;

/** Protobuf's wire types, the low three bits of a tag. */
public final class WireType {

    /** A number of one to ten bytes. */
    public static final int VARINT = 0;

    /** Eight bytes, little-endian. */
    public static final int FIXED64 = 1;

    /** A length and so many bytes: text, bytes, a message, packed numbers. */
    public static final int BYTES = 2;

    /** Begins a group; OTLP has none, an unknown field may be one. */
    public static final int START_GROUP = 3;

    /** Ends a group. */
    public static final int END_GROUP = 4;

    /** Four bytes, little-endian. */
    public static final int FIXED32 = 5;

    private WireType() {}
}

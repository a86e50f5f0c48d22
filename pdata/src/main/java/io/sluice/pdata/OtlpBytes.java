package io.sluice.pdata;

/**
 * Counts and checks whole OTLP messages where they lie. Allocates nothing unless it throws.
 *
 * <p>The wire rules are protobuf's: unknown fields are skipped, groups in them included; a known field with another wire type than its own
 * counts as unknown; repeated numbers may be packed or not; the last member of a oneof wins.
 *
 * <p>Threads: any; there is no state.
 */
public final class OtlpBytes {

    /**
     * The most messages that may lie within each other. The generated classes refuse more than 100 by default, counted from the request,
     * so that what is accepted here can be decoded by everybody downstream.
     */
    public static final int MAX_DEPTH = 100;

    /** An attribute and its value. */
    private static final int LEVELS_OF_AN_ATTRIBUTE = 2;

    private OtlpBytes() {}

    /**
     * The number of items - spans, data points, log records - by skipping over everything else.
     *
     * @throws MalformedException if a length or tag on the way to the items is wrong; what lies inside them is not looked at
     */
    public static int count(Signal signal, byte[] array, int offset, int length) throws MalformedException {
        return countIn(Schema.root(signal), array, offset, offset + length);
    }

    /** Items below one of the {@link Schema}'s messages. */
    public static int countIn(int message, byte[] array, int from, int end) throws MalformedException {
        int items = 0;
        int itemsOfOneOf = 0;
        int oneOf = 0;
        int at = from;
        while (at < end) {
            int start = at;
            long tag = varint(array, at, end);
            at = behindVarint(array, at, end);
            int field = fieldOf(tag, start);
            if ((tag & 7) != WireType.BYTES) {
                at = skip(tag, array, at, end, start, MAX_DEPTH);
                continue;
            }
            int to = endOfBytes(array, at, end);
            int value = behindVarint(array, at, end);
            at = to;
            int entry = Schema.entry(message, field);
            switch (Schema.kind(entry)) {
                case Schema.ITEM -> items++;
                case Schema.ONE_OF -> {
                    if (field != oneOf) {
                        oneOf = field;
                        itemsOfOneOf = 0;
                    }
                    itemsOfOneOf += countIn(Schema.child(entry), array, value, to);
                }
                case Schema.MESSAGE -> {
                    if (Schema.leadsToItems(entry)) {
                        items += countIn(Schema.child(entry), array, value, to);
                    }
                }
                default -> {
                    // skipped
                }
            }
        }
        return items + itemsOfOneOf;
    }

    /**
     * Checks everything that another decoder could stumble over - tags, lengths, nesting, text that is not UTF-8 - and that trace ids are
     * of 16 bytes and span ids of 8, or empty, in spans, links, log records and exemplars.
     *
     * @return the number of items
     * @throws MalformedException at the first thing that is wrong
     */
    public static int validate(Signal signal, byte[] array, int offset, int length) throws MalformedException {
        return validate(Schema.root(signal), array, offset, offset + length, MAX_DEPTH);
    }

    private static int validate(int message, byte[] array, int from, int end, int depth) throws MalformedException {
        int items = 0;
        int itemsOfOneOf = 0;
        int oneOf = 0;
        int at = from;
        while (at < end) {
            int start = at;
            long tag = array[at];
            if (tag > 0) {
                at++;
            } else {
                tag = varint(array, at, end);
                at = behindVarint(array, at, end);
            }
            int field = fieldOf(tag, start);
            int wireType = (int) tag & 7;
            int entry = Schema.entry(message, field);
            if (wireType != WireType.BYTES) {
                at = wireType == WireType.FIXED64 && end - at >= Long.BYTES
                        ? at + Long.BYTES
                        : skip(tag, array, at, end, start, depth);
                continue;
            }
            int value;
            int to;
            if (at < end && array[at] >= 0) {
                value = at + 1;
                to = value + array[at];
                if (to > end) {
                    throw new MalformedException("a length is beyond its message's end", at);
                }
            } else {
                to = endOfBytes(array, at, end);
                value = behindVarint(array, at, end);
            }
            at = to;
            switch (Schema.kind(entry)) {
                case Schema.STRING -> {
                    if (!Utf8.isValid(array, value, to)) {
                        throw new MalformedException("text is not UTF-8", value);
                    }
                }
                case Schema.MESSAGE -> {
                    int child = Schema.child(entry);
                    if (child != Schema.KEY_VALUE
                            || depth <= LEVELS_OF_AN_ATTRIBUTE
                            || !UsualAttribute.isValid(array, value, to)) {
                        items += validate(child, array, value, to, deeper(depth, start));
                    }
                }
                case Schema.ITEM -> {
                    items++;
                    validate(Schema.child(entry), array, value, to, deeper(depth, start));
                }
                case Schema.ONE_OF -> {
                    if (field != oneOf) {
                        oneOf = field;
                        itemsOfOneOf = 0;
                    }
                    itemsOfOneOf += validate(Schema.child(entry), array, value, to, deeper(depth, start));
                }
                case Schema.TRACE_ID -> checkId(to - value, 16, value);
                case Schema.SPAN_ID -> checkId(to - value, 8, value);
                case Schema.REPEATED_VARINT -> {
                    for (int i = value; i < to; ) {
                        i = behindVarint(array, i, to);
                    }
                }
                case Schema.REPEATED_FIXED64 -> {
                    if ((to - value) % Long.BYTES != 0) {
                        throw new MalformedException("packed 64-bit numbers are not a multiple of 8 bytes", value);
                    }
                }
                default -> {
                    // bytes of any content, or unknown
                }
            }
        }
        return items + itemsOfOneOf;
    }

    static int deeper(int depth, int position) throws MalformedException {
        if (depth <= 1) {
            throw new MalformedException("messages are nested more than " + MAX_DEPTH + " deep", position);
        }
        return depth - 1;
    }

    private static void checkId(int length, int expected, int position) throws MalformedException {
        if (length != expected && length != 0) {
            throw new MalformedException("an id has " + length + " bytes instead of " + expected, position);
        }
    }

    static int fieldOf(long tag, int position) throws MalformedException {
        int field = (int) tag >>> 3;
        if (field == 0 || tag >>> 32 != 0) {
            throw new MalformedException("there is no such field", position);
        }
        return field;
    }

    /** The end of a length-delimited value whose length is at {@code at}. */
    static int endOfBytes(byte[] array, int at, int end) throws MalformedException {
        long length;
        int value;
        if (end - at >= 2 && (array[at] & array[at + 1]) >= 0) {
            boolean oneByte = array[at] >= 0;
            length = oneByte ? array[at] : (array[at] & 0x7f) | (array[at + 1] << 7);
            value = oneByte ? at + 1 : at + 2;
        } else {
            length = varint(array, at, end);
            value = behindVarint(array, at, end);
        }
        if (length < 0 || length > end - value) {
            throw new MalformedException("a length is beyond its message's end", at);
        }
        return value + (int) length;
    }

    /**
     * The index behind a value that is not length-delimited.
     *
     * @param at index behind the tag
     * @param start index of the tag
     */
    static int skip(long tag, byte[] array, int at, int end, int start, int depth) throws MalformedException {
        int behind;
        switch ((int) tag & 7) {
            case WireType.VARINT -> {
                return behindVarint(array, at, end);
            }
            case WireType.FIXED64 -> behind = at + Long.BYTES;
            case WireType.FIXED32 -> behind = at + Integer.BYTES;
            case WireType.START_GROUP -> {
                return skipGroup((int) tag >>> 3, array, at, end, deeper(depth, start));
            }
            default -> throw new MalformedException("there is no such wire type here", start);
        }
        if (behind > end) {
            throw new MalformedException("a number is beyond its message's end", start);
        }
        return behind;
    }

    private static int skipGroup(int group, byte[] array, int from, int end, int depth) throws MalformedException {
        int at = from;
        while (at < end) {
            int start = at;
            long tag = varint(array, at, end);
            at = behindVarint(array, at, end);
            int field = fieldOf(tag, start);
            switch ((int) tag & 7) {
                case WireType.END_GROUP -> {
                    if (field != group) {
                        throw new MalformedException("a group ends that did not begin", start);
                    }
                    return at;
                }
                case WireType.BYTES -> at = endOfBytes(array, at, end);
                default -> at = skip(tag, array, at, end, start, depth);
            }
        }
        throw new MalformedException("a group does not end", from);
    }

    /** The varint at {@code at}; bits above 64 are dropped, as protobuf does. */
    static long varint(byte[] array, int at, int end) throws MalformedException {
        if (at < end && array[at] >= 0) {
            return array[at];
        }
        long value = 0;
        int shift = 0;
        for (int i = at; i < end && shift < 70; i++, shift += 7) {
            byte b = array[i];
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new MalformedException("a number does not end", at);
    }

    /** The index behind the varint at {@code at}. */
    static int behindVarint(byte[] array, int at, int end) throws MalformedException {
        if (at < end && array[at] >= 0) {
            return at + 1;
        }
        int last = Math.min(end, at + 10);
        for (int i = at; i < last; i++) {
            if (array[i] >= 0) {
                return i + 1;
            }
        }
        throw new MalformedException("a number does not end", at);
    }
}

package io.sluice.transport.compression;

import java.util.zip.CRC32C;

/**
 * Snappy as one block or in frames (google/snappy, {@code format_description.txt} and {@code framing_format.txt}), told apart by the
 * stream identifier that every framed body begins with.
 */
final class SnappyDecoder {

    private static final byte[] STREAM_IDENTIFIER = {(byte) 0xff, 6, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y'};
    private static final int COMPRESSED = 0;
    private static final int PLAIN = 1;
    private static final int FIRST_SKIPPABLE = 0x80;
    private static final int IDENTIFIER = 0xff;
    private static final int MAX_CHUNK_BYTES = 65536;
    private static final int CHECKSUM_BYTES = 4;

    private SnappyDecoder() {}

    static void decode(byte[] in, int offset, int length, Output out) throws InflateException {
        int end = offset + length;
        if (isFramed(in, offset, end)) {
            frames(in, offset, end, out);
        } else {
            block(in, offset, end, out, Integer.MAX_VALUE);
        }
    }

    private static boolean isFramed(byte[] in, int from, int end) {
        if (end - from < STREAM_IDENTIFIER.length) {
            return false;
        }
        for (int i = 0; i < STREAM_IDENTIFIER.length; i++) {
            if (in[from + i] != STREAM_IDENTIFIER[i]) {
                return false;
            }
        }
        return true;
    }

    private static void frames(byte[] in, int from, int end, Output out) throws InflateException {
        int at = from;
        while (at < end) {
            require(end - at >= 4);
            int type = in[at] & 0xff;
            int length = LittleEndian.read(in, at + 1, 3);
            int body = at + 4;
            require(length <= end - body);
            at = body + length;
            if (type == COMPRESSED || type == PLAIN) {
                chunk(type, in, body, at, out);
            } else if (type < FIRST_SKIPPABLE) {
                throw InflateException.malformed("the snappy body has a chunk of unknown type");
            } else if (type == IDENTIFIER) {
                require(length == STREAM_IDENTIFIER.length - 4);
            }
        }
    }

    private static void chunk(int type, byte[] in, int from, int end, Output out) throws InflateException {
        require(end - from >= CHECKSUM_BYTES);
        int before = out.size();
        int data = from + CHECKSUM_BYTES;
        if (type == PLAIN) {
            require(end - data <= MAX_CHUNK_BYTES);
            append(in, data, end - data, out);
        } else {
            block(in, data, end, out, MAX_CHUNK_BYTES);
        }
        CRC32C crc = new CRC32C();
        crc.update(out.array(), before, out.size() - before);
        int plain = (int) crc.getValue();
        int masked = ((plain >>> 15) | (plain << 17)) + 0xa282ead8;
        if (masked != LittleEndian.read(in, from, CHECKSUM_BYTES)) {
            throw InflateException.malformed("the snappy body does not match its checksum");
        }
    }

    private static void append(byte[] in, int from, int length, Output out) throws InflateException {
        if (length > out.room()) {
            out.grow(length);
        }
        System.arraycopy(in, from, out.array(), out.size(), length);
        out.advance(length);
    }

    /** One block: its plain length as a varint, then literals and copies of what came before in the same block. */
    private static void block(byte[] in, int from, int end, Output out, int maxBytes) throws InflateException {
        long announced = 0;
        int at = from;
        for (int shift = 0; ; shift += 7) {
            require(at < end && shift <= 28);
            int b = in[at++];
            announced |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                break;
            }
        }
        require(announced <= maxBytes);
        if (announced > out.room()) {
            // Believed up to the limit only, and never more than the elements can make: 64 bytes out of 2.
            if (announced > (end - at) * 32L) {
                throw InflateException.malformed("the snappy body is shorter than it claims");
            }
            out.grow((int) Math.min(announced, Integer.MAX_VALUE));
        }
        elements(in, at, end, out, out.size(), out.size() + (int) announced);
    }

    private static void elements(byte[] in, int from, int end, Output out, int start, int stop)
            throws InflateException {
        byte[] array = out.array();
        int to = start;
        int at = from;
        while (at < end) {
            int tag = in[at++] & 0xff;
            if ((tag & 3) == 0) {
                int length = tag >>> 2;
                int extra = Math.max(0, length - 59);
                require(extra <= end - at);
                length = extra == 0 ? length + 1 : LittleEndian.read(in, at, extra) + 1;
                at += extra;
                require(length > 0 && length <= end - at && length <= stop - to);
                System.arraycopy(in, at, array, to, length);
                at += length;
                to += length;
            } else {
                int extra = (tag & 3) == 3 ? 4 : tag & 3;
                require(extra <= end - at);
                int length = (tag & 3) == 1 ? ((tag >>> 2) & 7) + 4 : (tag >>> 2) + 1;
                int back = LittleEndian.read(in, at, extra);
                if ((tag & 3) == 1) {
                    back |= (tag >>> 5) << 8;
                }
                at += extra;
                require(back > 0 && back <= to - start && length <= stop - to);
                to = copy(array, to, back, length);
            }
        }
        require(to == stop);
        out.advance(stop - start);
    }

    /** Byte by byte where source and target overlap: that repeats a pattern. */
    private static int copy(byte[] array, int to, int back, int length) {
        if (back >= length) {
            System.arraycopy(array, to - back, array, to, length);
        } else {
            for (int i = 0; i < length; i++) {
                array[to + i] = array[to + i - back];
            }
        }
        return to + length;
    }

    private static void require(boolean valid) throws InflateException {
        if (!valid) {
            throw InflateException.malformed("the snappy body is damaged");
        }
    }
}

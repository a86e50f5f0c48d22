package io.sluice.transport.compression;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Deflate in its two wrappers, gzip (RFC 1952) and zlib (RFC 1950). Keeps native state; one thread. */
final class DeflateDecoder {

    private static final int TRAILER_BYTES = 8;
    private static final int HEADER_BYTES = 10;
    private static final int FLAG_HEADER_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int FLAGS_RESERVED = 0xe0;

    private final Inflater raw = new Inflater(true);
    private final Inflater wrapped = new Inflater();
    private final CRC32 crc = new CRC32();
    private final byte[] spill = new byte[1024];

    void gzip(byte[] in, int offset, int length, Output out) throws InflateException {
        int end = offset + length;
        if (length < HEADER_BYTES + TRAILER_BYTES) {
            throw InflateException.malformed("the gzip body is truncated");
        }
        out.expect(LittleEndian.read(in, end - 4, 4) & 0xffffffffL);
        int at = offset;
        do {
            at = member(in, at, end, out);
        } while (at < end);
    }

    /** Returns the index behind the member. */
    private int member(byte[] in, int from, int end, Output out) throws InflateException {
        int body = header(in, from, end);
        int before = out.size();
        raw.reset();
        raw.setInput(in, body, end - body);
        crc.reset();
        run(raw, out, "gzip");
        int trailer = end - raw.getRemaining();
        if (end - trailer < TRAILER_BYTES) {
            throw InflateException.malformed("the gzip body is truncated");
        }
        if (LittleEndian.read(in, trailer, 4) != (int) crc.getValue()
                || LittleEndian.read(in, trailer + 4, 4) != out.size() - before) {
            throw InflateException.malformed("the gzip body does not match its checksum");
        }
        return trailer + TRAILER_BYTES;
    }

    private static int header(byte[] in, int from, int end) throws InflateException {
        if (end - from < HEADER_BYTES + TRAILER_BYTES
                || in[from] != 0x1f
                || in[from + 1] != (byte) 0x8b
                || in[from + 2] != 8
                || (in[from + 3] & FLAGS_RESERVED) != 0) {
            throw InflateException.malformed("the body is not gzip, or has bytes behind its end");
        }
        int flags = in[from + 3];
        int at = from + HEADER_BYTES;
        if ((flags & FLAG_EXTRA) != 0) {
            require(at + 2 <= end);
            at += 2 + LittleEndian.read(in, at, 2);
        }
        if ((flags & FLAG_NAME) != 0) {
            at = behindZero(in, at, end);
        }
        if ((flags & FLAG_COMMENT) != 0) {
            at = behindZero(in, at, end);
        }
        if ((flags & FLAG_HEADER_CRC) != 0) {
            at += 2;
        }
        require(at <= end);
        return at;
    }

    private static int behindZero(byte[] in, int from, int end) throws InflateException {
        int at = from;
        while (at < end && in[at] != 0) {
            at++;
        }
        require(at < end);
        return at + 1;
    }

    private static void require(boolean complete) throws InflateException {
        if (!complete) {
            throw InflateException.malformed("the gzip header is truncated");
        }
    }

    void zlib(byte[] in, int offset, int length, Output out) throws InflateException {
        wrapped.reset();
        wrapped.setInput(in, offset, length);
        run(wrapped, out, "deflate");
        if (wrapped.getRemaining() > 0) {
            throw InflateException.malformed("the deflate body has bytes behind its end");
        }
    }

    private void run(Inflater inflater, Output out, String name) throws InflateException {
        try {
            while (!inflater.finished()) {
                int n = out.room() > 0 ? fill(inflater, out) : spill(inflater, out);
                if (n == 0 && !inflater.finished() && (inflater.needsInput() || inflater.needsDictionary())) {
                    throw InflateException.malformed("the " + name + " body is truncated");
                }
            }
        } catch (DataFormatException _) {
            throw InflateException.malformed("the " + name + " body is damaged");
        }
    }

    private int fill(Inflater inflater, Output out) throws DataFormatException {
        int n = inflater.inflate(out.array(), out.size(), out.room());
        crc.update(out.array(), out.size(), n);
        out.advance(n);
        return n;
    }

    /** Full: often exactly, so look before growing. */
    private int spill(Inflater inflater, Output out) throws DataFormatException, InflateException {
        int n = inflater.inflate(spill);
        if (n > 0) {
            out.grow(n);
            System.arraycopy(spill, 0, out.array(), out.size(), n);
            crc.update(spill, 0, n);
            out.advance(n);
        }
        return n;
    }
}

package io.sluice.transport.compression;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;

/** Zstandard (RFC 8878). Keeps native state; one thread. */
final class ZstdDecoder {

    /** Bounds the memory of the decoder to 8 MiB, what RFC 8878 section 3.1.1.1.2 asks every decoder to support. */
    private static final int MAX_WINDOW_LOG = 23;

    private static final int STEP_BYTES = 128 * 1024;

    private final ZstdDecompressCtx context = new ZstdDecompressCtx();
    private final byte[] spill = new byte[1024];

    void decode(byte[] in, int offset, int length, Output out) throws InflateException {
        long announced = Zstd.getFrameContentSize(in, offset, length);
        out.expect(announced);
        if (announced > 0 && announced == out.room() && whole(in, offset, length, out)) {
            return;
        }
        stream(in, offset, length, out);
    }

    /** The usual case, one frame that says its size: straight into place. False if it is something else after all. */
    private boolean whole(byte[] in, int offset, int length, Output out) {
        try {
            context.reset();
            int n = context.decompressByteArray(out.array(), 0, out.room(), in, offset, length);
            out.advance(n);
            return true;
        } catch (ZstdException _) {
            return false;
        }
    }

    private void stream(byte[] in, int offset, int length, Output out) throws InflateException {
        ByteBuffer source = ByteBuffer.wrap(in, offset, length);
        try {
            context.reset();
            context.setLongMax(MAX_WINDOW_LOG);
            boolean ended = false;
            while (source.hasRemaining() || !ended) {
                // Full: often exactly, so look before growing.
                boolean full = out.room() == 0;
                ByteBuffer target = full
                        ? ByteBuffer.wrap(spill)
                        : ByteBuffer.wrap(out.array(), out.size(), Math.min(out.room(), STEP_BYTES));
                int start = target.position();
                int left = source.remaining();
                ended = context.decompressByteBufferStream(target, source);
                int written = target.position() - start;
                if (full && written > 0) {
                    out.grow(written);
                    System.arraycopy(spill, 0, out.array(), out.size(), written);
                }
                out.advance(written);
                if (written == 0 && source.remaining() == left && !ended) {
                    throw InflateException.malformed("the zstd body is truncated");
                }
            }
        } catch (ZstdException e) {
            throw InflateException.malformed(
                    // Streams report the code negated.
                    Math.abs(e.getErrorCode()) == Zstd.errFrameParameterWindowTooLarge()
                            ? "the zstd body needs a window above 8 MiB"
                            : "the zstd body is damaged");
        }
    }
}

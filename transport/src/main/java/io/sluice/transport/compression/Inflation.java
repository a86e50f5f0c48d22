package io.sluice.transport.compression;

import io.sluice.pdata.BufferPool;
import io.sluice.pdata.Payload;

/**
 * Inflates whole requests into pooled payloads.
 *
 * <p>What comes out is counted while it comes out. It may be at most {@code maxBytes}, and at most {@value #MAX_RATIO} times what went
 * in once it is more than {@value #FREE_BYTES} bytes; never is more memory taken than that, whatever the bytes claim.
 *
 * <p>Threads: any; the native state is kept per thread, so call it from few long-lived threads such as event loops.
 */
public final class Inflation {

    /** The most that compressed telemetry plausibly expands; deflate can reach 1032. */
    public static final int MAX_RATIO = 200;

    /** Up to here any ratio is let through. */
    public static final int FREE_BYTES = 1 << 20;

    private static final ThreadLocal<DeflateDecoder> DEFLATE = ThreadLocal.withInitial(DeflateDecoder::new);
    private static final ThreadLocal<ZstdDecoder> ZSTD = ThreadLocal.withInitial(ZstdDecoder::new);

    private Inflation() {}

    /**
     * Inflates {@code length} bytes of {@code in} from {@code offset}.
     *
     * @param maxBytes the most that may come out
     * @return the plain bytes, with one owner
     * @throws InflateException if the bytes are malformed, end early, go on behind their end, or pass a limit; nothing is held then
     */
    public static Payload inflate(Encoding encoding, byte[] in, int offset, int length, int maxBytes, BufferPool pool)
            throws InflateException {
        Output out = new Output(pool, length, maxBytes);
        try {
            switch (encoding) {
                case GZIP -> DEFLATE.get().gzip(in, offset, length, out);
                case ZLIB -> DEFLATE.get().zlib(in, offset, length, out);
                case ZSTD -> ZSTD.get().decode(in, offset, length, out);
                case SNAPPY -> SnappyDecoder.decode(in, offset, length, out);
            }
            return out.finish();
        } finally {
            out.close();
        }
    }
}

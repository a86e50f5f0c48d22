package io.sluice.transport.compression;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import io.sluice.pdata.BufferPool;
import io.sluice.pdata.Payload;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Compresses whole requests that we send.
 *
 * <p>Threads: any; the native state and a scratch array are kept per thread, so call it from few long-lived threads such as senders.
 */
public final class Deflation {

    /** For {@code level}: the fastest of gzip and deflate, the encoder's own default of zstd. */
    public static final int DEFAULT_LEVEL = Integer.MIN_VALUE;

    private static final int KEPT_SCRATCH_BYTES = 1 << 20;
    private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int GZIP_TRAILER_BYTES = 8;

    private static final ThreadLocal<Deflation> STATE = ThreadLocal.withInitial(Deflation::new);

    /**
     * At zlib's own default, compressing was half of what the way from an agent's door to Kafka costs ({@code ./sluice bench --case road}).
     * Between an agent and a gateway processors are dearer than the network.
     */
    private static final int FAST_LEVEL = Deflater.BEST_SPEED;

    private final Deflater raw = new Deflater(FAST_LEVEL, true);
    private final Deflater wrapped = new Deflater();
    private final ZstdCompressCtx zstd = new ZstdCompressCtx();
    private final CRC32 crc = new CRC32();
    private byte[] scratch = new byte[64 * 1024];

    private Deflation() {}

    /**
     * The bytes of {@code in} in {@code encoding}, as a payload of its own with one owner; {@code in} stays the caller's.
     *
     * @param level of the encoding's own scale, or {@link #DEFAULT_LEVEL}
     * @throws IllegalArgumentException for {@link Encoding#SNAPPY}, which is only read
     */
    public static Payload deflate(Encoding encoding, int level, Payload in, BufferPool pool) {
        Deflation state = STATE.get();
        int length = switch (encoding) {
            case GZIP -> state.gzip(level, in);
            case ZLIB -> state.deflate(state.wrapped, level, in, 0);
            case ZSTD -> state.zstd(level, in);
            case SNAPPY -> throw new IllegalArgumentException("snappy is only read");
        };
        Payload out = pool.acquire(length);
        System.arraycopy(state.scratch, 0, out.array(), out.offset(), length);
        if (state.scratch.length > KEPT_SCRATCH_BYTES) {
            state.scratch = new byte[64 * 1024];
        }
        return out;
    }

    private int gzip(int level, Payload in) {
        reserve(0, GZIP_HEADER.length);
        System.arraycopy(GZIP_HEADER, 0, scratch, 0, GZIP_HEADER.length);
        int end = deflate(raw, level, in, GZIP_HEADER.length);
        reserve(end, GZIP_TRAILER_BYTES);
        crc.reset();
        crc.update(in.array(), in.offset(), in.length());
        LittleEndian.write(scratch, end, (int) crc.getValue());
        LittleEndian.write(scratch, end + 4, in.length());
        return end + GZIP_TRAILER_BYTES;
    }

    private int deflate(Deflater deflater, int level, Payload in, int from) {
        deflater.reset();
        deflater.setLevel(level == DEFAULT_LEVEL ? FAST_LEVEL : level);
        deflater.setInput(in.array(), in.offset(), in.length());
        deflater.finish();
        int at = from;
        while (!deflater.finished()) {
            reserve(at, 1024);
            at += deflater.deflate(scratch, at, scratch.length - at);
        }
        return at;
    }

    private int zstd(int level, Payload in) {
        zstd.reset();
        zstd.setLevel(level == DEFAULT_LEVEL ? Zstd.defaultCompressionLevel() : level);
        reserve(0, (int) Math.min(Integer.MAX_VALUE - 16, Zstd.compressBound(in.length())));
        return zstd.compressByteArray(scratch, 0, scratch.length, in.array(), in.offset(), in.length());
    }

    /** Room for {@code more} bytes behind the first {@code used}. */
    private void reserve(int used, int more) {
        if (scratch.length - used < more) {
            byte[] bigger =
                    new byte[(int) Math.min(Integer.MAX_VALUE - 16, Math.max(2L * scratch.length, (long) used + more))];
            System.arraycopy(scratch, 0, bigger, 0, used);
            scratch = bigger;
        }
    }
}

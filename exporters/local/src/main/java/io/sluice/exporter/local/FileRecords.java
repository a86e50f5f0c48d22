package io.sluice.exporter.local;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import io.sluice.json.OtlpJsonWriter;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Turns requests into what stands in the file.
 *
 * <pre>
 *   json                   OTLP/JSON '\n'
 *   proto                  length protobuf
 *   json or proto, zstd    length zstd(OTLP/JSON or protobuf)
 *
 *   length: 4 bytes, the highest first, of what follows it
 * </pre>
 *
 * <p>Reusable; one thread. Closed after use, for its native memory.
 */
final class FileRecords implements AutoCloseable {

    private static final int KEPT_BYTES = 4 << 20;

    private final boolean isJson;
    private final OtlpJsonWriter json = new OtlpJsonWriter();
    private final @Nullable ZstdCompressCtx zstd;
    private GrowingBytes record = new GrowingBytes();

    FileRecords(FileConfig config) {
        isJson = config.format() == FileConfig.Format.JSON;
        zstd = config.isCompressed() ? zstd(config.compressionParams().level()) : null;
    }

    private static ZstdCompressCtx zstd(int level) {
        return new ZstdCompressCtx().setLevel(level == 0 ? Zstd.defaultCompressionLevel() : level);
    }

    /**
     * One request as it stands in the file, valid until the next call.
     *
     * @throws MalformedException if it is to be JSON and is no valid request
     */
    ByteBuffer record(Signal signal, Payload payload) throws MalformedException {
        if (record.array().length > KEPT_BYTES) {
            record = new GrowingBytes();
        }
        record.reset();
        if (zstd != null) {
            compressed(zstd, signal, payload);
        } else if (isJson) {
            json(signal, payload, record);
            record.write('\n');
        } else {
            length(payload.length());
            record.write(payload.array(), payload.offset(), payload.length());
        }
        return ByteBuffer.wrap(record.array(), 0, record.size());
    }

    private void compressed(ZstdCompressCtx zstd, Signal signal, Payload payload) throws MalformedException {
        byte[] from = payload.array();
        int offset = payload.offset();
        int length = payload.length();
        if (isJson) {
            GrowingBytes text = new GrowingBytes();
            json(signal, payload, text);
            from = text.array();
            offset = 0;
            length = text.size();
        }
        byte[] to = new byte[Math.toIntExact(Zstd.compressBound(length))];
        int compressed = zstd.compressByteArray(to, 0, to.length, from, offset, length);
        length(compressed);
        record.write(to, 0, compressed);
    }

    private void json(Signal signal, Payload payload, GrowingBytes to) throws MalformedException {
        try {
            json.write(signal, payload, to);
        } catch (IOException e) {
            throw new UncheckedIOException("an array cannot fail to be written", e);
        }
    }

    private void length(int length) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            record.write(length >>> shift);
        }
    }

    @Override
    public void close() {
        if (zstd != null) {
            zstd.close();
        }
    }
}

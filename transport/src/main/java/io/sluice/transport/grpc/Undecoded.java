package io.sluice.transport.grpc;

import io.grpc.Decompressor;
import io.grpc.DecompressorRegistry;
import io.sluice.pdata.Payload;
import io.sluice.transport.compression.Encoding;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A decompressor that doesn't: the compressed bytes pass as they are, behind one byte that tells their encoding.
 *
 * <p>That byte is 1 to 4. As a protobuf tag it would be field 0, which does not exist, so no valid plain message begins with it; an invalid
 * one that does is taken for a compressed one and is refused as malformed just the same.
 */
public final class Undecoded implements Decompressor {

    private final String name;
    private final byte marker;

    private Undecoded(String name, Encoding encoding) {
        this.name = name;
        this.marker = markerOf(encoding);
    }

    private static byte markerOf(Encoding encoding) {
        return switch (encoding) {
            case GZIP -> 1;
            case ZLIB -> 2;
            case ZSTD -> 3;
            case SNAPPY -> 4;
        };
    }

    /** All encodings that {@link Encoding} knows, undecoded. */
    static DecompressorRegistry registry() {
        DecompressorRegistry registry = DecompressorRegistry.emptyInstance().with(io.grpc.Codec.Identity.NONE, false);
        for (Encoding encoding : Encoding.values()) {
            registry = registry.with(new Undecoded(encoding.token(), encoding), true);
        }
        return registry;
    }

    /** How a received message is compressed, from its second byte on; null if it is plain. */
    public static @Nullable Encoding encodingOf(Payload message) {
        if (message.length() == 0) {
            return null;
        }
        return switch (message.array()[message.offset()]) {
            case 1 -> Encoding.GZIP;
            case 2 -> Encoding.ZLIB;
            case 3 -> Encoding.ZSTD;
            case 4 -> Encoding.SNAPPY;
            default -> null;
        };
    }

    @Override
    public String getMessageEncoding() {
        return name;
    }

    @Override
    public InputStream decompress(InputStream compressed) {
        return new Marked(marker, compressed);
    }

    /** One byte, then another stream. */
    private static final class Marked extends InputStream {

        private final InputStream rest;
        private int first;

        Marked(byte first, InputStream rest) {
            this.first = first;
            this.rest = rest;
        }

        @Override
        public int available() throws IOException {
            return rest.available() + (first >= 0 ? 1 : 0);
        }

        @Override
        public int read() throws IOException {
            if (first < 0) {
                return rest.read();
            }
            int marker = first;
            first = -1;
            return marker;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            if (first < 0 || length == 0) {
                return rest.read(to, offset, length);
            }
            to[offset] = (byte) first;
            first = -1;
            if (length == 1) {
                return 1;
            }
            return 1 + Math.max(0, rest.read(to, offset + 1, length - 1));
        }

        @Override
        public void close() throws IOException {
            rest.close();
        }
    }
}

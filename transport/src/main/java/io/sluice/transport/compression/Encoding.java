package io.sluice.transport.compression;

import org.jspecify.annotations.Nullable;

/** Content encodings that are understood. */
public enum Encoding {
    /** RFC 1952, any number of members. */
    GZIP("gzip"),
    /** RFC 1950; HTTP calls it {@code deflate}, the Collector also {@code zlib}. */
    ZLIB("deflate"),
    /** RFC 8878, any number of frames, windows of at most 8 MiB. */
    ZSTD("zstd"),
    /** Google's snappy, as one block or framed. */
    SNAPPY("snappy");

    private final String token;

    Encoding(String token) {
        this.token = token;
    }

    /** The name in {@code Content-Encoding} and {@code grpc-encoding}. */
    public String token() {
        return token;
    }

    /** The encoding of a name in {@code Content-Encoding} or {@code grpc-encoding}, lower case, or null if it is not understood. */
    public static @Nullable Encoding of(String name) {
        return switch (name) {
            case "gzip", "x-gzip" -> GZIP;
            case "deflate", "zlib" -> ZLIB;
            case "zstd" -> ZSTD;
            case "snappy", "x-snappy-framed" -> SNAPPY;
            default -> null;
        };
    }
}

package io.sluice.exporter.otlp;

import io.sluice.api.config.Problems;
import io.sluice.transport.compression.Encoding;
import org.jspecify.annotations.Nullable;

/** The key {@code compression}. */
final class Compression {

    private Compression() {}

    /** The encoding of a checked value, or null for none. */
    static @Nullable Encoding encoding(String compression) {
        return compression.isEmpty() || compression.equals("none") ? null : Encoding.of(compression);
    }

    /** Reports a value that is not among {@code supported}. */
    static void check(String compression, String supported, boolean zlib, Problems problems) {
        boolean known = switch (compression) {
            case "", "none", "gzip", "zstd" -> true;
            case "zlib", "deflate" -> zlib;
            default -> false;
        };
        if (!known) {
            problems.error("compression", "cannot be " + compression, "Use one of " + supported + ".");
        }
    }
}

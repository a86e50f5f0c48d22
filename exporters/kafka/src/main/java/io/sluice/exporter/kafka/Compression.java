package io.sluice.exporter.kafka;

import java.util.Locale;

/** {@code producer::compression}: the codec of the client's record batches. */
public enum Compression {
    NONE,
    GZIP,
    SNAPPY,
    LZ4,
    ZSTD;

    /** As the client's {@code compression.type} spells it. */
    String property() {
        return name().toLowerCase(Locale.ROOT);
    }
}

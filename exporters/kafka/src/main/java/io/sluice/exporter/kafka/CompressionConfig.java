package io.sluice.exporter.kafka;

import org.jspecify.annotations.Nullable;

/**
 * {@code producer::compression_params}.
 *
 * @param level gzip 1 to 9, zstd -131072 to 22; unset, 0 and -1 are the codec's default
 */
public record CompressionConfig(@Nullable Integer level) {

    /** True if {@code level} asks for something. */
    boolean isSet() {
        return level != null && level != 0 && level != -1;
    }
}

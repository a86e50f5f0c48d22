package io.sluice.exporter.local;

import java.io.ByteArrayOutputStream;

/** Bytes in memory that can be read without a copy. */
final class GrowingBytes extends ByteArrayOutputStream {

    /** The array that holds {@link #size} bytes from 0 on. */
    byte[] array() {
        return buf;
    }
}

package io.sluice.exporter.local;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Bytes in memory that can be read without a copy. Grow by no more than 4 MiB at once, so that large requests don't take the heap. */
final class GrowingBytes extends ByteArrayOutputStream {

    private static final int MOST_GROWTH = 4 << 20;

    /** The array that holds {@link #size} bytes from 0 on. */
    byte[] array() {
        return buf;
    }

    @Override
    public synchronized void write(byte[] from, int offset, int length) {
        if (length > buf.length - count) {
            long wanted = Math.max((long) count + length, buf.length + (long) Math.min(buf.length, MOST_GROWTH));
            buf = Arrays.copyOf(buf, Math.toIntExact(wanted));
        }
        super.write(from, offset, length);
    }
}

package io.sluice.transport.compression;

import io.sluice.pdata.BufferPool;
import io.sluice.pdata.Payload;
import org.jspecify.annotations.Nullable;

/** Where inflated bytes go: a pooled array that grows up to a limit. Owned by one call. */
final class Output {

    private static final int FIRST_BYTES = 16 * 1024;

    private final BufferPool pool;
    private final int maxBytes;
    private final int limit;
    private @Nullable Payload payload;
    private byte[] array = {};
    private int size;

    Output(BufferPool pool, int compressedBytes, int maxBytes) {
        this.pool = pool;
        this.maxBytes = maxBytes;
        long byRatio = Math.max(Inflation.FREE_BYTES, (long) compressedBytes * Inflation.MAX_RATIO);
        this.limit = (int) Math.min(maxBytes, byRatio);
    }

    /** Makes room for a size that the bytes themselves announce; believed as far as the limit goes. */
    void expect(long bytes) {
        if (payload == null && bytes > 0) {
            reserve((int) Math.min(bytes, limit));
        }
    }

    /** The array to write to, from {@link #size} on. */
    byte[] array() {
        return array;
    }

    /** Bytes written. */
    int size() {
        return size;
    }

    /** Bytes that fit in without growing. */
    int room() {
        return (payload == null ? 0 : payload.length()) - size;
    }

    void advance(int bytes) {
        size += bytes;
    }

    /** Makes room for at least {@code bytes} more. */
    void grow(int bytes) throws InflateException {
        if (bytes > limit - size) {
            throw limitReached();
        }
        int wanted = (int) Math.max((long) size + bytes, Math.max(FIRST_BYTES, 2L * size));
        reserve(Math.min(wanted, limit));
    }

    InflateException limitReached() {
        return InflateException.tooLarge(
                limit < maxBytes
                        ? "the request expands more than " + Inflation.MAX_RATIO + " times"
                        : "the request is larger than " + maxBytes + " bytes when inflated");
    }

    private void reserve(int capacity) {
        Payload bigger = pool.acquire(capacity);
        System.arraycopy(array, payload == null ? 0 : payload.offset(), bigger.array(), bigger.offset(), size);
        if (bigger.offset() != 0) {
            throw new IllegalStateException("a pooled payload starts at its array's start");
        }
        Payload before = payload;
        payload = bigger;
        array = bigger.array();
        if (before != null) {
            before.release();
        }
    }

    /** The payload of exactly what was written. */
    Payload finish() {
        Payload written = payload;
        if (written != null && written.length() == size) {
            payload = null;
            return written;
        }
        Payload exact = pool.acquire(size);
        System.arraycopy(array, 0, exact.array(), exact.offset(), size);
        return exact;
    }

    /** Lets go of what {@link #finish} did not hand out. */
    void close() {
        if (payload != null) {
            payload.release();
            payload = null;
        }
    }
}

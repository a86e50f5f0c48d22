package io.sluice.exporter.otlp;

import io.sluice.api.Batch;
import io.sluice.api.Outcome;
import io.sluice.api.Rejection;
import io.sluice.pdata.BufferPool;
import io.sluice.pdata.Payload;
import io.sluice.transport.compression.Deflation;
import io.sluice.transport.compression.Encoding;
import org.jspecify.annotations.Nullable;

/** Gets payloads ready to leave. Threads: the sender thread; {@link #release} any. */
final class Outgoing {

    /** The encoding's own level of compression. */
    static final int DEFAULT_LEVEL = Deflation.DEFAULT_LEVEL;

    /** Largest request that is sent, before compression; what OTLP 1.11 recommends that clients enforce. */
    static final int MAX_REQUEST_BYTES = 64 << 20;

    private final BufferPool pool;
    private final @Nullable Encoding encoding;
    private final int level;

    /** @param encoding how to compress, or null for not at all */
    Outgoing(BufferPool pool, @Nullable Encoding encoding, int level) {
        this.pool = pool;
        this.encoding = encoding;
        this.level = level;
    }

    @Nullable
    Encoding encoding() {
        return encoding;
    }

    /** What to tell of a batch that must not be sent, or null. */
    static Outcome.@Nullable Rejected tooLarge(Batch batch) {
        return batch.bytes() <= MAX_REQUEST_BYTES
                ? null
                : Outcome.rejected(
                        Rejection.TOO_LARGE,
                        "a request of " + batch.bytes() + " bytes is above the " + MAX_REQUEST_BYTES
                                + " that OTLP allows; set send_batch_max_bytes of the batch processor");
    }

    /** The bytes to send: {@code payload} itself, or its compressed form. To be {@linkplain #release released}. */
    Payload encode(Payload payload) {
        return encoding == null ? payload : Deflation.deflate(encoding, level, payload, pool);
    }

    /** Gives {@code sent} back unless it is {@code payload} itself, which is its batch's. */
    void release(Payload sent, Payload payload) {
        if (sent != payload) {
            sent.release();
        }
    }
}

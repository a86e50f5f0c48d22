package io.sluice.pdata;

/**
 * Hands out arrays for payloads. Any thread may call; it never blocks and never fails for want of pooled memory: it then allocates.
 */
public interface BufferPool {

    /** A pool that does not pool: every payload gets an array of exactly its length. */
    BufferPool UNPOOLED = length -> Payload.of(new byte[length]);

    /**
     * A payload of exactly {@code length} bytes with one owner. Its content is undefined until written.
     *
     * @param length bytes, at least 0
     */
    Payload acquire(int length);
}

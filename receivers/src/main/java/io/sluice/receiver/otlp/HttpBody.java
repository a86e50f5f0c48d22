package io.sluice.receiver.otlp;

import io.netty.buffer.ByteBuf;
import io.sluice.pdata.BufferPool;
import io.sluice.pdata.Payload;
import io.sluice.transport.server.ReceiveBudget;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request as it arrives, gathered in one pooled array. A length that the peer announces is believed up to {@value
 * #BELIEVED_BYTES} bytes; beyond that, bytes must have come before memory is taken.
 *
 * <p>Threads: the connection's event loop.
 */
final class HttpBody {

    /** What {@link #add} found. */
    enum State {
        OK,
        TOO_LARGE,
        NO_ROOM
    }

    private static final int FIRST_BYTES = 16 * 1024;
    private static final int BELIEVED_BYTES = 1 << 20;

    private final BufferPool pool;
    private final ReceiveBudget budget;
    private final int maxBytes;
    private final long announced;
    private @Nullable Payload payload;
    private int size;

    /** @param announced the announced length, or -1 */
    HttpBody(BufferPool pool, ReceiveBudget budget, int maxBytes, long announced) {
        this.pool = pool;
        this.budget = budget;
        this.maxBytes = maxBytes;
        this.announced = announced;
    }

    /** Copies what has come; {@code part} stays the caller's. */
    State add(ByteBuf part) {
        int more = part.readableBytes();
        if (more == 0) {
            return State.OK;
        }
        if (more > maxBytes - size) {
            return State.TOO_LARGE;
        }
        Payload into = payload;
        if (into == null || into.length() - size < more) {
            int capacity = capacityFor(size + more);
            int had = into == null ? 0 : into.length();
            if (!budget.tryTake(capacity - had)) {
                return State.NO_ROOM;
            }
            into = grown(into, capacity);
            payload = into;
        }
        part.readBytes(into.array(), into.offset() + size, more);
        size += more;
        return State.OK;
    }

    private int capacityFor(int needed) {
        if (announced >= needed && (announced <= BELIEVED_BYTES || (size > 0 && needed > BELIEVED_BYTES))) {
            return (int) announced;
        }
        long doubled = announced >= needed
                ? Math.max(needed, BELIEVED_BYTES)
                : Math.max(needed, Math.max(FIRST_BYTES, 2L * size));
        return (int) Math.min(doubled, maxBytes);
    }

    private Payload grown(@Nullable Payload before, int capacity) {
        Payload bigger = pool.acquire(capacity);
        if (before != null) {
            System.arraycopy(before.array(), before.offset(), bigger.array(), bigger.offset(), size);
            before.release();
        }
        return bigger;
    }

    /** The body as a payload of exactly its length, which the caller owns; this body is then empty. */
    Payload take() {
        Payload held = payload;
        if (held == null || held.length() != size) {
            Payload exact = pool.acquire(size);
            if (held != null) {
                System.arraycopy(held.array(), held.offset(), exact.array(), exact.offset(), size);
            }
            close();
            return exact;
        }
        budget.give(held.length());
        payload = null;
        size = 0;
        return held;
    }

    /** Lets go of everything. */
    void close() {
        Payload held = payload;
        if (held != null) {
            budget.give(held.length());
            held.release();
            payload = null;
        }
        size = 0;
    }
}

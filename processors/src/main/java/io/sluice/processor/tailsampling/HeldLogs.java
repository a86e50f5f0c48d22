package io.sluice.processor.tailsampling;

import io.sluice.api.RequestContext;
import io.sluice.pdata.BufferPool;
import io.sluice.pdata.Payload;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Requests of log records that wait, all for the same time, so that the first is always due next. Their bytes lie outside the heap.
 * Threads: one worker's.
 */
final class HeldLogs {

    /**
     * Where a request came from.
     *
     * @param sender who waits for its outcome, or null if nobody does
     * @param nanos when it arrived
     */
    record Origin(RequestContext context, @Nullable OpenRequest sender, long nanos) {}

    /**
     * What is left of a request and waits.
     *
     * @param bytes of its payload
     * @param records in it
     * @param dueNanos when to look at it
     */
    record Held(Origin origin, int bytes, int records, long dueNanos) {}

    /** What a request takes beside its payload, about. */
    private static final int ENTRY_BYTES = 128;

    /** So much more than its payload a request may take at most. */
    static final int SLACK_BYTES = ByteQueue.PAGE_BYTES + ENTRY_BYTES;

    private final ArrayDeque<Held> entries = new ArrayDeque<>();
    private final ByteQueue content = new ByteQueue();

    /**
     * Holds a copy of a request.
     *
     * @throws OutOfMemoryError if there is no memory; nothing is held then
     */
    void add(Payload payload, Held held) {
        content.add(payload.array(), payload.offset(), payload.length());
        entries.addLast(held);
    }

    /** The first request, or null. */
    @Nullable
    Held first() {
        return entries.peekFirst();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Takes the first request out. */
    Payload take(BufferPool pool) {
        Payload payload = pool.acquire(entries.removeFirst().bytes());
        content.take(payload.array(), payload.offset(), payload.length());
        return payload;
    }

    /** Bytes of memory. */
    long bytes() {
        return content.bytes() + (long) entries.size() * ENTRY_BYTES;
    }
}

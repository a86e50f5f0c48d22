package io.sluice.transport.grpc;

import io.netty.buffer.ByteBuf;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.api.Rejection;
import io.sluice.pdata.BufferPool;
import io.sluice.pdata.Payload;
import io.sluice.transport.compression.Encoding;
import io.sluice.transport.server.ReceiveBudget;
import org.jspecify.annotations.Nullable;

/**
 * Puts the request of one call together: a flag, a length of four bytes, the message (gRPC over HTTP/2, "Length-Prefixed-Message").
 *
 * <p>The message goes straight into an array of its length. A caller's word alone gets it nothing: the array is made when
 * bytes come, and grows to its length with them, {@value #GROWTH} times what is there. All arrays are taken off the budget.
 *
 * <p>Threads: the connection's event loop.
 */
final class RequestAssembly {

    /**
     * What all requests of a server share.
     *
     * @param maxMessageBytes the longest message, as it comes over the wire
     * @param budget for requests that are not whole yet
     * @param buffers where messages go
     */
    record Limits(int maxMessageBytes, ReceiveBudget budget, BufferPool buffers) {}

    private static final int PREFIX_BYTES = 5;
    private static final int FIRST_BYTES = 4 * 1024;
    private static final int GROWTH = 32;

    private final Limits limits;
    private final @Nullable Encoding encoding;
    private int prefixBytes;
    private int flag;
    private int length;
    private int filled;
    private @Nullable Payload message;
    private @Nullable Outcome failure;
    private long taken;

    RequestAssembly(Limits limits, @Nullable Encoding encoding) {
        this.limits = limits;
        this.encoding = encoding;
    }

    /** Why there will be no message; null while there may be one. */
    @Nullable
    Outcome failure() {
        return failure;
    }

    /** How the message is compressed; null if it is not. */
    @Nullable
    Encoding messageEncoding() {
        return flag == 0 ? null : encoding;
    }

    void add(ByteBuf bytes) {
        while (bytes.isReadable() && failure == null) {
            if (prefixBytes < PREFIX_BYTES) {
                prefix(bytes.readUnsignedByte());
            } else {
                fill(bytes);
            }
        }
    }

    private void prefix(int octet) {
        if (prefixBytes++ == 0) {
            flag = octet;
        } else {
            length = length << Byte.SIZE | octet;
        }
        if (prefixBytes == PREFIX_BYTES) {
            begin();
        }
    }

    private void begin() {
        if (flag > 1 || (flag == 1 && encoding == null)) {
            failure = Outcome.rejected(
                    Rejection.MALFORMED, "the message is flagged as compressed, but no grpc-encoding was named");
        } else if (length < 0 || length > limits.maxMessageBytes()) {
            failure = Outcome.rejected(
                    Rejection.TOO_LARGE,
                    "the request has " + Integer.toUnsignedString(length) + " bytes; at most "
                            + limits.maxMessageBytes() + " are taken (max_recv_msg_size_mib)");
        } else if (length == 0) {
            message = limits.buffers().acquire(0);
        }
    }

    private void fill(ByteBuf bytes) {
        if (filled == length) {
            failure = Outcome.rejected(Rejection.MALFORMED, "a call has one request");
            return;
        }
        Payload target = message;
        int arrived = filled + bytes.readableBytes();
        if (target == null || (arrived > target.length() && target.length() < length)) {
            long wanted = Math.max(FIRST_BYTES, (long) arrived * GROWTH);
            target = room((int) Math.min(length, wanted));
            if (target == null) {
                return;
            }
        }
        int count = Math.min(bytes.readableBytes(), target.length() - filled);
        bytes.readBytes(target.array(), target.offset() + filled, count);
        filled += count;
    }

    /** Makes the array longer. */
    private @Nullable Payload room(int capacity) {
        Payload before = message;
        int more = before == null ? capacity : capacity - before.length();
        if (!limits.budget().tryTake(more)) {
            failure = Outcome.refused(Refusal.MEMORY, "too many bytes of incomplete requests; send the request again");
            return null;
        }
        taken += more;
        Payload longer = limits.buffers().acquire(capacity);
        if (before != null) {
            System.arraycopy(before.array(), before.offset(), longer.array(), longer.offset(), filled);
            before.release();
        }
        message = longer;
        return longer;
    }

    /** The message, which becomes the caller's; null if it is not whole. */
    @Nullable
    Payload take() {
        Payload whole = message;
        if (whole == null || filled < length) {
            return null;
        }
        message = null;
        return whole;
    }

    /** Why {@link #take} has nothing. */
    Outcome incomplete() {
        return Outcome.rejected(
                Rejection.MALFORMED,
                prefixBytes == 0 ? "the call ended without a request" : "the call ended within its request");
    }

    /** Frees what is held; nothing is put together any more. The message that was taken is its taker's. */
    void abandon() {
        Payload rest = message;
        if (rest != null) {
            message = null;
            rest.release();
        }
        limits.budget().give(taken);
        taken = 0;
    }
}

package io.sluice.transport.grpc;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2RemoteFlowController.FlowControlled;
import io.netty.handler.codec.http2.Http2Stream;
import io.sluice.transport.compression.Encoding;
import io.sluice.transport.grpc.UnaryMethod.Handler;
import org.jspecify.annotations.Nullable;

/**
 * One call: a stream of the connection, and the way back to its caller.
 *
 * <p>Threads: the connection's event loop, except for {@link #timeoutNanos}.
 */
public final class GrpcCall implements FlowControlled {

    /** In {@link #timeoutNanos}: the caller did not say. */
    public static final long NO_TIMEOUT = Long.MAX_VALUE;

    /** The most that every peer takes in a frame (RFC 9113, section 6.5.2). */
    private static final int MAX_FRAME_BYTES = 16 * 1024;

    private final GrpcConnection connection;
    private final Http2Stream stream;
    private final long timeoutNanos;
    private final RequestAssembly assembly;
    private @Nullable Handler handler;
    private boolean isRequestOver;
    private boolean answered;
    private byte[] response = ResponseFrames.EMPTY_MESSAGE;
    private int sent;
    private @Nullable ChannelFuture written;

    GrpcCall(GrpcConnection connection, Http2Stream stream, @Nullable Encoding encoding, long timeoutNanos) {
        this.connection = connection;
        this.stream = stream;
        this.timeoutNanos = timeoutNanos;
        this.assembly = new RequestAssembly(connection.limits(), encoding);
    }

    void begin(Handler by) {
        handler = by;
    }

    /** How long the caller waits, counted from when its headers came. */
    public long timeoutNanos() {
        return timeoutNanos;
    }

    /** Who calls. */
    public GrpcPeer peer() {
        return connection.peer();
    }

    /** True once the caller was answered or has gone: what is answered now goes nowhere. */
    public boolean isOver() {
        return answered;
    }

    /** Ends the call well. */
    public void respond(byte[] message) {
        if (answered) {
            return;
        }
        answered = true;
        assembly.abandon();
        if (message.length > 0) {
            response = ResponseFrames.message(message);
        }
        if (!stream.isResetSent()) {
            connection.send(stream, this);
        }
    }

    /**
     * Ends the call with a failure.
     *
     * @param code the {@code google.rpc.Code}
     * @param message for the caller's developers
     * @param details a {@code google.rpc.Status}, or null for none
     */
    public void fail(int code, String message, byte @Nullable [] details) {
        if (answered) {
            return;
        }
        answered = true;
        assembly.abandon();
        if (stream.isResetSent()) {
            return;
        }
        connection.sendHeaders(stream, ResponseFrames.failure(code, message, details), isRequestOver);
    }

    /** The caller has sent all it wanted; false if that was known. */
    boolean requestOver() {
        boolean isNew = !isRequestOver;
        isRequestOver = true;
        return isNew;
    }

    /** Bytes of the request have come. */
    void data(ByteBuf bytes, boolean isLast) {
        if (answered) {
            return;
        }
        try {
            received(bytes, isLast);
        } catch (RuntimeException e) {
            connection.broken(this, e);
        }
    }

    private void received(ByteBuf bytes, boolean isLast) {
        assembly.add(bytes);
        Handler told = handler;
        if (told == null) {
            return;
        }
        if (assembly.failure() != null) {
            told.onFailure(assembly.failure());
        } else if (isLast) {
            ended(told);
        }
    }

    /** No more bytes come. */
    void end() {
        Handler told = handler;
        if (answered || told == null) {
            return;
        }
        try {
            ended(told);
        } catch (RuntimeException e) {
            connection.broken(this, e);
        }
    }

    private void ended(Handler told) {
        var message = assembly.take();
        if (message == null) {
            told.onFailure(assembly.incomplete());
        } else {
            told.onRequest(message, assembly.messageEncoding());
        }
        assembly.abandon();
    }

    /** The stream has ended, from either side. */
    void closed() {
        assembly.abandon();
        Handler told = handler;
        handler = null;
        if (!answered) {
            answered = true;
            if (told != null) {
                told.onGone();
            }
        }
    }

    @Override
    public int size() {
        return response.length - sent;
    }

    /** Writes as much of the response as the caller has room for; with it, what stands before and behind. */
    @Override
    public void write(ChannelHandlerContext ctx, int allowedBytes) {
        int count = Math.min(MAX_FRAME_BYTES, Math.min(size(), allowedBytes));
        if (count > 0) {
            written = ctx.write(ResponseFrames.of(ctx.alloc(), stream.id(), response, sent, count));
            sent += count;
        }
    }

    @Override
    public void writeComplete() {
        ChannelFuture last = written;
        if (last != null) {
            connection.answered(stream, last, isRequestOver);
        }
    }

    /** The stream has ended before, and there is nobody to tell; or the response cannot be written. */
    @Override
    public void error(@Nullable ChannelHandlerContext ctx, Throwable cause) {
        sent = response.length;
        connection.abort(stream);
    }

    @Override
    public boolean merge(ChannelHandlerContext ctx, FlowControlled next) {
        return false;
    }
}

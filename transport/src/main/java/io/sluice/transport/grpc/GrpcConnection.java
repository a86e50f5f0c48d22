package io.sluice.transport.grpc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;
import io.sluice.transport.compression.Encoding;
import io.sluice.transport.grpc.RequestAssembly.Limits;
import io.sluice.transport.server.ConnectionServer;
import io.sluice.transport.server.QuickAck;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The server's end of one connection (gRPC over HTTP/2, for unary methods): makes a {@link GrpcCall} of each stream, carries its bytes in and
 * its answer out, and gathers the answers of many calls into one flush.
 *
 * <p>Threads: the connection's event loop.
 */
final class GrpcConnection extends Http2ConnectionHandler {

    /**
     * Bytes that a peer may send before they are taken up, per stream and per connection. Half a millisecond at 4 GB/s: far more than a
     * round trip within a data centre needs.
     */
    private static final int FLOW_CONTROL_WINDOW = 2 << 20;

    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final int RESET_WINDOW_SECONDS = 30;
    private static final int MAX_SETTINGS_FRAMES = 1000;
    private static final int MAX_ECHO_CHARS = 100;

    /** The {@code google.rpc.Code} of a failure of ours. */
    private static final int INTERNAL = 13;

    private final GrpcMethods methods;
    private final Limits limits;
    private final ConnectionCare care;
    private final Http2Connection.PropertyKey callKey;
    private final Runnable flush = this::flushNow;
    private @Nullable ChannelHandlerContext context;
    private @Nullable GrpcPeer peer;
    private boolean isReading;
    private boolean isFlushDue;
    private int incomplete;
    private int settingsFrames;
    private boolean hasComplained;

    private GrpcConnection(
            Http2ConnectionDecoder decoder,
            Http2ConnectionEncoder encoder,
            Http2Settings initial,
            GrpcServerSettings settings,
            GrpcMethods methods,
            Limits limits) {
        super(decoder, encoder, initial);
        this.methods = methods;
        this.limits = limits;
        this.care = new ConnectionCare(this, settings);
        this.callKey = connection().newKey();
        decoder.frameListener(new Frames());
        connection().addListener(new Http2ConnectionAdapter() {
            @Override
            public void onStreamClosed(Http2Stream stream) {
                GrpcCall call = stream.getProperty(callKey);
                if (call != null) {
                    requestOver(call);
                    call.closed();
                }
                care.streamClosed();
            }
        });
    }

    static GrpcConnection of(GrpcServerSettings settings, GrpcMethods methods, Limits limits) {
        return new Builder(settings, methods, limits).build();
    }

    private static final class Builder extends AbstractHttp2ConnectionHandlerBuilder<GrpcConnection, Builder> {

        private final GrpcServerSettings settings;
        private final GrpcMethods methods;
        private final Limits limits;

        Builder(GrpcServerSettings settings, GrpcMethods methods, Limits limits) {
            this.settings = settings;
            this.methods = methods;
            this.limits = limits;
            Http2Connection connection = new DefaultHttp2Connection(true);
            connection
                    .remote()
                    .flowController(new DefaultHttp2RemoteFlowController(
                            connection, new UniformStreamByteDistributor(connection)));
            // From the first stream on, not only once the peer has acknowledged our settings.
            connection.remote().maxActiveStreams(settings.maxStreams());
            connection(connection);
            validateHeaders(false);
            // Nothing goes into the table that the peer sizes, and the template of answers depends on it being unused.
            headerSensitivityDetector(Http2HeadersEncoder.ALWAYS_SENSITIVE);
            initialSettings(Http2Settings.defaultSettings()
                    .maxConcurrentStreams(settings.maxStreams())
                    .initialWindowSize(FLOW_CONTROL_WINDOW)
                    .maxHeaderListSize(MAX_HEADER_BYTES));
            // A caller that gives up resets its stream, so as many as it may have must be allowed.
            decoderEnforceMaxRstFramesPerWindow(2 * settings.maxStreams() + 200, RESET_WINDOW_SECONDS);
            encoderEnforceMaxRstFramesPerWindow(2 * settings.maxStreams() + 200, RESET_WINDOW_SECONDS);
            gracefulShutdownTimeoutMillis(-1);
        }

        @Override
        protected GrpcConnection build() {
            return super.build();
        }

        @Override
        protected GrpcConnection build(
                Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings initial) {
            return new GrpcConnection(decoder, encoder, initial, settings, methods, limits);
        }
    }

    Limits limits() {
        return limits;
    }

    ChannelHandlerContext context() {
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        return ctx;
    }

    /** Who is at the other end; read from its certificate when the first call asks. */
    GrpcPeer peer() {
        GrpcPeer known = peer;
        if (known == null) {
            known = GrpcPeer.of(context().channel());
            peer = known;
        }
        return known;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        context = ctx;
        super.handlerAdded(ctx);
        care.begin();
        if (ConnectionServer.isDraining(ctx.channel())) {
            var _ = ctx.close();
        } else if (ctx.channel().isActive()) {
            widen();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) throws Exception {
        super.channelActive(ctx);
        widen();
    }

    /** The window of the connection as a whole is not among the settings. */
    private void widen() throws Http2Exception {
        Http2Stream whole = connection().connectionStream();
        int more = FLOW_CONTROL_WINDOW - connection().local().flowController().windowSize(whole);
        if (more > 0) {
            connection().local().flowController().incrementWindowSize(whole, more);
            context().flush();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        isReading = true;
        care.heard();
        super.channelRead(ctx, message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        isReading = false;
        if (incomplete > 0) {
            QuickAck.send(ctx.channel());
        }
        if (ctx.channel().config().isAutoRead()) {
            super.channelReadComplete(ctx);
        } else {
            // As there, but without asking for more.
            discardSomeReadBytes();
            ctx.fireChannelReadComplete();
            flush(ctx);
        }
    }

    /** Who does not take answers is not read from, or they would pile up. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) throws Exception {
        ctx.channel().config().setAutoRead(ctx.channel().isWritable());
        super.channelWritabilityChanged(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        care.end();
        super.channelInactive(ctx);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event == ConnectionServer.Draining.EVENT) {
            care.drain("the server stops");
            return;
        }
        super.userEventTriggered(ctx, event);
    }

    /** A broken connection is the peer's affair and not worth a line each. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
        if (cause instanceof Http2Exception) {
            super.exceptionCaught(ctx, cause);
        } else {
            var _ = ctx.close();
        }
    }

    /**
     * A frame for a stream that we have ended is what its peer sent before it knew, which must not count as a fault of the connection (RFC
     * 9113, section 5.1).
     */
    @Override
    protected void onStreamError(
            ChannelHandlerContext ctx, boolean outbound, Throwable cause, Http2Exception.StreamException error) {
        boolean isLate = !outbound
                && error.error() == Http2Error.STREAM_CLOSED
                && connection().stream(error.streamId()) == null
                && connection().streamMayHaveExisted(error.streamId());
        if (!isLate) {
            super.onStreamError(ctx, outbound, cause, error);
        }
    }

    /** Ends the connection now. */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        var _ = ctx.close(promise);
    }

    /** Ends the connection once its calls have ended. */
    void closeGracefully() {
        try {
            super.close(context(), context().newPromise());
        } catch (Exception _) {
            var _ = context().close();
        }
    }

    /** Writes an answer once the caller has room for it. */
    void send(Http2Stream stream, GrpcCall call) {
        stream.headersSent(false);
        encoder().flowController().addFlowControlled(stream, call);
        care.answered();
        flushSoon();
    }

    /**
     * Writes headers that end the stream.
     *
     * @param isRequestOver whether the caller has sent all it wanted
     */
    void sendHeaders(Http2Stream stream, Http2Headers headers, boolean isRequestOver) {
        var _ = encoder()
                .writeHeaders(
                        context(), stream.id(), headers, 0, true, context().newPromise());
        if (!isRequestOver) {
            abortRest(stream);
        }
        care.answered();
        if (care.isDraining()) {
            // The end of the last call closes the connection, which must not overtake its answer.
            flush(context());
        } else {
            flushSoon();
        }
    }

    /** An answer was written whole; {@code written} is done when it has left. */
    void answered(Http2Stream stream, ChannelFuture written, boolean isRequestOver) {
        closeStreamLocal(stream, written);
        if (!isRequestOver) {
            abortRest(stream);
        }
    }

    /** The answer is there: whatever of the request is still to come need not (RFC 9113, section 8.1). */
    private void abortRest(Http2Stream stream) {
        var _ = encoder()
                .writeRstStream(
                        context(),
                        stream.id(),
                        Http2Error.NO_ERROR.code(),
                        context().newPromise());
    }

    /** An answer could not be written: the caller need not wait for it. */
    void abort(Http2Stream stream) {
        if (stream.state() != Http2Stream.State.CLOSED) {
            var _ = encoder()
                    .writeRstStream(
                            context(),
                            stream.id(),
                            Http2Error.INTERNAL_ERROR.code(),
                            context().newPromise());
            flushSoon();
        }
    }

    /** A handler failed: its call is answered, the others go on. */
    void broken(GrpcCall call, RuntimeException cause) {
        if (!hasComplained) {
            hasComplained = true;
            LoggerFactory.getLogger("sluice.transport").error("a call failed within; told once a connection", cause);
        }
        call.fail(INTERNAL, "internal error", null);
    }

    /** What comes while a read is handled is flushed at its end; else with the other answers that are waiting for the event loop. */
    void flushSoon() {
        if (!isReading && !isFlushDue) {
            isFlushDue = true;
            context().executor().execute(flush);
        }
    }

    private void flushNow() {
        isFlushDue = false;
        flush(context());
    }

    private final class Frames extends Http2FrameAdapter {

        @Override
        public void onHeadersRead(
                ChannelHandlerContext ctx,
                int streamId,
                Http2Headers headers,
                int streamDependency,
                short weight,
                boolean exclusive,
                int padding,
                boolean isLast) {
            onHeadersRead(ctx, streamId, headers, padding, isLast);
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext ctx, int streamId, Http2Headers headers, int padding, boolean isLast) {
            Http2Stream stream = connection().stream(streamId);
            GrpcCall begun = stream.getProperty(callKey);
            if (begun != null) {
                if (isLast) {
                    requestOver(begun);
                    begun.end();
                }
                return;
            }
            care.streamOpened();
            begin(stream, headers, isLast);
        }

        @Override
        public int onDataRead(ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean isLast) {
            int processed = data.readableBytes() + padding;
            GrpcCall call = connection().stream(streamId).getProperty(callKey);
            if (call != null) {
                if (isLast) {
                    requestOver(call);
                }
                call.data(data, isLast);
            }
            return processed;
        }

        @Override
        public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) throws Http2Exception {
            if (++settingsFrames > MAX_SETTINGS_FRAMES) {
                throw Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, "too_many_settings");
            }
        }

        @Override
        public void onPingRead(ChannelHandlerContext ctx, long content) throws Http2Exception {
            care.pinged();
        }

        @Override
        public void onPingAckRead(ChannelHandlerContext ctx, long content) {
            care.pingAnswered(content);
        }
    }

    private void begin(Http2Stream stream, Http2Headers headers, boolean isLast) {
        int status = RequestHeaders.httpStatus(headers);
        if (status != 0) {
            sendHeaders(stream, ResponseFrames.notGrpc(status), isLast);
            return;
        }
        UnaryMethod method = methods.find(headers.path());
        if (method == null) {
            sendHeaders(
                    stream,
                    ResponseFrames.failure(
                            RequestHeaders.UNIMPLEMENTED, "there is no method " + echo(headers.path()), null),
                    isLast);
            return;
        }
        CharSequence name = RequestHeaders.encoding(headers);
        Encoding encoding = name == null ? null : Encoding.of(name.toString());
        if (name != null && encoding == null) {
            sendHeaders(
                    stream,
                    ResponseFrames.unknownEncoding(
                            RequestHeaders.UNIMPLEMENTED, "the grpc-encoding " + echo(name) + " is not understood"),
                    isLast);
            return;
        }
        GrpcCall call = new GrpcCall(this, stream, encoding, RequestHeaders.timeoutNanos(headers));
        stream.setProperty(callKey, call);
        incomplete++;
        try {
            call.begin(method.begin(call, headers));
        } catch (RuntimeException e) {
            broken(call, e);
        }
        if (isLast) {
            requestOver(call);
            call.end();
        }
    }

    private static CharSequence echo(CharSequence text) {
        return text.length() <= MAX_ECHO_CHARS ? text : text.subSequence(0, MAX_ECHO_CHARS) + "...";
    }

    private void requestOver(GrpcCall call) {
        if (call.requestOver()) {
            incomplete--;
        }
    }

    /** Says goodbye: calls up to {@code lastStream} are still served. */
    void goodbye(int lastStream, Http2Error error, String reason) {
        ByteBuf text = Unpooled.wrappedBuffer(reason.getBytes(StandardCharsets.US_ASCII));
        var _ = goAway(context(), lastStream, error.code(), text, context().newPromise());
    }
}

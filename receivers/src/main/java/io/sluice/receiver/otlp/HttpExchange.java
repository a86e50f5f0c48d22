package io.sluice.receiver.otlp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.sluice.api.Rejection;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.transport.compression.Encoding;
import io.sluice.transport.compression.InflateException;
import io.sluice.transport.compression.Inflation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One request and its response. Threads: the connection's event loop. */
final class HttpExchange {

    /** In {@link #refusal}: not an error but the answer to a CORS preflight. */
    static final int PREFLIGHT = 204;

    private static final String PROTOBUF = "application/x-protobuf";
    private static final String JSON = "application/json";

    private final HttpRoutes routes;
    private final ChannelHandlerContext ctx;
    private final boolean keepAlive;
    private final boolean json;
    private final @Nullable String origin;
    private final @Nullable HttpRequest preflight;
    private final @Nullable Intake intake;
    private final @Nullable Encoding encoding;
    private final @Nullable Verdict refusal;
    private final Map<String, List<String>> metadata;

    private HttpExchange(HttpRoutes routes, ChannelHandlerContext ctx, HttpRequest request) {
        this.routes = routes;
        this.ctx = ctx;
        this.keepAlive = routes.keepsAlive() && HttpUtil.isKeepAlive(request);
        String type = mediaType(request);
        this.json = !type.equals(PROTOBUF);
        Cors cors = routes.cors();
        this.origin = cors == null ? null : cors.allowedOrigin(request);
        this.preflight = origin != null && Cors.isPreflight(request) ? request : null;
        this.intake = routes.intake(path(request.uri()));
        String coding =
                request.headers().get(HttpHeaderNames.CONTENT_ENCODING, "").toLowerCase(Locale.ROOT);
        this.encoding = coding.isEmpty() || coding.equals("identity") ? null : routes.encoding(coding);
        this.refusal = judge(request, type, coding);
        this.metadata = routes.includesMetadata() ? metadata(request) : Map.of();
    }

    static HttpExchange begin(HttpRoutes routes, ChannelHandlerContext ctx, HttpRequest request) {
        return new HttpExchange(routes, ctx, request);
    }

    private @Nullable Verdict judge(HttpRequest request, String type, String coding) {
        if (request.decoderResult().isFailure()) {
            return Verdict.of(Rejection.MALFORMED, "the request is not HTTP, or its headers are too large");
        }
        if (preflight != null) {
            return new Verdict(0, PREFLIGHT, 0, "");
        }
        if (intake == null) {
            return Verdict.of(Rejection.UNSUPPORTED, "no pipeline takes what is sent to this path");
        }
        if (!request.method().equals(HttpMethod.POST)) {
            return new Verdict(Verdict.UNIMPLEMENTED, 405, 0, "only POST is supported");
        }
        if (!type.equals(PROTOBUF) && !type.equals(JSON)) {
            return new Verdict(Verdict.INVALID_ARGUMENT, 415, 0, "Content-Type must be " + PROTOBUF + " or " + JSON);
        }
        if (encoding == null && !coding.isEmpty() && !coding.equals("identity")) {
            return new Verdict(Verdict.INVALID_ARGUMENT, 415, 0, "this Content-Encoding is not supported");
        }
        return HttpUtil.getContentLength(request, -1L) > routes.maxBodyBytes() ? routes.tooLarge() : null;
    }

    private static String mediaType(HttpRequest request) {
        String value = request.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
        if (value.equals(PROTOBUF)) {
            return PROTOBUF;
        }
        int semicolon = value.indexOf(';');
        return (semicolon < 0 ? value : value.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }

    private static String path(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    private static Map<String, List<String>> metadata(HttpRequest request) {
        Map<String, List<String>> all = new HashMap<>();
        for (Map.Entry<String, String> header : request.headers()) {
            all.computeIfAbsent(header.getKey().toLowerCase(Locale.ROOT), _ -> new ArrayList<>(1))
                    .add(header.getValue());
        }
        return all;
    }

    /** Why the request is not taken, known from its headers; null if it is. */
    @Nullable
    Verdict refusal() {
        return refusal;
    }

    Intake intake() {
        Intake found = intake;
        if (found == null) {
            throw new IllegalStateException("a request that was refused");
        }
        return found;
    }

    /** The response is to be JSON: the request was, or was of no known type. */
    boolean isJson() {
        return json;
    }

    boolean keepsAlive() {
        return keepAlive;
    }

    Map<String, List<String>> metadata() {
        return metadata;
    }

    /** The plain protobuf bytes of a body, which is spent. */
    Payload decode(HttpBody body) throws InflateException, MalformedException {
        Payload plain = body.take();
        Encoding coding = encoding;
        if (coding != null) {
            Payload compressed = plain;
            try {
                plain = Inflation.inflate(
                        coding,
                        compressed.array(),
                        compressed.offset(),
                        compressed.length(),
                        routes.maxBodyBytes(),
                        routes.buffers());
            } finally {
                compressed.release();
            }
        }
        if (!json) {
            return plain;
        }
        try {
            return routes.json()
                    .read(intake().signal(), plain.array(), plain.offset(), plain.length(), routes.buffers());
        } finally {
            plain.release();
        }
    }

    /** Tells a client that waits for it to go on with its body. */
    void sayContinue() {
        var _ = ctx.writeAndFlush(
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    }

    /** 200 with a body of the request's type. */
    void respond(byte[] content) {
        write(HttpResponseStatus.OK, content, 0, false);
    }

    /** The answer to a preflight. */
    void respondEmpty() {
        write(HttpResponseStatus.NO_CONTENT, new byte[0], 0, false);
    }

    /** A status with {@code google.rpc.Status} as the body. */
    void refuse(Verdict verdict, boolean closes) {
        write(
                HttpResponseStatus.valueOf(verdict.httpStatus()),
                Messages.status(verdict, json),
                verdict.retryAfterNanos(),
                closes);
    }

    private void write(HttpResponseStatus status, byte[] content, long retryAfterNanos, boolean closes) {
        ByteBuf body = content.length == 0 ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(content);
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        var headers = response.headers();
        routes.responseHeaders().forEach(headers::set);
        if (status.code() != PREFLIGHT) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, json ? JSON : PROTOBUF);
            headers.setInt(HttpHeaderNames.CONTENT_LENGTH, content.length);
        }
        if (retryAfterNanos > 0) {
            long nanosPerSecond = TimeUnit.SECONDS.toNanos(1);
            headers.set(
                    HttpHeaderNames.RETRY_AFTER,
                    Long.toString((retryAfterNanos + nanosPerSecond - 1) / nanosPerSecond));
        }
        if (status.code() == 405) {
            headers.set(HttpHeaderNames.ALLOW, "POST");
        }
        Cors cors = routes.cors();
        if (cors != null && origin != null) {
            cors.decorate(headers, origin);
            if (preflight != null) {
                cors.allow(preflight, headers);
            }
        }
        if (closes || !keepAlive) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        var _ = ctx.writeAndFlush(response, ctx.voidPromise());
    }

    /** Closes the connection behind the response. */
    void closeAfterwards() {
        var _ = ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
}

package io.sluice.transport.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One connection: sends a request and reads its answer, one at a time. Threads: the connection's event loop.
 *
 * <p>A kept connection may have been closed by the server in the moment it is used. A request that finds it so is sent once more on
 * another: OTLP lets a request without an answer be repeated.
 */
final class HttpExchangeHandler extends SimpleChannelInboundHandler<HttpObject> {

    private final HttpConnections connections;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Exchange exchange;
    private @Nullable HttpResponse answer;
    private @Nullable Throwable failure;
    private ByteArrayOutputStream body = new ByteArrayOutputStream(0);
    private long bodyBytes;
    private boolean written;
    private boolean used;

    HttpExchangeHandler(HttpConnections connections) {
        this.connections = connections;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    /** Sends a request on this connection, which is free. */
    void begin(Exchange next) {
        Channel channel = Objects.requireNonNull(context).channel();
        if (next.hasEnded()) {
            connections.free(channel);
            return;
        }
        exchange = next;
        answer = null;
        body = new ByteArrayOutputStream(0);
        bodyBytes = 0;
        written = false;
        next.on(channel);
        HttpPost post = next.post();
        ByteBuf bytes = channel.alloc().directBuffer(Math.max(1, post.body().length()));
        if (!post.body().read(payload -> bytes.writeBytes(payload.array(), payload.offset(), payload.length()))) {
            bytes.release();
            exchange = null;
            connections.free(channel);
            return;
        }
        channel.writeAndFlush(request(post, bytes)).addListener((ChannelFuture write) -> {
            written = write.isSuccess();
            if (!written) {
                lost(write.cause());
                var _ = channel.close();
            }
        });
    }

    private DefaultFullHttpRequest request(HttpPost post, ByteBuf bytes) {
        HttpHeaders headers = new DefaultHttpHeaders().set(post.headers());
        headers.set(HttpHeaderNames.CONTENT_LENGTH, bytes.readableBytes());
        if (!connections.keepsAlive()) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        return new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.POST,
                post.path(),
                bytes,
                headers,
                DefaultHttpHeadersFactory.trailersFactory().newEmptyHeaders());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
        if (exchange == null || message.decoderResult().isFailure()) {
            lost(new IOException(
                    "the answer is not HTTP/1.1", message.decoderResult().cause()));
            var _ = ctx.close();
            return;
        }
        if (message instanceof HttpResponse response) {
            answer = response.status().codeClass() == HttpStatusClass.INFORMATIONAL ? null : response;
        }
        if (answer != null && message instanceof HttpContent content) {
            keep(content.content());
            if (bodyBytes > HttpConnections.MAX_BODY_BYTES) {
                lost(new IOException("the answer is longer than " + HttpConnections.MAX_BODY_BYTES + " bytes"));
                var _ = ctx.close();
            } else if (message instanceof LastHttpContent) {
                finish(ctx.channel(), answer);
            }
        }
    }

    private void keep(ByteBuf content) {
        bodyBytes += content.readableBytes();
        int room = HttpConnections.KEPT_BODY_BYTES - body.size();
        int n = Math.min(room, content.readableBytes());
        if (n > 0) {
            byte[] bytes = new byte[n];
            content.readBytes(bytes);
            body.write(bytes, 0, n);
        }
    }

    private void finish(Channel channel, HttpResponse response) {
        Exchange done = Objects.requireNonNull(exchange);
        exchange = null;
        used = true;
        boolean reusable = written && connections.keepsAlive() && HttpUtil.isKeepAlive(response);
        if (!reusable) {
            var _ = channel.close();
        }
        connections.free(channel);
        done.answer(response.status().code(), response.headers(), body.toByteArray());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent && exchange == null) {
            var _ = ctx.close();
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        failure = failure == null ? cause : failure;
        lost(cause);
        var _ = ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        lost(failure == null ? new ClosedChannelException() : failure);
    }

    /** The connection is of no use any more. */
    private void lost(Throwable cause) {
        Exchange cut = exchange;
        if (cut == null) {
            return;
        }
        exchange = null;
        Channel channel = Objects.requireNonNull(context).channel();
        var _ = channel.close();
        connections.free(channel);
        if (used && answer == null && cut.mayRepeat()) {
            connections.launch(cut);
        } else {
            cut.fail(cause);
        }
    }
}

package io.sluice.receiver.otlp;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.sluice.api.Outcome;
import io.sluice.api.PeerIdentity;
import io.sluice.api.Refusal;
import io.sluice.api.Rejection;
import io.sluice.api.RequestContext;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.transport.compression.InflateException;
import io.sluice.transport.server.ConnectionServer;
import io.sluice.transport.server.ConnectionServer.Draining;
import io.sluice.transport.server.LoopTimer;
import io.sluice.transport.server.LoopTimers;
import io.sluice.transport.server.PeerAddress;
import io.sluice.transport.server.QuickAck;
import io.sluice.transport.tls.PeerIdentities;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One connection of HTTP/1.1, or one stream of HTTP/2. One request at a time:
 *
 * <pre>
 *   IDLE --headers--> BODY --last byte--> PENDING --outcome--> IDLE
 *                      |                                        |
 *                      +--error before the last byte--> DISCARDING --peer closes, or a while--> closed
 * </pre>
 *
 * <p>What a client sends before its answer (pipelining) waits in a queue and the socket is not read meanwhile, so answers are in order and
 * at most one read's bytes wait.
 *
 * <p>Threads: the connection's event loop.
 */
final class HttpExport extends ChannelInboundHandlerAdapter {

    private enum State {
        IDLE,
        BODY,
        PENDING,
        DISCARDING
    }

    private final HttpRoutes routes;
    private final LoopTimer timer = new LoopTimer() {
        @Override
        protected void expired(Cause cause) {
            timeIsUp(cause);
        }
    };
    private final Queue<Object> waiting = new ArrayDeque<>();
    private State state = State.IDLE;
    private @Nullable ChannelHandlerContext ctx;
    private @Nullable LoopTimers timers;
    private @Nullable HttpExchange exchange;
    private @Nullable HttpBody body;
    private @Nullable HttpAnswer pending;
    private String peer = "";
    private @Nullable PeerIdentity identity;
    private boolean draining;
    private boolean takesWaiting;

    HttpExport(HttpRoutes routes) {
        this.routes = routes;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
        timers = routes.timers().current();
        boolean stream =
                context.channel().parent() != null && context.channel().parent().parent() != null;
        var connection = stream ? context.channel().parent() : context.channel();
        draining = ConnectionServer.isDraining(connection);
        peer = PeerAddress.text(connection.remoteAddress());
        SslHandler tls = connection.pipeline().get(SslHandler.class);
        identity = tls == null ? null : PeerIdentities.of(tls.engine().getSession());
        expectWithin(routes.idleNanos());
    }

    private ChannelHandlerContext context() {
        ChannelHandlerContext context = ctx;
        if (context == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        return context;
    }

    private LoopTimers timers() {
        LoopTimers set = timers;
        if (set == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        return set;
    }

    private void expectWithin(long nanos) {
        timers().set(timer, System.nanoTime() + nanos);
    }

    private void timeIsUp(LoopTimer.Cause cause) {
        if (state == State.BODY) {
            fail(
                    cause == LoopTimer.Cause.STOP
                            ? Verdict.of(Deadlines.refusal(cause))
                            // Not 408, which OTLP senders take for a reason to throw the data away.
                            : Verdict.of(Outcome.refused(Refusal.DEADLINE, "the request did not arrive in time")));
        } else if (state != State.PENDING) {
            close();
        }
    }

    private void close() {
        var _ = context().close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (state == State.PENDING) {
            context.channel().config().setAutoRead(false);
            waiting.add(message);
            return;
        }
        try {
            handle(message);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (state == State.BODY) {
            QuickAck.send(context.channel());
        }
        context.fireChannelReadComplete();
    }

    private void handle(Object message) {
        if (state == State.DISCARDING) {
            return;
        }
        if (message instanceof HttpRequest request) {
            begin(request);
        }
        if (message instanceof HttpContent content && state == State.BODY) {
            receive(content);
        }
    }

    private void begin(HttpRequest request) {
        HttpExchange started = HttpExchange.begin(routes, context(), request);
        exchange = started;
        state = State.BODY;
        expectWithin(routes.readNanos());
        Verdict refused = started.refusal();
        if (refused != null) {
            if (refused.httpStatus() == HttpExchange.PREFLIGHT) {
                body = null;
                return;
            }
            fail(refused);
            return;
        }
        body = new HttpBody(
                routes.buffers(), routes.budget(), routes.maxBodyBytes(), HttpUtil.getContentLength(request, -1L));
        if (HttpUtil.is100ContinueExpected(request)) {
            started.sayContinue();
        }
    }

    private void receive(HttpContent content) {
        if (content.decoderResult().isFailure()) {
            fail(Verdict.of(Rejection.MALFORMED, "the request's body is malformed"));
            return;
        }
        HttpBody into = body;
        if (into != null) {
            switch (into.add(content.content())) {
                case OK -> {
                    // goes on
                }
                case TOO_LARGE -> {
                    fail(routes.tooLarge());
                    return;
                }
                case NO_ROOM -> {
                    fail(Verdict.of(Outcome.refused(
                            Refusal.MEMORY, "too many bytes of incomplete requests; send the request again")));
                    return;
                }
            }
        }
        if (content instanceof LastHttpContent) {
            body = null;
            complete(into);
        }
    }

    private HttpExchange current() {
        HttpExchange now = exchange;
        if (now == null) {
            throw new IllegalStateException("no request is under way");
        }
        return now;
    }

    private void complete(@Nullable HttpBody received) {
        HttpExchange now = current();
        if (received == null) {
            now.respondEmpty();
            finished(now);
            return;
        }
        Payload payload = null;
        try {
            payload = now.decode(received);
            int items = now.intake().validate(payload);
            if (items == 0) {
                now.respond(Messages.success(now.isJson()));
                finished(now);
            } else if (draining) {
                refuse(now, Verdict.of(Deadlines.refusal(LoopTimer.Cause.STOP)));
            } else {
                Payload given = payload;
                payload = null;
                hand(now, given, items);
            }
        } catch (InflateException e) {
            refuse(
                    now,
                    e.isTooLarge()
                            ? routes.tooLarge()
                            : Verdict.of(Rejection.MALFORMED, String.valueOf(e.getMessage())));
        } catch (MalformedException e) {
            refuse(now, Verdict.of(Rejection.MALFORMED, "the request is malformed: " + e.getMessage()));
        } finally {
            received.close();
            if (payload != null) {
                payload.release();
            }
        }
    }

    private void hand(HttpExchange now, Payload payload, int items) {
        state = State.PENDING;
        timers().cancel(timer);
        HttpAnswer answer =
                new HttpAnswer(this, now.intake(), timers(), items, now.isJson(), routes.resultTimeoutNanos());
        pending = answer;
        now.intake()
                .take(
                        payload,
                        items,
                        new RequestContext(
                                routes.receiver(),
                                HttpRoutes.TRANSPORT,
                                peer,
                                identity,
                                now.metadata(),
                                routes.nanoTime()),
                        answer);
    }

    /** Writes the answer of the pending request. */
    void answered(HttpAnswer answer, Outcome outcome) {
        if (pending != answer) {
            return;
        }
        pending = null;
        HttpExchange now = current();
        switch (outcome) {
            case Outcome.Accepted _ -> now.respond(Messages.success(answer.isJson()));
            case Outcome.PartiallyAccepted partial ->
                now.respond(Messages.partial(answer.intake().signal(), partial, answer.isJson()));
            case Outcome.Refused refused -> now.refuse(Verdict.of(refused), draining);
            case Outcome.Rejected rejected -> now.refuse(Verdict.of(rejected), draining);
        }
        finished(now);
    }

    private void refuse(HttpExchange now, Verdict verdict) {
        now.refuse(verdict, draining);
        finished(now);
    }

    /** The answer is written: ready for the next request, or done. */
    private void finished(HttpExchange now) {
        exchange = null;
        if (draining || !now.keepsAlive()) {
            state = State.DISCARDING;
            now.closeAfterwards();
            return;
        }
        state = State.IDLE;
        expectWithin(routes.idleNanos());
        takeWaiting();
    }

    /**
     * Goes on with what was sent ahead. Requests that are answered at once come back here, and only the outermost call loops, so that the
     * stack stays flat however many there are.
     */
    private void takeWaiting() {
        if (takesWaiting) {
            return;
        }
        takesWaiting = true;
        try {
            while (state != State.PENDING) {
                Object message = waiting.poll();
                if (message == null) {
                    context().channel().config().setAutoRead(true);
                    return;
                }
                try {
                    handle(message);
                } finally {
                    ReferenceCountUtil.release(message);
                }
            }
        } finally {
            takesWaiting = false;
        }
    }

    /**
     * Answers before the request has arrived whole. What is still on its way is read and thrown away for a while: to close at once would
     * reset the connection, and the peer might never see the answer.
     */
    private void fail(Verdict verdict) {
        HttpBody partial = body;
        if (partial != null) {
            partial.close();
            body = null;
        }
        state = State.DISCARDING;
        current().refuse(verdict, true);
        exchange = null;
        expectWithin(HttpRoutes.LINGER_NANOS);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == Draining.EVENT) {
            draining = true;
            if (state == State.IDLE) {
                close();
            }
            return;
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        timers().cancel(timer);
        HttpBody partial = body;
        if (partial != null) {
            partial.close();
            body = null;
        }
        Object message = waiting.poll();
        while (message != null) {
            ReferenceCountUtil.release(message);
            message = waiting.poll();
        }
        HttpAnswer answer = pending;
        pending = null;
        if (answer != null) {
            answer.answer(Outcome.refused(Refusal.DEADLINE, "the caller has gone"));
        }
        context.fireChannelInactive();
    }

    /** What a peer does wrong on this level - resets, malformed TLS - ends its connection and is not worth a line each. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        close();
    }
}

package io.sluice.transport.grpc;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks after one connection: begins in time or not at all, pings a silent peer, stops one that pings too much, ends at an age or after
 * idling, and ends without losing a call.
 *
 * <p>Threads: the connection's event loop.
 */
final class ConnectionCare {

    private static final long PREFACE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** How long a peer may take to see that no new calls are wanted (the ping's answer says it has). */
    private static final long NOTICE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Far longer than any call is waited for; a peer that does not take its answers is not waited for either. */
    private static final long LONGEST_GRACE_MILLIS = TimeUnit.MINUTES.toMillis(10);

    private static final long LIVENESS_PING = 0x51;
    private static final long NOTICE_PING = 0x52;
    private static final int MAX_PING_STRIKES = 2;

    /** A peer without calls may always ping so often. */
    private static final long HARMLESS_PING_NANOS = TimeUnit.HOURS.toNanos(2);

    private final GrpcConnection connection;
    private final GrpcServerSettings settings;
    private final List<ScheduledFuture<?>> timers = new ArrayList<>(4);
    private @Nullable ScheduledFuture<?> pingAnswer;
    private long heardNanos;
    private long idleSinceNanos;
    private long lastPingNanos;
    private boolean wasPinged;
    private boolean hasBegun;
    private int strikes;
    private boolean isDraining;
    private boolean isLast;

    ConnectionCare(GrpcConnection connection, GrpcServerSettings settings) {
        this.connection = connection;
        this.settings = settings;
    }

    void begin() {
        heardNanos = System.nanoTime();
        idleSinceNanos = heardNanos;
        after(PREFACE_NANOS, this::checkBegun);
        after(settings.pingAfter().toNanos(), this::checkSilence);
        Duration idle = settings.maxIdle();
        if (idle != null) {
            after(idle.toNanos(), () -> checkIdle(idle.toNanos()));
        }
        Duration age = settings.maxAge();
        if (age != null) {
            double jitter = 0.9 + ThreadLocalRandom.current().nextDouble() * 0.2;
            after((long) (age.toNanos() * jitter), () -> drain("max_age"));
        }
    }

    private EventExecutor executor() {
        return connection.context().executor();
    }

    private void after(long nanos, Runnable action) {
        timers.removeIf(ScheduledFuture::isDone);
        timers.add(executor().schedule(action, nanos, TimeUnit.NANOSECONDS));
    }

    /** The connection has ended. */
    void end() {
        timers.forEach(timer -> timer.cancel(false));
        timers.clear();
        if (pingAnswer != null) {
            pingAnswer.cancel(false);
        }
    }

    /** True once no new calls are wanted. */
    boolean isDraining() {
        return isDraining;
    }

    /** Bytes have come. */
    void heard() {
        heardNanos = System.nanoTime();
    }

    void streamOpened() {
        hasBegun = true;
    }

    void streamClosed() {
        if (connection.connection().numActiveStreams() == 0) {
            idleSinceNanos = System.nanoTime();
        }
    }

    /** A call was answered: pings between answers are no nuisance. */
    void answered() {
        strikes = 0;
        wasPinged = false;
    }

    private void checkBegun() {
        if (!hasBegun && !connection.decoder().prefaceReceived()) {
            var _ = connection.context().close();
        }
    }

    private void checkSilence() {
        long due = heardNanos + settings.pingAfter().toNanos() - System.nanoTime();
        if (due > 0) {
            after(due, this::checkSilence);
            return;
        }
        ping(LIVENESS_PING);
        pingAnswer = executor()
                .schedule(
                        () -> {
                            var _ = connection.context().close();
                        },
                        settings.pingTimeout().toNanos(),
                        TimeUnit.NANOSECONDS);
    }

    private void ping(long content) {
        var context = connection.context();
        var _ = connection.encoder().writePing(context, false, content, context.newPromise());
        connection.flushSoon();
    }

    private void checkIdle(long idleNanos) {
        boolean isBusy = connection.connection().numActiveStreams() > 0;
        long due = isBusy ? idleNanos : idleSinceNanos + idleNanos - System.nanoTime();
        if (due > 0) {
            after(due, () -> checkIdle(idleNanos));
        } else {
            drain("max_idle");
        }
    }

    void pingAnswered(long content) {
        if (content == NOTICE_PING) {
            lastCalls();
        } else if (content == LIVENESS_PING && pingAnswer != null) {
            pingAnswer.cancel(false);
            pingAnswer = null;
            after(settings.pingAfter().toNanos(), this::checkSilence);
        }
    }

    /** The peer pings. */
    void pinged() throws Http2Exception {
        boolean mayPing =
                settings.pingsWithoutCalls() || connection.connection().numActiveStreams() > 0;
        long least = mayPing ? settings.minPingInterval().toNanos() : HARMLESS_PING_NANOS;
        long now = System.nanoTime();
        if (!wasPinged || now - lastPingNanos >= least) {
            wasPinged = true;
            lastPingNanos = now;
        } else if (++strikes > MAX_PING_STRIKES) {
            throw Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, "too_many_pings");
        }
    }

    /** Ends the connection: first the peer is told not to begin calls, then, when it has heard that, those under way are waited for. */
    void drain(String reason) {
        if (isDraining) {
            return;
        }
        isDraining = true;
        if (!connection.decoder().prefaceReceived()) {
            var _ = connection.context().close();
            return;
        }
        connection.goodbye(Integer.MAX_VALUE, Http2Error.NO_ERROR, reason);
        ping(NOTICE_PING);
        after(NOTICE_NANOS, this::lastCalls);
    }

    private void lastCalls() {
        if (!isDraining || isLast) {
            return;
        }
        isLast = true;
        int last = connection.connection().remote().lastStreamCreated();
        connection.goodbye(Math.max(0, last), Http2Error.NO_ERROR, "");
        Duration grace = settings.maxAgeGrace();
        connection.gracefulShutdownTimeoutMillis(grace == null ? LONGEST_GRACE_MILLIS : grace.toMillis());
        connection.closeGracefully();
    }
}

package io.sluice.exporter.loadbalancing;

import io.sluice.exporter.helper.Sender;
import io.sluice.pdata.Signal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One gateway: how to send to it, and what is known of its health.
 *
 * <p>A backend that can't be reached, or from which nothing is heard, for {@link #PATIENCE_NANOS} is <em>down</em>: traces are sent
 * elsewhere for some seconds, then it is tried again. One that refuses is not down: its traces wait for it, since they belong together.
 *
 * <p>Threads: {@link #answered}, {@link #failed} and what counts, any; the rest belongs to the sender thread.
 */
final class Backend {

    /** How long a backend must have failed to be down. */
    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** How long it is down the first time. */
    static final long FIRST_DOWN_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** How long it is down at most. */
    static final long LONGEST_DOWN_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final String endpoint;
    private final AtomicInteger underWay = new AtomicInteger();
    private final Map<Signal, BackendLoad> loads = new EnumMap<>(Signal.class);
    private final BalancerMetrics.OfBackend metrics;
    private @Nullable Sender sender;

    // Guarded by this; asked for by isDown on the sender thread, written when attempts end.
    private boolean failing;
    private boolean down;
    private long failingSinceNanos;
    private long answeredNanos;
    private long downUntilNanos;
    private long nextDownNanos = FIRST_DOWN_NANOS;

    // Sender thread.
    private boolean leaving;
    private long leftNanos;
    private boolean available = true;
    private long request = -1;
    private int part;

    Backend(String endpoint, BalancerMetrics.OfBackend metrics, long now) {
        this.endpoint = endpoint;
        this.metrics = metrics;
        this.answeredNanos = now;
        for (Signal signal : Signal.values()) {
            loads.put(signal, new BackendLoad());
        }
    }

    void sender(Sender opened) {
        sender = opened;
    }

    Sender sender() {
        return Objects.requireNonNull(sender, "opened");
    }

    BalancerMetrics.OfBackend metrics() {
        return metrics;
    }

    String endpoint() {
        return endpoint;
    }

    // ---- Health ----

    /** Something was heard from it. */
    synchronized void answered(long now) {
        answeredNanos = now;
        failing = false;
        down = false;
        nextDownNanos = FIRST_DOWN_NANOS;
    }

    /** An attempt that began at {@code startNanos} did not reach it, or heard nothing. */
    synchronized void failed(long startNanos, long now) {
        if ((down && downUntilNanos - now > 0) || answeredNanos - startNanos > 0) {
            return;
        }
        if (!failing) {
            failing = true;
            failingSinceNanos = startNanos;
        }
        if (leaving || now - failingSinceNanos >= PATIENCE_NANOS) {
            down = true;
            downUntilNanos = now + nextDownNanos;
            nextDownNanos = Math.min(2 * nextDownNanos, LONGEST_DOWN_NANOS);
        }
    }

    /** Whether to send elsewhere. */
    synchronized boolean isDown(long now) {
        return down && downUntilNanos - now > 0;
    }

    // ---- Coming and going ----

    synchronized void leave(long now) {
        leaving = true;
        leftNanos = now;
    }

    synchronized void comeBack() {
        leaving = false;
    }

    /** Whether it has left longer ago than that. */
    boolean hasLeft(long now, long handoverNanos) {
        return leaving && now - leftNanos >= handoverNanos;
    }

    /** Whether traces that have begun may be sent there. */
    boolean takesItsTraces(long now, long handoverNanos) {
        return !hasLeft(now, handoverNanos) && !isDown(now);
    }

    /** Whether it counted as there when slots were assigned. */
    boolean isAvailable() {
        return available;
    }

    void setAvailable(boolean is) {
        available = is;
    }

    // ---- Parts ----

    void begun() {
        underWay.incrementAndGet();
    }

    void ended() {
        underWay.decrementAndGet();
    }

    boolean isIdle() {
        return underWay.get() == 0;
    }

    BackendLoad load(Signal signal) {
        return Objects.requireNonNull(loads.get(signal));
    }

    /** The number of its part of a request, or -1. */
    int part(long ofRequest) {
        return request == ofRequest ? part : -1;
    }

    void setPart(long ofRequest, int number) {
        request = ofRequest;
        part = number;
    }

    @Override
    public String toString() {
        return endpoint;
    }
}

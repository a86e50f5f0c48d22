package io.sluice.exporter.loadbalancing;

import io.sluice.api.Batch;
import io.sluice.api.ComponentContext;
import io.sluice.api.ComponentException;
import io.sluice.api.Outcome;
import io.sluice.api.RateLimitedLog;
import io.sluice.api.Refusal;
import io.sluice.api.Rejection;
import io.sluice.exporter.helper.Delivery;
import io.sluice.exporter.helper.Sender;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes attempts: divides a request, or what is still due of it, and sends a part to each backend. */
final class BalancingSender implements Sender, Backends.Opener {

    /** Makes senders to backends; closed after them. */
    interface Senders extends AutoCloseable {

        /**
         * A sender, not started.
         *
         * @param notReached to be told of a delivery whose connection could not be made or broke, before it ends
         */
        Sender to(String endpoint, Consumer<Delivery> notReached);

        @Override
        void close();
    }

    /** Opens the senders' common part. */
    @FunctionalInterface
    interface SendersMaker {
        Senders open() throws ComponentException;
    }

    private final ComponentContext context;
    private final LoadBalancingConfig config;
    private final SendersMaker maker;
    private final BalancerMetrics metrics;
    private final Backends backends;
    private final Resolver resolver;
    private final Map<Signal, Router> routers = new EnumMap<>(Signal.class);
    private final FairShare share;
    private final RateLimitedLog bugs;
    private @Nullable Senders senders;

    BalancingSender(
            ComponentContext context,
            LoadBalancingConfig config,
            Set<Signal> signals,
            SendersMaker maker,
            Function<BalancingSender, Resolver> resolver) {
        this.context = context;
        this.config = config;
        this.maker = maker;
        this.metrics = new BalancerMetrics(context, config.resolver().dns() == null ? "static" : "dns");
        this.backends = new Backends(
                config.handover().toNanos(),
                RecentTraces.MOST_TRACES,
                context.clock().nanoTime(),
                this);
        for (Signal signal : signals) {
            routers.put(signal, new Router(signal, config.routingKey(signal), backends));
        }
        this.share = new FairShare(config.effectiveQueue());
        this.bugs = new RateLimitedLog(context.logger(), context.clock());
        this.resolver = resolver.apply(this);
    }

    Backends backends() {
        return backends;
    }

    BalancerMetrics metrics() {
        return metrics;
    }

    @Override
    public void start() throws ComponentException {
        senders = maker.open();
        metrics.measure(backends);
        resolver.start();
        // Connects at once to what is known already.
        backends.refresh(context.clock().nanoTime());
    }

    @Override
    public Backend open(String endpoint, long now) {
        Backend backend = new Backend(endpoint, metrics.of(endpoint), now);
        Sender sender = Objects.requireNonNull(senders, "started").to(endpoint, BalancingSender::notReached);
        try {
            sender.start();
        } catch (ComponentException e) {
            throw new IllegalStateException(e); // what could fail was opened for all of them
        }
        backend.sender(sender);
        return backend;
    }

    private static void notReached(Delivery delivery) {
        ((Part) delivery).setNotReached();
    }

    @Override
    public void close(Backend backend, long deadlineNanos) {
        backend.sender().stop(deadlineNanos);
    }

    @Override
    public void send(Delivery delivery) {
        backends.refresh(context.clock().nanoTime());
        if (backends.isEmpty()) {
            delivery.done(Outcome.refused(
                    Refusal.BACKEND,
                    "no backend is known yet: " + name() + " was not resolved; check resolver::dns::hostname"));
            return;
        }
        Router router = Objects.requireNonNull(routers.get(delivery.batch().signal()));
        Progress earlier = delivery.attachment() instanceof Progress kept ? kept : null;
        int parts;
        try {
            parts = router.divide(delivery.batch().payload(), earlier);
        } catch (MalformedException e) {
            delivery.done(Outcome.rejected(Rejection.MALFORMED, Objects.toString(e.getMessage(), "")));
            return;
        }
        if (parts == 0) {
            router.forget();
            delivery.done(Outcome.rejected(Rejection.MALFORMED, "the request has no items where OTLP has them"));
            return;
        }
        try {
            Progress progress = earlier == null ? new Progress(delivery.batch().signal(), router.granules()) : earlier;
            Attempt attempt = new Attempt(
                    delivery, share.unitsOf(delivery.batch()), progress, backends, metrics, context.clock());
            for (int part = 0; part < parts; part++) {
                sendOrHold(attempt, delivery, router, part, parts == 1 && earlier == null);
            }
            attempt.sent();
        } finally {
            router.forget();
        }
    }

    private String name() {
        LoadBalancingConfig.DnsConfig dns = config.resolver().dns();
        return dns == null ? "the list" : dns.hostname();
    }

    private void sendOrHold(Attempt attempt, Delivery delivery, Router router, int number, boolean whole) {
        Backend backend = router.backend(number);
        if (share.holdsBack(backend, delivery.batch().signal(), backends.available())) {
            attempt.heldBack(backend);
        } else {
            sendPart(attempt, delivery, router, number, whole);
        }
    }

    /** @param whole whether the part is the request, whose bytes are then sent as they are */
    private void sendPart(Attempt attempt, Delivery delivery, Router router, int number, boolean whole) {
        Batch batch = delivery.batch();
        int[] granules = router.granules(number);
        Payload bytes = whole ? batch.payload().share() : router.payload(number, context.buffers());
        Part part = new Part(
                attempt,
                router.backend(number),
                new Batch(
                        batch.signal(),
                        bytes,
                        router.items(granules),
                        batch.context(),
                        new Part.NoAck(delivery.deadlineNanos())),
                granules,
                context.clock().nanoTime());
        attempt.begun(part);
        try {
            part.backend().sender().send(part);
        } catch (RuntimeException e) {
            // Other parts are under way, so the attempt goes on; nothing else may refer to these bytes.
            bugs.bug("a part of a request could not be sent", e);
            part.done(Outcome.refused(
                    Refusal.COMPONENT_FAILURE,
                    "exporter " + context.id() + " failed unexpectedly; the data is untouched"));
        }
    }

    @Override
    public void stop(long deadlineNanos) {
        resolver.stop();
        backends.closeAll(deadlineNanos);
        if (senders != null) {
            senders.close();
        }
    }
}

package io.sluice.processor.tailsampling;

import io.sluice.api.Ack;
import io.sluice.api.Batch;
import io.sluice.api.Consumer;
import io.sluice.api.OnceAck;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.api.RequestContext;
import io.sluice.api.StageContext;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Hands on requests of kept traces and owns them until they are delivered: their senders have heard OK long ago, so what is refused downstream is
 * sent again for a while, and then counted as dropped. With {@code ack: on_decision} senders wait, and are told what became of them.
 *
 * <p>Threads: the worker's, except that outcomes come from any. A refused one goes into {@code refused} and then reads {@code closed}; {@link
 * #close} sets {@code closed} and then empties {@code refused}. One of the two sees to it. Ends that senders wait for go through {@code ended} in
 * the same way.
 */
final class Deliveries {

    private static final long FIRST_PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(15);

    /** What an attempt may take beyond {@code retry_for} while senders wait. */
    private static final long LAST_ATTEMPT = TimeUnit.SECONDS.toNanos(1);

    private final StageContext context;
    private final Consumer next;
    private final Signal signal;
    private final ItemAccount account;
    private final Runnable retried;
    private final long retryNanos;
    private final UnderWay underWay;
    private final AtomicLong bytes = new AtomicLong();
    private final Set<Delivery> waiting = new LinkedHashSet<>();
    private final Queue<Delivery> refused = new ConcurrentLinkedQueue<>();
    private final Queue<End> ended = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    private record End(Carried carried, Outcome outcome) {}

    /**
     * Delivers.
     *
     * @param signal of the requests
     * @param retried run when something is sent again
     * @param retryNanos how long to send again what is refused
     * @param underWay told of what senders wait for
     */
    Deliveries(
            StageContext context,
            Consumer next,
            Signal signal,
            ItemAccount account,
            Runnable retried,
            long retryNanos,
            UnderWay underWay) {
        this.underWay = underWay;
        this.context = context;
        this.next = next;
        this.signal = signal;
        this.account = account;
        this.retried = retried;
        this.retryNanos = retryNanos;
    }

    /** A request that is ours until it ends; several attempts may be made of it. */
    private static final class Delivery {
        private final Payload payload;
        private final int spans;
        private final RequestContext origin;
        private final @Nullable Carried carried;
        private final long sinceNanos;
        private long pauseNanos = FIRST_PAUSE;
        private volatile long notBeforeNanos;
        private volatile Outcome refusal = Outcome.refused(Refusal.BACKEND, "kept traces were not delivered");

        Delivery(Payload payload, int spans, RequestContext origin, @Nullable Carried carried, long nowNanos) {
            this.carried = carried;
            this.payload = payload;
            this.spans = spans;
            this.origin = origin;
            this.sinceNanos = nowNanos;
        }
    }

    /**
     * Hands a request on. Takes ownership of {@code payload}.
     *
     * @param carried whose spans they are, or null if nobody waits for them
     */
    void send(Payload payload, int spans, RequestContext origin, @Nullable Carried carried) {
        account.sent(spans);
        bytes.addAndGet(payload.length());
        if (carried != null) {
            underWay.sent(carried);
        }
        attempt(new Delivery(payload, spans, origin, carried, context.clock().nanoTime()));
    }

    /** Bytes of requests that are on their way. Any thread. */
    long bytes() {
        return bytes.get();
    }

    private void attempt(Delivery delivery) {
        Batch batch =
                new Batch(signal, delivery.payload.share(), delivery.spans, delivery.origin, new Attempt(delivery));
        try {
            next.consume(batch);
        } catch (RuntimeException | Error e) {
            batch.abandon(Outcome.refused(Refusal.COMPONENT_FAILURE, "handing on kept traces failed"));
            throw e;
        }
    }

    /** Tries again what was refused, at its time. Worker's thread. */
    private void takeRefused() {
        Delivery delivery;
        while ((delivery = refused.poll()) != null) {
            Delivery again = delivery;
            long now = context.clock().nanoTime();
            long at = Math.max(again.notBeforeNanos - now, 0);
            if (closed) {
                giveUp(again, DropReason.SHUTDOWN);
            } else if (now + at - again.sinceNanos > retryNanos) {
                giveUp(again, DropReason.REFUSED);
            } else {
                waiting.add(again);
                context.schedule(at, () -> retry(again));
            }
        }
    }

    private void retry(Delivery delivery) {
        if (waiting.remove(delivery)) {
            retried.run();
            attempt(delivery);
        }
    }

    private void giveUp(Delivery delivery, DropReason reason) {
        Outcome refusal = delivery.refusal;
        if (delivery.carried == null) {
            account.dropped(reason, delivery.spans);
        } else {
            account.givenBack(delivery.spans);
        }
        settle(delivery, refusal);
    }

    private void settle(Delivery delivery, Outcome outcome) {
        account.ended(delivery.spans);
        bytes.addAndGet(-delivery.payload.length());
        delivery.payload.release();
        if (delivery.carried == null) {
            return;
        }
        ended.add(new End(delivery.carried, outcome));
        if (closed) {
            takeEnded();
        } else {
            context.execute(this::takeEnded);
        }
    }

    /** Tells those who wait. Worker's thread; once it has stopped, whichever comes. */
    private synchronized void takeEnded() {
        End end;
        while ((end = ended.poll()) != null) {
            underWay.ended(end.carried(), end.outcome());
        }
    }

    /** From now on nothing is sent again; what waits for its time is sent a last time. Worker's thread. */
    void close() {
        closed = true;
        takeEnded();
        takeRefused();
        List.copyOf(waiting).forEach(this::retry);
    }

    private final class Attempt extends OnceAck {

        private final Delivery delivery;

        Attempt(Delivery delivery) {
            this.delivery = delivery;
        }

        @Override
        protected void onAnswer(Outcome outcome) {
            // nobody waits
        }

        @Override
        protected void onComplete(Outcome outcome, boolean answered) {
            switch (outcome) {
                case Outcome.Accepted _ -> delivered(0, outcome);
                case Outcome.PartiallyAccepted partial -> delivered(partial.rejectedItems(), outcome);
                case Outcome.Rejected _ -> delivered(delivery.spans, outcome);
                case Outcome.Refused refusal -> again(refusal);
            }
        }

        private void delivered(int rejected, Outcome outcome) {
            int lost = Math.min(rejected, delivery.spans);
            account.delivered(delivery.spans - lost);
            account.dropped(DropReason.REJECTED, lost);
            settle(delivery, outcome);
        }

        private void again(Outcome.Refused refusal) {
            long pause = Math.max(refusal.retryAfterNanos(), delivery.pauseNanos);
            delivery.pauseNanos = Math.min(LONGEST_PAUSE, 2 * delivery.pauseNanos);
            delivery.refusal = refusal;
            delivery.notBeforeNanos = context.clock().nanoTime() + pause;
            refused.add(delivery);
            if (closed) {
                takeRefused();
            } else {
                context.execute(Deliveries.this::takeRefused);
            }
        }

        /** What a processor behind this one drops on purpose it counts itself; here it has been handed on. */
        @Override
        public void dropped(int items, String reason) {
            // counted where it was done
        }

        @Override
        public boolean isWithdrawn() {
            return false;
        }

        @Override
        public long deadlineNanos() {
            return delivery.carried == null ? Ack.NO_DEADLINE : delivery.sinceNanos + retryNanos + LAST_ATTEMPT;
        }
    }
}

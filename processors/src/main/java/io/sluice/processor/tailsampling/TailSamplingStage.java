package io.sluice.processor.tailsampling;

import io.sluice.api.Batch;
import io.sluice.api.Consumer;
import io.sluice.api.Outcome;
import io.sluice.api.RateLimitedLog;
import io.sluice.api.Refusal;
import io.sluice.api.Rejection;
import io.sluice.api.Stage;
import io.sluice.api.StageContext;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One worker's part of tail sampling: takes requests in, keeps within the bounds, and lets decisions be made when their time has come.
 *
 * <p>A request's sender hears OK as soon as its spans are held. From then on they are ours: decided, delivered or dropped, and counted in
 * {@link ItemAccount}. With {@code ack: on_decision} it hears it once they are decided and delivered, and they stay its own until then.
 */
final class TailSamplingStage implements Stage, TailSamplingMetrics.Holdings {

    /** How often decisions are made; so late a trace may be decided. */
    static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Decisions that are remembered take this part of the memory at most, kept traces and others each. */
    private static final int VERDICT_SHARE = 20;

    /** Kept spans that are on their way are on the heap: together, this part of it at most. */
    private static final int HEAP_SHARE = 8;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int PAUSES_AT_THE_END = 500;

    private static final long RETRY_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final Outcome NOT_SENT =
            Outcome.refused(Refusal.COMPONENT_FAILURE, "kept traces could not be handed on");

    private final TailSamplingConfig config;
    private final StageContext context;
    private final TailSamplingMetrics metrics;
    private final TraceStore store;
    private final Verdicts verdicts;
    private final Decisions decisions;
    private final Arrivals arrivals;
    private final Intake intake;
    private final RequestWriter writer;
    private final Deliveries deliveries;
    private final Emergency emergency;
    private final @Nullable OpenRequests requests;
    private final UnderWay underWay;
    private final @Nullable Patience patience;
    private final RateLimitedLog log;
    private final long mostUnderWay;
    private final int pausesAtTheEnd;
    private long maxBytes;
    private boolean ticking;

    TailSamplingStage(
            TailSamplingConfig whole,
            PolicySet policies,
            List<Bucket> buckets,
            StageContext context,
            Consumer next,
            TailSamplingMetrics metrics) {
        this(
                whole,
                policies,
                buckets,
                context,
                next,
                metrics,
                Runtime.getRuntime().maxMemory() / HEAP_SHARE,
                PAUSES_AT_THE_END);
    }

    /**
     * A stage.
     *
     * @param mostUnderWay bytes of kept spans that may be on their way, for all workers together; what is more waits outside the heap
     * @param pausesAtTheEnd how many times 10 ms may pass without room for more when the process stops
     */
    TailSamplingStage(
            TailSamplingConfig whole,
            PolicySet policies,
            List<Bucket> buckets,
            StageContext context,
            Consumer next,
            TailSamplingMetrics metrics,
            long mostUnderWay,
            int pausesAtTheEnd) {
        this.pausesAtTheEnd = pausesAtTheEnd;
        this.mostUnderWay = mostUnderWay / context.workers();
        this.config = whole.ofWorker(context.workers());
        this.context = context;
        this.metrics = metrics;
        this.maxBytes = config.spanBytes();
        this.log = new RateLimitedLog(context.logger(), context.clock());
        long now = context.clock().nanoTime();
        SpanScan span = new SpanScan(policies);
        requests = config.waitsForDecisions() ? new OpenRequests() : null;
        patience = config.waitsForDecisions() ? new Patience(config, Signal.TRACES, context) : null;
        VerdictBoards boards =
                config.logsFollowTraces() ? context.shared(VerdictBoards.class, VerdictBoards::new) : null;
        store = new TraceStore(
                boards == null ? new IdHash() : boards.hash(),
                policies.evidenceWords(),
                config.watchesRoots(),
                config.expectedTraces(),
                span,
                metrics.account(),
                requests);
        verdicts = new Verdicts(config.keptRemembered(), config.droppedRemembered(), maxBytes / VERDICT_SHARE, boards);
        Decider decider = config.isConsistent()
                ? new ConsistentDecider(policies, buckets, context.workers(), store.table(), context.clock())
                : new CompatDecider(
                        policies,
                        buckets,
                        store.table(),
                        config.sampleOnFirstMatch(),
                        config.invertMatchVetoes(),
                        context.clock());
        emergency = new Emergency(config.dryRun() ? 0 : config.emergencyAt(), context.logger(), metrics);
        underWay = new UnderWay(this::notDelivered);
        decisions = new Decisions(
                config,
                store,
                decider,
                verdicts,
                metrics,
                this::leave,
                this::hasRoom,
                this::floor,
                requests,
                underWay,
                now);
        arrivals = new Arrivals(config, store, decisions, verdicts, metrics, requests, underWay);
        intake = new Intake(store.envelopes(), span, new Run(policies, !config.isConsistent()), arrivals);
        writer = new RequestWriter(
                store.log(), store.envelopes(), new ScopeWriter(policies.policies(), config.dryRun()), requests);
        deliveries = new Deliveries(
                context,
                next,
                Signal.TRACES,
                metrics.account(),
                metrics::retried,
                config.retryFor().toNanos(),
                underWay);
        metrics.measure(this);
    }

    @Override
    public long traces() {
        return store.table().undecided();
    }

    @Override
    public long openRequests() {
        return requests == null ? 0 : requests.count();
    }

    @Override
    public double emergencyProbability() {
        return emergency.probability();
    }

    @Override
    public long bytes() {
        return store.bytes() + verdicts.bytes() + arrivals.bytes() + deliveries.bytes();
    }

    /** What every trace must reach. */
    private long floor() {
        return emergency.threshold(
                deliveries.bytes() + decisions.releases().bytes() + decisions.leavingBytes(), maxBytes);
    }

    /** Whether so many bytes more may leave; always if nothing is on its way. */
    private boolean hasRoom(long bytes) {
        long taken = deliveries.bytes() + decisions.releases().bytes();
        return taken == 0 || bytes <= mostUnderWay - taken;
    }

    @Override
    public void process(Batch batch) {
        if (batch.isWithdrawn()) {
            batch.complete(Outcome.refused(Refusal.DEADLINE, "the sender stopped waiting before its spans were held"));
            return;
        }
        decisions.setTime(context.clock().nanoTime());
        Outcome impatience = patience == null ? null : patience.refusal(batch.ack());
        if (impatience != null) {
            batch.complete(impatience);
            return;
        }
        if (isWayFull() || !makeRoom(batch)) {
            batch.complete(Outcome.refused(
                    Refusal.MEMORY, RETRY_AFTER_NANOS, "tail sampling holds as much as max_bytes allows"));
            return;
        }
        if (requests == null) {
            Outcome outcome = take(batch);
            leave();
            batch.complete(outcome);
        } else {
            keep(batch, requests);
        }
        if (ticking) {
            return;
        }
        if (store.table().size() > 0) {
            ticking = true;
            context.schedule(TICK_NANOS, this::tick);
        } else {
            decisions.tell();
        }
    }

    /** Takes a request in whose sender is answered once its traces are decided and delivered. */
    private void keep(Batch batch, OpenRequests open) {
        open.begin(batch.ack(), batch.items());
        try {
            Outcome outcome = take(batch);
            if (!(outcome instanceof Outcome.Accepted)) {
                open.current().failed(outcome);
            }
            batch.keepAck();
            leave();
        } finally {
            open.end();
        }
    }

    /** Spans that were recognised by their ids may come again and are then not delivered yet. */
    private void notDelivered() {
        arrivals.forgetAll();
    }

    private Outcome take(Batch batch) {
        Payload payload = batch.payload();
        int source = store.envelopes().holdSource(batch.context());
        try {
            intake.read(payload.array(), payload.offset(), payload.end(), source);
            return Outcome.accepted();
        } catch (MalformedException e) {
            log.error("a request came to tail sampling without validation; what follows its error is rejected");
            return Outcome.rejected(Rejection.MALFORMED, String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError _) {
            maxBytes = Math.min(maxBytes, bytes());
            arrivals.forgetAll();
            log.error("there is no memory for more spans, less than max_bytes; from now on " + maxBytes
                    + " bytes are held at most");
            return Outcome.refused(Refusal.MEMORY, RETRY_AFTER_NANOS, "there is no memory for more spans");
        } finally {
            store.envelopes().releaseSource(source);
            arrivals.tell(intake.spans(), batch.ack());
        }
    }

    /** Late spans leave at once, whether or not there is room; but not without bound. */
    private boolean isWayFull() {
        return deliveries.bytes() / 2 > mostUnderWay;
    }

    /** Decides the oldest traces until there is room for a request; false if what is under way leaves none. */
    private boolean makeRoom(Batch batch) {
        if (fits(batch)) {
            return true;
        }
        letGo();
        store.compact();
        while (!fits(batch) && store.table().undecided() > 0) {
            decisions.decideOldest(TailSamplingMetrics.Pressure.BYTES);
            leave();
        }
        return fits(batch) || deliveries.bytes() == 0;
    }

    /** Whether there is room for a request, if each of its spans begins a trace. */
    private boolean fits(Batch batch) {
        return bytes() + batch.bytes() + arrivals.growth(batch.items()) <= maxBytes;
    }

    private void tick() {
        long begin = context.clock().nanoTime();
        decisions.setTime(begin);
        decisions.letGo();
        decisions.decideDue();
        leave();
        floor();
        store.compact();
        arrivals.forget();
        decisions.tell();
        metrics.tick(TimeUnit.NANOSECONDS.toMillis(context.clock().nanoTime() - begin));
        ticking = store.table().size() > 0;
        if (ticking) {
            context.schedule(TICK_NANOS, this::tick);
        }
    }

    private void letGo() {
        decisions.letGo();
        leave();
    }

    /** Sends what was decided to be kept. */
    private void leave() {
        Releases releases = decisions.releases();
        if (releases.count() > 0) {
            send(releases);
        }
        underWay.allHasLeft();
    }

    private void send(Releases releases) {
        boolean sent = false;
        try {
            writer.write(releases, context.buffers(), deliveries::send);
            sent = true;
        } catch (MalformedException e) {
            throw new IllegalStateException("spans were held that are none", e);
        } finally {
            for (int i = 0; i < releases.count(); i++) {
                int position = releases.position(i);
                if (!sent && requests != null) {
                    requests.get(store.log().request(position)).failed(NOT_SENT);
                }
                store.free(position);
            }
            releases.clear();
        }
    }

    @Override
    public void flush() {
        decisions.setTime(context.clock().nanoTime());
        if (requests != null) {
            decisions.giveAllBack(
                    requests, Outcome.refused(Refusal.SHUTDOWN, "the process stops before the traces were decided"));
        } else if (config.dropPendingTracesOnShutdown()) {
            decisions.dropAll();
        } else {
            decisions.decideAll();
        }
        leave();
        awaitRoom();
        decisions.tell();
        deliveries.close();
    }

    /** Waits until all that is kept is on its way, as long as there goes on to be room. What is left then is dropped, or given back. */
    private void awaitRoom() {
        int idle = 0;
        int before = SpanLog.NONE;
        letGo();
        for (int next = decisions.nextToLeave(); next != SpanLog.NONE; next = decisions.nextToLeave()) {
            idle = next == before ? idle + 1 : 0;
            before = next;
            if (idle > pausesAtTheEnd) {
                log.warn("the process stops, and kept spans of " + decisions.leavingBytes()
                        + " bytes can't leave: what is before them is not taken");
                decisions.endLeaving(
                        Outcome.refused(Refusal.SHUTDOWN, "the process stops before the spans could leave"));
                return;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            letGo();
        }
    }
}

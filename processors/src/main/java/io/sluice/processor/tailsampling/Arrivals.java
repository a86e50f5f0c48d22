package io.sluice.processor.tailsampling;

import io.sluice.api.Ack;
import org.jspecify.annotations.Nullable;

/**
 * Takes the runs of a request in: finds out which trace each belongs to and what is to become of it. Counts what it drops until {@link
 * #tell}.
 *
 * <p>Threads: one worker's.
 */
final class Arrivals implements Intake.Target {

    private static final int SPAN_ID_SHARE = 16;
    private static final int MAX_SPAN_IDS = 1 << 28;

    /** What is to become of the run in work. */
    private enum Fate {
        /** Its trace is not known yet. */
        NEW,
        /** Its trace was dropped, and its sender waits: it is decided again on what comes late. */
        NEW_AFTER_DROP,
        /** Its trace is held. */
        HELD,
        /** Its trace was kept and has not left yet. */
        LEAVING,
        /** Its trace was kept. */
        LATE_KEPT,
        /** Its trace was not. */
        LATE_DROPPED,
        /** It has no usable trace id. */
        NO_TRACE
    }

    private final TailSamplingConfig config;
    private final TraceStore store;
    private final TraceTable table;
    private final Decisions decisions;
    private final Verdicts verdicts;
    private final TailSamplingMetrics metrics;
    private final boolean recognisesSpans;
    private final boolean watchesRoots;
    private final RecentIds spanIds;
    private final @Nullable OpenRequests requests;
    private final UnderWay underWay;

    private Fate fate = Fate.NEW;
    private int row = TraceTable.NONE;
    private int rotatedMillis;
    private int newTraces;
    private int splitTraces;
    private int lateDropped;
    private int duplicates;
    private int withoutTraceId;
    private int sampledBefore;

    /**
     * Takes runs in.
     *
     * @param requests whose they are, or null if nobody waits for them
     */
    Arrivals(
            TailSamplingConfig config,
            TraceStore store,
            Decisions decisions,
            Verdicts verdicts,
            TailSamplingMetrics metrics,
            @Nullable OpenRequests requests,
            UnderWay underWay) {
        this.requests = requests;
        this.underWay = underWay;
        this.config = config;
        this.store = store;
        this.table = store.table();
        this.decisions = decisions;
        this.verdicts = verdicts;
        this.metrics = metrics;
        this.recognisesSpans = config.isConsistent();
        this.watchesRoots = config.watchesRoots();
        long most = config.effectiveMaxBytes() / SPAN_ID_SHARE / RecentIds.bytesPerKey(false, false);
        this.spanIds = new RecentIds(Math.clamp(most, 1, MAX_SPAN_IDS), false, false);
        this.rotatedMillis = decisions.nowMillis();
    }

    long bytes() {
        return spanIds.bytes();
    }

    /** Bytes by which tables may grow for so many spans, besides what is held of them. */
    long growth(int spans) {
        return table.growth(spans) + (recognisesSpans ? spanIds.growth(spans) : 0);
    }

    /** Forgets the ids of spans whose traces are decided. */
    void forget() {
        int age = decisions.nowMillis() - rotatedMillis;
        if (age < 0 || age >= config.decisionWait().toMillis()) {
            spanIds.rotate();
            rotatedMillis = decisions.nowMillis();
        }
    }

    /** Forgets the ids of all spans: some that came are neither held nor delivered, and are to be taken when they come again. */
    void forgetAll() {
        spanIds.rotate();
        spanIds.rotate();
    }

    @Override
    public void nextResource() {
        store.nextResource();
    }

    @Override
    public void begin(Run run, SpanScan span, int at) {
        long idHash = store.hash().of(span.high(), span.low());
        row = TraceTable.NONE;
        if (!span.hasTraceId() && config.isConsistent()) {
            fate = Fate.NO_TRACE;
        } else {
            row = table.find(span.high(), span.low(), idHash);
            fate = row == TraceTable.NONE
                    ? fateOf(verdicts.find(idHash))
                    : table.isLeaving(row) ? Fate.LEAVING : Fate.HELD;
        }
        boolean held = fate == Fate.HELD;
        run.begin(span, idHash, at, held ? table.start(row) : 0, held ? table.end(row) : 0);
    }

    private Fate fateOf(Verdicts.Verdict verdict) {
        return switch (verdict) {
            case NONE -> Fate.NEW;
            case KEPT -> Fate.LATE_KEPT;
            case DROPPED -> requests == null || config.dryRun() ? Fate.LATE_DROPPED : Fate.NEW_AFTER_DROP;
        };
    }

    @Override
    public boolean wants(Run run, SpanScan span, int bytes) {
        if (span.isSampledBefore()) {
            sampledBefore++;
        }
        boolean gone = fate == Fate.LATE_DROPPED && !config.dryRun();
        if (!recognisesSpans || span.spanId() == 0 || gone || fate == Fate.NO_TRACE) {
            return true;
        }
        // The id alone won't do: systems that come from Zipkin give both sides of a call one id.
        long key = store.hash().of(run.idHash(), span.spanId() ^ span.start(), span.end() + bytes);
        boolean known = !spanIds.addIfAbsent(key) && (requests == null || awaitsFirstOnes(requests));
        duplicates += known ? 1 : 0;
        return !known;
    }

    /**
     * The present request brings a span again: it waits for what becomes of the first one, whose own request may be gone. False if that is
     * not known, so that the span is to be taken.
     */
    private boolean awaitsFirstOnes(OpenRequests open) {
        if (fate == Fate.HELD || fate == Fate.LEAVING) {
            store.await(row);
        } else if (fate == Fate.LATE_KEPT || fate == Fate.LATE_DROPPED) { // the latter passes in a dry run only
            underWay.await(open.current());
        }
        return fate != Fate.NEW;
    }

    @Override
    public void end(Run run, byte[] array, int scope, int resource) {
        switch (fate) {
            case NEW, NEW_AFTER_DROP -> {
                if (table.undecided() >= config.numTraces()) {
                    decisions.decideOldest(TailSamplingMetrics.Pressure.TRACES);
                }
                row = table.add(run.high(), run.low(), run.idHash(), decisions.nowMillis());
                verdicts.begun(run.idHash());
                newTraces++;
                splitTraces += verdicts.wasDecided(run.idHash()) ? 1 : 0;
                hold(run, array, scope, resource);
            }
            case HELD -> hold(run, array, scope, resource);
            case LEAVING -> {
                metrics.late(decisions.isKept(row), run.spans(), decisions.secondsSinceDecision(row));
                decisions.follow(row, run, array, scope);
            }
            case LATE_KEPT -> {
                metrics.late(true, run.spans(), decisions.nowSeconds() - verdicts.seconds());
                int position = store.append(SpanLog.PASSING, run, array, scope);
                decisions.releaseLate(position, verdicts.threshold(), verdicts.policy(), Decider.Vote.SAMPLED);
            }
            case LATE_DROPPED -> {
                metrics.late(false, run.spans(), decisions.nowSeconds() - verdicts.seconds());
                if (config.dryRun()) {
                    int position = store.append(SpanLog.PASSING, run, array, scope);
                    decisions.releaseLate(position, -1, -1, Decider.Vote.NOT_SAMPLED);
                } else {
                    lateDropped += run.spans();
                }
            }
            case NO_TRACE -> {
                withoutTraceId += run.spans();
                decisions.releaseUnsampled(store.append(SpanLog.PASSING, run, array, scope));
            }
        }
    }

    private void hold(Run run, byte[] array, int scope, int resource) {
        store.hold(row, run, array, scope, resource);
        if (watchesRoots && run.hasRoot()) {
            table.rootArrived(row, decisions.nowMillis());
        }
        long most = config.maximumTraceSizeBytes();
        if (most > 0 && table.traceBytes(row) > most) {
            decisions.dropTooLarge(row);
        }
    }

    /** Tells metrics and the request's ack what was counted since the last call. */
    void tell(int spans, Ack ack) {
        ItemAccount account = metrics.account();
        account.received(spans);
        drop(ack, DropReason.LATE, lateDropped);
        drop(ack, DropReason.DUPLICATE, duplicates);
        metrics.arrived(newTraces, splitTraces, withoutTraceId, sampledBefore);
        lateDropped = 0;
        duplicates = 0;
        newTraces = 0;
        splitTraces = 0;
        withoutTraceId = 0;
        sampledBefore = 0;
    }

    private void drop(Ack ack, DropReason reason, int spans) {
        if (spans > 0) {
            metrics.account().dropped(reason, spans);
            if (requests == null) {
                ack.dropped(spans, reason.label());
            } else {
                requests.current().dropped(spans, reason.label());
            }
        }
    }
}

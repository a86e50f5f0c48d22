package io.sluice.processor.tailsampling;

import io.sluice.api.Outcome;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides traces: when their time is up, when there is no room for them any longer, at the end. What is kept goes to {@link Releases}, as far as
 * there is room on its way; the rest of it waits where it is.
 *
 * <p>Threads: one worker's.
 */
final class Decisions {

    /** So many are decided together, at most. */
    private static final int MAX_LOT = 1 << 14;

    /** Where there is no room, this part of {@code num_traces} is decided at once, so that a limiter has something to choose from. */
    private static final int EARLY_PART = 1024;

    private static final int MAX_EARLY_LOT = 256;
    private static final int MILLIS = 1000;

    private final TailSamplingConfig config;
    private final TraceStore store;
    private final TraceTable table;
    private final Decider decider;
    private final Verdicts verdicts;
    private final TailSamplingMetrics metrics;
    private final @Nullable DryRunCounts dryRun;
    private final Releases releases = new Releases();
    private final Runnable leave;
    private final LongPredicate hasRoom;
    private final LongSupplier floor;
    private final int maxLot;
    private final @Nullable OpenRequests requests;
    private final UnderWay underWay;
    private final IntList due = new IntList();
    private final int waitMillis;
    private final int rootWaitMillis;
    private final long originNanos;
    private long nowNanos;
    private int nowMillis;
    private long leavingBytes;

    /**
     * Decisions.
     *
     * @param leave lets go what is in {@link #releases}, which is then empty
     * @param hasRoom whether so many bytes more may be in {@link #releases}
     * @param floor what every trace must reach; asked before each lot
     * @param requests whose spans are held, or null if nobody waits for them
     */
    Decisions(
            TailSamplingConfig config,
            TraceStore store,
            Decider decider,
            Verdicts verdicts,
            TailSamplingMetrics metrics,
            Runnable leave,
            LongPredicate hasRoom,
            LongSupplier floor,
            @Nullable OpenRequests requests,
            UnderWay underWay,
            long nowNanos) {
        this.config = config;
        this.store = store;
        this.table = store.table();
        this.decider = decider;
        this.verdicts = verdicts;
        this.metrics = metrics;
        this.dryRun = config.dryRun() ? metrics.dryRun() : null;
        this.leave = leave;
        this.hasRoom = hasRoom;
        this.floor = floor;
        this.maxLot = config.emergencyAt() > 0 ? Emergency.MAX_LOT : MAX_LOT;
        this.requests = requests;
        this.underWay = underWay;
        this.originNanos = nowNanos;
        this.waitMillis = (int) config.decisionWait().toMillis();
        this.rootWaitMillis = (int) config.decisionWaitAfterRootReceived().toMillis();
        setTime(nowNanos);
    }

    /** Sets the time for what follows. */
    void setTime(long nanos) {
        nowNanos = nanos;
        nowMillis = (int) TimeUnit.NANOSECONDS.toMillis(nanos - originNanos);
    }

    /** Milliseconds since the start; wraps, so compare by difference. */
    int nowMillis() {
        return nowMillis;
    }

    int nowSeconds() {
        return (int) TimeUnit.NANOSECONDS.toSeconds(nowNanos - originNanos);
    }

    /** What is about to leave. */
    Releases releases() {
        return releases;
    }

    /** Decides every trace whose time is up. */
    void decideDue() {
        do {
            due.clear();
            for (int row = table.oldest(); isDue(row) && due.size() < maxLot; row = table.younger(row)) {
                due.add(row);
            }
            addRootsDue();
            decideTogether();
        } while (due.size() >= maxLot);
    }

    private boolean isDue(int row) {
        return row != TraceTable.NONE && nowMillis - table.arrivalMillis(row) >= waitMillis;
    }

    private void addRootsDue() {
        int row = table.oldestRoot();
        while (row != TraceTable.NONE && nowMillis - table.rootMillis(row) >= rootWaitMillis && due.size() < maxLot) {
            if (!isDue(row)) {
                due.add(row);
            }
            row = table.youngerRoot(row);
        }
    }

    /** Decides some of the oldest traces, since there is no room for others; at least one if there is any. */
    void decideOldest(TailSamplingMetrics.Pressure pressure) {
        int lot = pressure == TailSamplingMetrics.Pressure.BYTES
                ? MAX_EARLY_LOT
                : Math.clamp(config.numTraces() / EARLY_PART, 1, MAX_EARLY_LOT);
        due.clear();
        for (int row = table.oldest(); row != TraceTable.NONE && due.size() < lot; row = table.younger(row)) {
            due.add(row);
        }
        metrics.decidedEarly(pressure, due.size());
        decideTogether();
    }

    /** Decides all that is held. */
    void decideAll() {
        while (table.undecided() > 0) {
            due.clear();
            for (int row = table.oldest(); row != TraceTable.NONE && due.size() < maxLot; row = table.younger(row)) {
                due.add(row);
            }
            decideTogether();
        }
    }

    /** Drops all that is held, undecided. */
    void dropAll() {
        while (table.undecided() > 0) {
            int row = table.oldest();
            store.dropRuns(row, DropReason.SHUTDOWN);
            table.remove(row);
        }
    }

    /** Gives all that is held back, undecided, to the senders who wait for it. */
    void giveAllBack(OpenRequests to, Outcome outcome) {
        while (table.undecided() > 0) {
            int row = table.oldest();
            store.giveBackRuns(row, to, outcome);
            table.remove(row);
        }
    }

    /** Drops a trace that has grown too large. */
    void dropTooLarge(int row) {
        metrics.tooLarge();
        end(row, Decider.Vote.NOT_SAMPLED, 0, -1, DropReason.TOO_LARGE);
    }

    private void decideTogether() {
        int count = due.size();
        if (count == 0) {
            return;
        }
        decider.setFloor(floor.getAsLong());
        decider.decide(due, nowNanos);
        for (int i = 0; i < count; i++) {
            Decider.Vote vote = decider.vote(i);
            end(due.get(i), vote, decider.threshold(i), decider.policy(i), reason(vote, decider.policy(i)));
        }
        metrics.votes(decider, nowNanos);
    }

    private static DropReason reason(Decider.Vote vote, int policy) {
        if (vote == Decider.Vote.DROPPED) {
            return DropReason.DROP_POLICY;
        }
        return policy >= 0 ? DropReason.EMERGENCY : DropReason.NOT_SAMPLED;
    }

    /** Carries a decision out and remembers it. */
    private void end(int row, Decider.Vote vote, long threshold, int policy, DropReason reason) {
        boolean kept = vote == Decider.Vote.SAMPLED;
        long idHash = table.hashOf(row);
        int age = nowMillis - table.arrivalMillis(row);
        metrics.decided(vote);
        metrics.removed(age, lagMillis(row, age));
        if (kept) {
            verdicts.addKept(idHash, threshold, policy, nowSeconds());
        } else {
            verdicts.addDropped(idHash, nowSeconds());
        }
        if (kept || config.dryRun()) {
            release(row, kept ? threshold : -1, policy, vote);
            letGo();
        } else {
            store.dropRuns(row, reason);
            table.remove(row);
        }
    }

    /** How much later than at its time a trace is decided; below 0 if before it. */
    private int lagMillis(int row, int age) {
        int lag = age - waitMillis;
        return config.watchesRoots() && table.hasRoot(row)
                ? Math.max(lag, nowMillis - table.rootMillis(row) - rootWaitMillis)
                : lag;
    }

    private void release(int row, long threshold, int policy, Decider.Vote vote) {
        if (dryRun != null) {
            for (int at = table.firstRun(row);
                    at != SpanLog.NONE;
                    at = store.log().next(at)) {
                countDryRun(at, policy, vote);
            }
        }
        table.leave(row, written(threshold), tag(policy, false, vote));
        leavingBytes += table.leavingBytes(row);
    }

    /** Bytes of traces that are kept and wait for room on their way. */
    long leavingBytes() {
        return leavingBytes;
    }

    /** Lets go what is kept, in the order in which it was decided, as far as there is room on its way. */
    void letGo() {
        for (int row = table.firstLeaving(); row != TraceTable.NONE; row = table.firstLeaving()) {
            if (!hasLeft(row)) {
                return;
            }
            leavingBytes -= table.leavingBytes(row);
            table.remove(row);
        }
    }

    /** The run that leaves next once there is room, or {@link SpanLog#NONE}. */
    int nextToLeave() {
        int row = table.firstLeaving();
        return row == TraceTable.NONE ? SpanLog.NONE : table.firstRun(row);
    }

    /** Drops what is kept and has not left, or gives it back to those who wait for it. */
    void endLeaving(Outcome outcome) {
        for (int row = table.firstLeaving(); row != TraceTable.NONE; row = table.firstLeaving()) {
            store.endRuns(row, outcome);
            leavingBytes -= table.leavingBytes(row);
            table.remove(row);
        }
    }

    /** Lets go of a trace what there is room for; true if that is all. */
    private boolean hasLeft(int row) {
        SpanLog log = store.log();
        int next;
        for (int at = table.firstRun(row); at != SpanLog.NONE; at = next) {
            if (!hasRoom.test(log.length(at))) {
                return false;
            }
            next = log.next(at);
            table.setFirstRun(row, next);
            if (requests != null && log.spans(at) == 0) {
                underWay.await(requests.get(log.request(at)));
                store.free(at);
            } else {
                releases.add(at, log.length(at), table.threshold(row), table.tag(row));
            }
            if (releases.bytes() >= Releases.ENOUGH) {
                leave.run();
            }
        }
        return true;
    }

    private void countDryRun(int position, int policy, Decider.Vote vote) {
        if (dryRun != null) {
            Envelopes envelopes = store.envelopes();
            int resource = envelopes.resourceOf(store.log().scope(position));
            dryRun.count(
                    resource,
                    envelopes.resource(resource),
                    policy,
                    vote.number(),
                    store.log().spans(position));
        }
    }

    /** Hands on what was counted since the last call. */
    void tell() {
        if (dryRun != null) {
            dryRun.tell();
        }
    }

    /** Lets a run go that was never held, since its trace was decided before. */
    void releaseLate(int position, long threshold, int policy, Decider.Vote vote) {
        releases.add(position, store.log().length(position), written(threshold), tag(policy, true, vote));
        countDryRun(position, policy, vote);
    }

    /** Lets a run follow a trace that is leaving. */
    void follow(int row, Run run, byte[] array, int scope) {
        int tag = table.tag(row);
        int position = store.follow(row, run, array, scope);
        leavingBytes += run.length();
        countDryRun(position, Tag.policy(tag), Tag.vote(tag));
    }

    /** Whether a trace that leaves is kept; in a dry run others leave as well. */
    boolean isKept(int row) {
        return dryRun == null || Tag.vote(table.tag(row)) == Decider.Vote.SAMPLED;
    }

    /** For how many seconds a trace that leaves has been decided. */
    int secondsSinceDecision(int row) {
        return Math.max(0, nowMillis - table.arrivalMillis(row) - waitMillis) / MILLIS;
    }

    /** Lets a run go that belongs to no trace. */
    void releaseUnsampled(int position) {
        releases.add(position, store.log().length(position), Releases.UNCHANGED, Tag.NONE);
    }

    private long written(long threshold) {
        if (!config.isConsistent() || threshold < 0) {
            return Releases.UNCHANGED;
        }
        return config.dryRun() ? Releases.wouldBe(threshold) : threshold;
    }

    private int tag(int policy, boolean late, Decider.Vote vote) {
        return config.recordPolicy() || config.dryRun() ? Tag.of(policy, late, vote) : Tag.NONE;
    }
}

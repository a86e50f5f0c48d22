package io.sluice.processor.tailsampling;

import io.sluice.pdata.BufferPool;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.pdata.PayloadEditor;
import io.sluice.pdata.Signal;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireType;
import io.sluice.processor.sampling.Randomness;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a request of log records once and finds out what becomes of each: it leaves, waits or is dropped. Then {@link #leaving} and
 * {@link #waiting} make requests of those that do.
 *
 * <p>Threads: one worker's.
 */
final class LogSift {

    /** What becomes of a record on whose trace there is no verdict. */
    enum Undecided {
        /** It waits. */
        WAITS,
        /** It waits if its trace is held; one of which nothing has come passes. */
        WAITS_IF_HELD,
        /** It passes. */
        PASSES,
        /** It is dropped, as its trace is. */
        DROPPED
    }

    private static final int RESOURCE_LOGS = 1;
    private static final int SCOPE_LOGS = 2;
    private static final int LOG_RECORDS = 2;
    private static final int SEVERITY_NUMBER = 2;
    private static final int ATTRIBUTES = 6;
    private static final int TRACE_ID = 9;
    private static final int RESOURCE = 1;
    private static final int RESOURCE_ATTRIBUTES = 1;
    private static final String AUDIT_KEY = "log.type";
    private static final String AUDIT = "audit";

    private final VerdictBoards boards;
    private final LogMarks marks;
    private final @Nullable LogDryRun dryRun;
    private final int leastSeverity;
    private final AttributeScan kept = new AttributeScan();
    private final long[] isKept = new long[1]; // not 0 if an attribute keeps the record
    private final PayloadEditor leaving = new PayloadEditor();
    private final PayloadEditor waiting = new PayloadEditor();
    private final WireReader request = new WireReader();
    private final WireReader resource = new WireReader();
    private final WireReader scope = new WireReader();
    private final WireReader fields = new WireReader();
    private final int[] counts = new int[LogFate.COUNT];
    private int records;
    private Undecided undecided = Undecided.PASSES;
    private boolean resourceIsKept;
    private int severity;
    private int idAt; // -1 if the record has none
    private long lastHigh;
    private long lastLow;
    private long lastVerdict;

    /** @param dryRun what counts in a dry run, in which nothing is dropped for its trace; null if this is none */
    LogSift(VerdictBoards boards, TailSamplingConfig config, LogMarks marks, @Nullable LogDryRun dryRun) {
        this.boards = boards;
        this.marks = marks;
        this.dryRun = dryRun;
        this.leastSeverity = config.logs().keepSeverity().least();
        kept.add(AUDIT_KEY, new AttributeTest.OneOf(new TextTable(List.of(Text.of(AUDIT)))), 0);
        for (TailSamplingConfig.KeptLogs each : config.logs().keep()) {
            kept.add(
                    each.key(),
                    new AttributeTest.OneOf(
                            new TextTable(each.values().stream().map(Text::of).toList())),
                    0);
        }
    }

    /**
     * Looks at a request, which must stay as it is until {@link #forget}.
     *
     * @throws MalformedException if it was not validated; there is nothing to be had of it then
     */
    void sift(Payload payload, Undecided what) throws MalformedException {
        undecided = what;
        Arrays.fill(counts, 0);
        records = 0;
        if (dryRun != null) {
            dryRun.begin();
        }
        lastVerdict = VerdictBoard.NONE;
        lastHigh = 0;
        lastLow = 0;
        leaving.begin(Signal.LOGS, payload);
        waiting.begin(Signal.LOGS, payload);
        request.reset(payload.array(), payload.offset(), payload.end());
        while (request.next()) {
            if (request.isBytes(RESOURCE_LOGS)) {
                readResource();
            }
        }
    }

    private void readResource() throws MalformedException {
        resourceIsKept = false;
        if (dryRun != null) {
            dryRun.enterResource(request.array(), request.valueStart(), request.valueEnd());
        }
        resource.enter(request);
        while (resource.next()) {
            if (resource.isBytes(RESOURCE)) {
                readAttributes();
            }
        }
        resource.enter(request);
        while (resource.next()) {
            if (resource.isBytes(SCOPE_LOGS)) {
                scope.enter(resource);
                while (scope.next()) {
                    if (scope.isBytes(LOG_RECORDS)) {
                        decide(scope.array(), scope.valueStart(), scope.valueEnd());
                    }
                }
            }
        }
    }

    private void readAttributes() throws MalformedException {
        isKept[0] = 0;
        kept.begin();
        fields.enter(resource);
        while (fields.next()) {
            if (fields.isBytes(RESOURCE_ATTRIBUTES)) {
                kept.look(fields.array(), fields.valueStart(), fields.valueEnd(), true, isKept);
            }
        }
        resourceIsKept |= isKept[0] != 0;
    }

    private void decide(byte[] array, int from, int end) throws MalformedException {
        scan(array, from, end);
        records++;
        long verdict = VerdictBoard.NONE;
        LogFate fate;
        if (severity >= leastSeverity) {
            fate = LogFate.SEVERITY;
        } else if (resourceIsKept || isKept[0] != 0) {
            fate = LogFate.ATTRIBUTE;
        } else if (idAt < 0) {
            fate = LogFate.WITHOUT_TRACE_ID;
        } else {
            verdict = verdict(Bytes.longAt(array, idAt), Bytes.longAt(array, idAt + Long.BYTES));
            fate = fateOf(verdict);
        }
        counts[fate.number()]++;
        if (dryRun != null) {
            dryRun.count(fate, VerdictBoard.policy(verdict));
        }
        switch (fate) {
            case WAITING -> leaving.drop(from);
            case NOT_SAMPLED -> {
                waiting.drop(from);
                if (dryRun != null) {
                    marks.write(leaving, array, from, end, idAt, verdict);
                } else {
                    leaving.drop(from);
                }
            }
            case SAMPLED -> {
                waiting.drop(from);
                marks.write(leaving, array, from, end, idAt, verdict);
            }
            case WITHOUT_VERDICT -> {
                waiting.drop(from);
                if (undecided == Undecided.DROPPED) {
                    leaving.drop(from);
                }
            }
            case SEVERITY, ATTRIBUTE, WITHOUT_TRACE_ID -> waiting.drop(from);
        }
    }

    private void scan(byte[] array, int from, int end) throws MalformedException {
        severity = 0;
        idAt = -1;
        isKept[0] = 0;
        kept.begin();
        fields.reset(array, from, end);
        while (fields.next()) {
            if (fields.isBytes(ATTRIBUTES)) {
                kept.look(array, fields.valueStart(), fields.valueEnd(), false, isKept);
            } else if (fields.isBytes(TRACE_ID)) {
                idAt = Randomness.isTraceId(array, fields.valueStart(), fields.valueEnd()) ? fields.valueStart() : -1;
            } else if (fields.fieldNumber() == SEVERITY_NUMBER && fields.wireType() == WireType.VARINT) {
                severity = (int) fields.varint();
            }
        }
    }

    /** Records of one trace often lie side by side, and are then decided alike. */
    private long verdict(long high, long low) {
        if (high != lastHigh || low != lastLow) {
            lastHigh = high;
            lastLow = low;
            lastVerdict = boards.find(boards.hash().of(high, low));
        }
        return lastVerdict;
    }

    private LogFate fateOf(long verdict) {
        if (VerdictBoard.isKept(verdict)) {
            return LogFate.SAMPLED;
        }
        if (verdict == VerdictBoard.DROPPED) {
            return LogFate.NOT_SAMPLED;
        }
        boolean waits = undecided == Undecided.WAITS
                || (undecided == Undecided.WAITS_IF_HELD && verdict == VerdictBoard.PENDING);
        return waits ? LogFate.WAITING : LogFate.WITHOUT_VERDICT;
    }

    /** How many records of the request are of a fate. */
    int count(LogFate fate) {
        return counts[fate.number()];
    }

    /** How many are dropped since their trace was not kept. */
    int notSampled() {
        return dryRun != null ? 0 : count(LogFate.NOT_SAMPLED);
    }

    /** How many are dropped although their trace is undecided. */
    int droppedUndecided() {
        return undecided == Undecided.DROPPED ? count(LogFate.WITHOUT_VERDICT) : 0;
    }

    /** How many leave. */
    int leavingCount() {
        return records - notSampled() - droppedUndecided() - waitingCount();
    }

    int waitingCount() {
        return count(LogFate.WAITING);
    }

    /** A request of those that leave, with their marks; the one that came in, shared, if that is what leaves. Null if none does. */
    @Nullable
    Payload leaving(BufferPool buffers) throws MalformedException {
        return leavingCount() == 0 ? null : leaving.apply(buffers);
    }

    /** A request of those that wait; the one that came in, shared, if that is what waits. Null if none does. */
    @Nullable
    Payload waiting(BufferPool buffers) throws MalformedException {
        return waitingCount() == 0 ? null : waiting.apply(buffers);
    }

    /** Lets go of the request. */
    void forget() {
        leaving.reset();
        waiting.reset();
    }
}

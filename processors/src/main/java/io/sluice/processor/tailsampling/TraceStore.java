package io.sluice.processor.tailsampling;

import io.sluice.pdata.MalformedException;

/**
 * The traces that are held: their numbers in a {@link TraceTable}, their spans in a {@link SpanLog}, what encloses those in {@link Envelopes}.
 * Knows nothing of policies.
 *
 * <p>Threads: one worker's.
 */
final class TraceStore {

    /** Tags and lengths of what encloses a trace's spans. */
    private static final int ENVELOPE_HEADS = 8;

    private final IdHash hash = new IdHash();
    private final TraceTable table;
    private final SpanLog log = new SpanLog();
    private final Envelopes envelopes;
    private final SpanAccount account;
    private int turn;

    /**
     * A store.
     *
     * @param roots true if {@link TraceTable#rootArrived} will be used
     * @param expectedTraces how many traces to make room for
     * @param span finds the evidence in resources
     */
    TraceStore(int evidenceWords, boolean roots, int expectedTraces, SpanScan span, SpanAccount account) {
        this.table = new TraceTable(hash, evidenceWords, roots, expectedTraces);
        this.envelopes = new Envelopes(hash, evidenceWords, (envelope, evidence) -> {
            try {
                span.readResource(envelope, evidence);
            } catch (MalformedException e) {
                throw new IllegalStateException("a request came here without validation", e);
            }
        });
        this.account = account;
    }

    IdHash hash() {
        return hash;
    }

    TraceTable table() {
        return table;
    }

    SpanLog log() {
        return log;
    }

    Envelopes envelopes() {
        return envelopes;
    }

    long bytes() {
        return log.bytes() + table.bytes() + envelopes.bytes();
    }

    /** Another {@code ResourceSpans} begins. */
    void nextResource() {
        turn++;
    }

    /**
     * Holds a run of spans.
     *
     * @param owner its trace's row, or {@link SpanLog#PASSING}
     * @return its position
     */
    int append(int owner, Run run, byte[] array, int scope) {
        int position = log.append(owner, scope, run.spans(), array, run.from(), run.length());
        envelopes.holdScope(scope);
        account.stored(run.spans());
        return position;
    }

    /** Holds a run of spans for a trace, with all that is known of them. */
    void hold(int row, Run run, byte[] array, int scope, int resource) {
        int envelopeBytes = envelopeBytes(row, scope, resource);
        int position = append(row, run, array, scope);
        int last = table.lastRun(row);
        if (last == SpanLog.NONE) {
            table.setFirstRun(row, position);
        } else {
            log.setNext(last, position);
        }
        table.setLastRun(row, position);
        table.setTurn(row, turn);
        table.addSize(row, run.spans(), run.length() + envelopeBytes);
        table.setTimes(row, run.earliest(), run.latest());
        table.addEvidence(row, run.evidence());
        table.addEvidence(row, envelopes.evidence(resource));
        table.setRandomness(row, Run.lesser(table.randomness(row), run.randomness()));
    }

    /** What encloses the run, unless the run before it in the same {@code ResourceSpans} has it already. */
    private int envelopeBytes(int row, int scope, int resource) {
        int last = table.lastRun(row);
        boolean sameResource = last != SpanLog.NONE && table.turn(row) == turn;
        if (sameResource && log.scope(last) == scope) {
            return 0;
        }
        int bytes = envelopes.scope(scope).length + ENVELOPE_HEADS;
        return sameResource ? bytes : bytes + envelopes.resource(resource).length + ENVELOPE_HEADS;
    }

    /** Frees a run; it is decided. */
    void free(int position) {
        int scope = log.scope(position);
        account.decided(log.spans(position));
        log.free(position);
        envelopes.releaseScope(scope);
    }

    /** Frees all runs of a trace. */
    void freeRuns(int row) {
        int position = table.firstRun(row);
        while (position != SpanLog.NONE) {
            int next = log.next(position);
            free(position);
            position = next;
        }
    }

    /** Makes room where runs that are left keep pages. Nothing may be about to leave. */
    void compact() {
        log.compact(table);
    }
}

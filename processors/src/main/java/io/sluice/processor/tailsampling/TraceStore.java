package io.sluice.processor.tailsampling;

import io.sluice.api.Outcome;
import io.sluice.pdata.MalformedException;
import org.jspecify.annotations.Nullable;

/**
 * The traces that are held: their numbers in a {@link TraceTable}, their spans in a {@link SpanLog}, what encloses those in {@link Envelopes}.
 * Knows nothing of policies.
 *
 * <p>Threads: one worker's.
 */
final class TraceStore {

    /** Tags and lengths of what encloses a trace's spans. */
    private static final int ENVELOPE_HEADS = 8;

    private static final byte[] NO_SPANS = {};

    private final IdHash hash;
    private final TraceTable table;
    private final SpanLog log;
    private final Envelopes envelopes;
    private final ItemAccount account;
    private final @Nullable OpenRequests requests;
    private int turn;

    /**
     * A store.
     *
     * @param hash of trace ids
     * @param roots true if {@link TraceTable#rootArrived} will be used
     * @param expectedTraces how many traces to make room for
     * @param span finds the evidence in resources
     * @param requests whose spans are held, or null if nobody waits for them
     */
    TraceStore(
            IdHash hash,
            int evidenceWords,
            boolean roots,
            int expectedTraces,
            SpanScan span,
            ItemAccount account,
            @Nullable OpenRequests requests) {
        this.hash = hash;
        this.log = new SpanLog(requests != null);
        this.requests = requests;
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
        long open = requests == null ? 0 : requests.bytes();
        return log.bytes() + table.bytes() + envelopes.bytes() + open;
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
        int request = requests == null ? OpenRequests.NONE : requests.currentNumber();
        int position = log.append(owner, scope, run.spans(), request, array, run.from(), run.length());
        if (requests != null) {
            requests.stored();
        }
        envelopes.holdScope(scope);
        account.stored(run.spans());
        return position;
    }

    /** Holds a run of spans for a trace, with all that is known of them. */
    void hold(int row, Run run, byte[] array, int scope, int resource) {
        int envelopeBytes = envelopeBytes(row, scope, resource);
        link(row, append(row, run, array, scope));
        table.setTurn(row, turn);
        table.addSize(row, run.spans(), run.length() + envelopeBytes);
        table.setTimes(row, run.earliest(), run.latest());
        table.addEvidence(row, run.evidence());
        table.addEvidence(row, envelopes.evidence(resource));
        table.setRandomness(row, Run.lesser(table.randomness(row), run.randomness()));
    }

    /**
     * Lets a run follow a trace that is leaving.
     *
     * @return its position
     */
    int follow(int row, Run run, byte[] array, int scope) {
        int position = append(row, run, array, scope);
        link(row, position);
        table.addLeavingBytes(row, run.length());
        return position;
    }

    private void link(int row, int position) {
        int last = table.lastRun(row);
        if (last == SpanLog.NONE) {
            table.setFirstRun(row, position);
        } else {
            log.setNext(last, position);
        }
        table.setLastRun(row, position);
    }

    /**
     * Lets the present request wait for a trace, since it brings spans again that the trace has: a run without spans, which ends as the
     * others do.
     */
    void await(int row) {
        int last = table.lastRun(row);
        if (requests == null || last == SpanLog.NONE || isAwaited(last)) {
            return;
        }
        int scope = log.scope(last);
        int position = log.append(row, scope, 0, requests.currentNumber(), NO_SPANS, 0, 0);
        requests.stored();
        envelopes.holdScope(scope);
        link(row, position);
    }

    private boolean isAwaited(int last) {
        return requests != null && log.spans(last) == 0 && log.request(last) == requests.currentNumber();
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
        int request = requests == null ? OpenRequests.NONE : log.request(position);
        log.free(position);
        envelopes.releaseScope(scope);
        if (requests != null) {
            requests.freed(request);
        }
    }

    /** Drops all runs of a trace. */
    void dropRuns(int row, DropReason reason) {
        account.dropped(reason, table.spans(row));
        int position = table.firstRun(row);
        while (position != SpanLog.NONE) {
            int next = log.next(position);
            int spans = log.spans(position);
            if (requests != null && spans > 0) {
                requests.get(log.request(position)).dropped(spans, reason.label());
            }
            free(position);
            position = next;
        }
    }

    /** Gives all runs of a trace back to their senders, who wait for them. */
    void giveBackRuns(int row, OpenRequests to, Outcome outcome) {
        account.givenBack(table.spans(row));
        int position = table.firstRun(row);
        while (position != SpanLog.NONE) {
            int next = log.next(position);
            to.get(log.request(position)).failed(outcome);
            free(position);
            position = next;
        }
    }

    /** Drops all runs that are left of a trace since the process stops, or gives them back to senders who wait for them. */
    void endRuns(int row, Outcome outcome) {
        int next;
        for (int position = table.firstRun(row); position != SpanLog.NONE; position = next) {
            next = log.next(position);
            if (requests == null) {
                account.dropped(DropReason.SHUTDOWN, log.spans(position));
            } else {
                account.givenBack(log.spans(position));
                requests.get(log.request(position)).failed(outcome);
            }
            free(position);
        }
    }

    /** Makes room where runs that are left keep pages. Nothing may be about to leave. */
    void compact() {
        log.compact(table);
    }
}

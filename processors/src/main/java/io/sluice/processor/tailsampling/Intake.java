package io.sluice.processor.tailsampling;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireWriter;

/**
 * Goes through a request once: finds what encloses its spans, and cuts the spans into runs of one trace each. A trace's spans that other spans
 * lie between make several runs.
 *
 * <p>Threads: one worker's.
 */
final class Intake {

    /** Where runs go. */
    interface Target {

        /** Another {@code ResourceSpans} begins. */
        void nextResource();

        /** The span that was just read begins a run; the target begins it. */
        void begin(Run run, SpanScan span, int at);

        /** Whether the span that was just read is wanted; it goes into the run if it is. */
        boolean wants(Run run, SpanScan span, int bytes);

        /** A run is complete; it lies in {@code array}. */
        void end(Run run, byte[] array, int scope, int resource);
    }

    private static final int RESOURCE_SPANS = 1;
    private static final int SCOPE_SPANS = 2;
    private static final int SPANS = 2;
    private static final int KEPT_BYTES = 1 << 16;

    private final Envelopes envelopes;
    private final SpanScan span;
    private final Run run;
    private final Target target;
    private final WireReader request = new WireReader();
    private final WireReader resource = new WireReader();
    private final WireReader scope = new WireReader();
    private final WireWriter envelope = new WireWriter(1 << 10);
    private int lastResource = InternTable.NONE;
    private int lastScope = InternTable.NONE;
    private int spans;

    Intake(Envelopes envelopes, SpanScan span, Run run, Target target) {
        this.envelopes = envelopes;
        this.span = span;
        this.run = run;
        this.target = target;
    }

    /**
     * Reads a request.
     *
     * @param source its number among {@link Envelopes}
     * @throws MalformedException if the request was not validated; what came before it was taken
     */
    void read(byte[] array, int from, int end, int source) throws MalformedException {
        spans = 0;
        run.clear();
        request.reset(array, from, end);
        while (request.next()) {
            if (request.isBytes(RESOURCE_SPANS)) {
                readResource(array, source);
            }
        }
        envelope.reset(KEPT_BYTES);
    }

    /** How many spans the last request had, as far as it was read. */
    int spans() {
        return spans;
    }

    private void readResource(byte[] array, int source) throws MalformedException {
        envelope.reset();
        copyEnvelope(resource.enter(request), SCOPE_SPANS);
        int id = envelopes.holdResource(source, envelope.array(), envelope.length(), lastResource);
        lastResource = id;
        target.nextResource();
        try {
            resource.enter(request);
            while (resource.next()) {
                if (resource.isBytes(SCOPE_SPANS)) {
                    readScope(array, id);
                }
            }
        } finally {
            envelopes.releaseResource(id);
        }
    }

    private void readScope(byte[] array, int resourceId) throws MalformedException {
        envelope.reset();
        copyEnvelope(scope.enter(resource), SPANS);
        int id = envelopes.holdScope(resourceId, envelope.array(), envelope.length(), lastScope);
        lastScope = id;
        try {
            scope.enter(resource);
            while (scope.next()) {
                if (scope.isBytes(SPANS)) {
                    readSpan(array, id, resourceId);
                }
            }
        } finally {
            endRun(array, id, resourceId);
            envelopes.releaseScope(id);
        }
    }

    private void copyEnvelope(WireReader message, int below) throws MalformedException {
        while (message.next()) {
            if (!message.isBytes(below)) {
                envelope.raw(message.array(), message.fieldStart(), message.valueEnd() - message.fieldStart());
            }
        }
    }

    private void readSpan(byte[] array, int scopeId, int resourceId) throws MalformedException {
        span.read(array, scope.valueStart(), scope.valueEnd());
        spans++;
        int start = scope.fieldStart();
        if (!run.goesOn(span, start)) {
            endRun(array, scopeId, resourceId);
            target.begin(run, span, start);
        }
        if (target.wants(run, span, scope.valueLength())) {
            run.add(span, scope.valueEnd());
        } else {
            endRun(array, scopeId, resourceId);
        }
    }

    private void endRun(byte[] array, int scopeId, int resourceId) {
        if (!run.isEmpty()) {
            target.end(run, array, scopeId, resourceId);
            run.clear();
        }
    }
}

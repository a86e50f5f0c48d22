package io.sluice.processor.tailsampling;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireType;
import io.sluice.pdata.WireWriter;
import io.sluice.processor.sampling.Randomness;
import io.sluice.processor.sampling.Threshold;
import io.sluice.processor.sampling.TraceState;

/**
 * Writes spans with the threshold that they were kept with in their tracestate. A higher one that is there already stays. None is above the span's
 * own randomness, which would be a contradiction: one that came so is taken away, and where a trace was kept by a randomness that other spans of it
 * told, the span bears none, so that nobody knows how many it stands for. Everything else stays as it is, a tracestate that can't be read as well.
 *
 * <p>Threads: one worker's.
 */
final class SpanWriter {

    private static final int SPANS = 2;
    private static final int TRACE_ID = 1;
    private static final int TRACE_STATE = 3;
    private static final int TRACE_ID_BYTES = 16;
    private static final int ROOM = 3;

    private final WireReader fields = new WireReader();
    private final WireReader span = new WireReader();
    private final TraceState state = new TraceState();

    /** Writes a run of spans: fields of a {@code ScopeSpans}, tags included. */
    void write(byte[] run, int length, long threshold, WireWriter out) throws MalformedException {
        fields.reset(run, 0, length);
        while (fields.next()) {
            int start = out.length();
            out.room(SPANS, ROOM);
            int content = out.length();
            writeSpan(run, fields.valueStart(), fields.valueEnd(), threshold, out);
            out.closeRoom(SPANS, start, content);
        }
    }

    private void writeSpan(byte[] run, int from, int end, long threshold, WireWriter out) throws MalformedException {
        long randomness = Randomness.NONE;
        int before = -1; // where the tracestate is put: where it was, else behind the ids, which come first
        int stateFrom = from;
        int stateEnd = from;
        int several = 0;
        int behindIds = from;
        span.reset(run, from, end);
        while (span.next()) {
            if (span.isBytes(TRACE_STATE)) {
                several++;
                before = before < 0 ? span.fieldStart() : before;
                stateFrom = span.valueStart();
                stateEnd = span.valueEnd();
            } else if (span.isBytes(TRACE_ID) && span.valueLength() == TRACE_ID_BYTES) {
                randomness = Randomness.ofTraceId(run, span.valueStart());
            }
            if (span.fieldNumber() < TRACE_STATE) {
                behindIds = span.valueEnd();
            }
        }
        if (!state.read(run, stateFrom, stateEnd)) {
            out.raw(run, from, end - from);
            return;
        }
        raise(threshold, randomness);
        int at = before < 0 ? behindIds : before;
        out.raw(run, from, at - from);
        int start = out.length();
        out.room(TRACE_STATE, 2);
        int content = out.length();
        state.write(out);
        if (out.length() > content) {
            out.closeRoom(TRACE_STATE, start, content);
        } else {
            out.truncate(start);
        }
        if (several <= 1) {
            int rest = several == 0 ? at : stateEnd;
            out.raw(run, rest, end - rest);
        } else {
            writeOthers(run, at, end, out);
        }
    }

    private void raise(long threshold, long traceIdRandomness) {
        long randomness = state.randomness() != Randomness.NONE ? state.randomness() : traceIdRandomness;
        if (randomness != Randomness.NONE && Math.max(state.threshold(), threshold) > randomness) {
            state.clearThreshold();
        } else if (threshold < Threshold.NEVER) {
            state.raiseThreshold(threshold);
        }
    }

    /** The fields from an index on, without any tracestate. */
    private void writeOthers(byte[] run, int from, int end, WireWriter out) throws MalformedException {
        span.reset(run, from, end);
        while (span.next()) {
            if (span.fieldNumber() != TRACE_STATE || span.wireType() != WireType.BYTES) {
                out.raw(run, span.fieldStart(), span.valueEnd() - span.fieldStart());
            }
        }
    }
}

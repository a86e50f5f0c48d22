package io.sluice.processor.probabilisticsampler;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Signal;
import io.sluice.pdata.WireWriter;
import io.sluice.processor.edit.AttributeTable;
import io.sluice.processor.edit.EditedMessage;
import io.sluice.processor.sampling.Randomness;
import io.sluice.processor.sampling.Threshold;
import io.sluice.processor.sampling.TraceState;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Samples spans, which bear randomness and threshold in their tracestate. Threads: one worker's. */
final class SpanSampler extends SamplerEditor {

    private static final int TRACE_STATE = 3;
    private static final int ID_BYTES = 16;

    private final SpanScan scan = new SpanScan();
    private final SpanPriority priorities = new SpanPriority();
    private final TraceState state = new TraceState();
    private byte[] stateArray = {};
    private int stateFrom;
    private int stateEnd;

    SpanSampler(ProbabilisticSamplerConfig config, SamplerCounts counts) {
        super(config, Signal.TRACES, counts);
    }

    @Override
    @Nullable
    DropReason read(EditedMessage span) throws MalformedException {
        scan.read(span.array(), span.from(), span.end());
        locateState(span);
        writable = state.read(stateArray, stateFrom, stateEnd);
        incoming = state.threshold();
        if (never) {
            needNoRandomness();
            return writable ? null : DropReason.SAMPLING_UNREADABLE;
        }
        return hashes ? readForHash() : readForConsistency();
    }

    /** A processor before this one may have changed the tracestate. */
    private void locateState(EditedMessage span) {
        boolean edited = span.isEdited();
        stateArray = edited ? span.textArray(TRACE_STATE) : scan.array();
        stateFrom = edited ? span.textFrom(TRACE_STATE) : scan.stateFrom();
        stateEnd = edited ? span.textEnd(TRACE_STATE) : scan.stateEnd();
    }

    private @Nullable DropReason readForHash() {
        if (scan.hasId()) {
            randomness = hash.of(scan.array(), scan.idFrom(), scan.idFrom() + ID_BYTES);
            policy = Policy.TRACE_ID_HASH;
        } else {
            missRandomness();
        }
        if (!writable) {
            return DropReason.SAMPLING_UNREADABLE;
        }
        if (state.randomness() != Randomness.NONE) {
            writable = false;
            return DropReason.SAMPLING_RANDOMNESS_IN_USE;
        }
        if (incoming != Threshold.NONE) {
            writable = false;
            return DropReason.SAMPLING_THRESHOLD_IN_USE;
        }
        return null;
    }

    private @Nullable DropReason readForConsistency() {
        if (!writable) {
            missRandomness();
            return DropReason.SAMPLING_UNREADABLE;
        }
        if (state.randomness() != Randomness.NONE) {
            randomness = state.randomness();
            policy = Policy.SAMPLING_RANDOMNESS;
        } else if (scan.hasId()) {
            randomness = Randomness.ofTraceId(scan.array(), scan.idFrom());
            policy = Policy.TRACE_ID_W3C;
        } else {
            missRandomness();
        }
        return null;
    }

    @Override
    long priority(EditedMessage span) throws MalformedException {
        if (span.isEdited()) {
            AttributeTable attributes = span.attributes();
            int i = attributes.find(SpanScan.PRIORITY);
            return i < 0
                    ? Threshold.NONE
                    : priorities.threshold(attributes.valueArray(i), attributes.valueFrom(i), attributes.valueEnd(i));
        }
        return scan.hasPriority()
                ? priorities.threshold(scan.priorityArray(), scan.priorityFrom(), scan.priorityEnd())
                : Threshold.NONE;
    }

    @Override
    boolean isAlwaysKept(EditedMessage span) throws MalformedException {
        return keep.matchesSpan(span, scan);
    }

    @Override
    void forgetThreshold() {
        state.clearThreshold();
    }

    @Override
    void write(EditedMessage span, long threshold) {
        if (hashes && !never) {
            state.setRandomness(randomness);
        }
        state.raiseThreshold(threshold);
        WireWriter out = span.scratch();
        int start = out.length();
        state.write(out);
        if (Arrays.equals(out.array(), start, out.length(), stateArray, stateFrom, stateEnd)) {
            out.truncate(start);
        } else {
            span.setText(TRACE_STATE, out.array(), start, out.length());
        }
    }
}

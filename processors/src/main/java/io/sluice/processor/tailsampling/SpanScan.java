package io.sluice.processor.tailsampling;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireType;
import io.sluice.processor.sampling.Threshold;
import io.sluice.processor.sampling.TraceState;
import java.util.Arrays;
import java.util.List;

/**
 * Goes over a span once and tells what a decision will want to know of it. What is told stays until the next span. Allocates nothing but what
 * unusual attributes need. Threads: one worker's.
 */
final class SpanScan {

    private static final int TRACE_ID = 1;
    private static final int SPAN_ID = 2;
    private static final int TRACE_STATE = 3;
    private static final int PARENT_SPAN_ID = 4;
    private static final int START = 7;
    private static final int END = 8;
    private static final int ATTRIBUTES = 9;
    private static final int STATUS = 15;
    private static final int FLAGS = 16;
    private static final int RESOURCE = 1;
    private static final int RESOURCE_ATTRIBUTES = 1;
    private static final int STATUS_CODE = 3;
    private static final int STATUS_CODES = 3;
    private static final int SAMPLED = 1;
    private static final int TRACE_ID_BYTES = 16;
    private static final int SPAN_ID_BYTES = 8;

    private final AttributeScan attributes = new AttributeScan();
    private final List<PolicySet.MemberEvidence> members;
    private final boolean readsAttributes;
    private final TraceStateMembers traceState = new TraceStateMembers();
    private final TraceState ot = new TraceState();
    private final WireReader span = new WireReader();
    private final WireReader inner = new WireReader();
    private final long[] evidence;

    private long high;
    private long low;
    private long spanId;
    private boolean root;
    private long start;
    private long end;
    private int stateFrom;
    private int stateEnd;

    SpanScan(PolicySet policies) {
        for (PolicySet.AttributeEvidence wanted : policies.attributes()) {
            attributes.add(wanted.key(), wanted.test().get(), wanted.bit());
        }
        this.readsAttributes = !attributes.isEmpty();
        this.members = policies.members();
        this.evidence = new long[policies.evidenceWords()];
    }

    /** Reads the content of a {@code Span}. */
    void read(byte[] array, int from, int to) throws MalformedException {
        high = 0;
        low = 0;
        spanId = 0;
        root = true;
        start = 0;
        end = 0;
        stateFrom = 0;
        stateEnd = 0;
        Arrays.fill(evidence, 0);
        attributes.begin();
        int status = 0;
        int flags = 0;
        span.reset(array, from, to);
        while (span.next()) {
            switch (span.fieldNumber()) {
                case ATTRIBUTES -> {
                    if (readsAttributes && span.wireType() == WireType.BYTES) {
                        attributes.look(array, span.valueStart(), span.valueEnd(), false, evidence);
                    }
                }
                case TRACE_ID -> {
                    if (span.wireType() == WireType.BYTES) {
                        boolean whole = span.valueLength() == TRACE_ID_BYTES;
                        high = whole ? Bytes.longAt(array, span.valueStart()) : 0;
                        low = whole ? Bytes.longAt(array, span.valueStart() + Long.BYTES) : 0;
                    }
                }
                case SPAN_ID -> {
                    if (span.wireType() == WireType.BYTES) {
                        spanId = idOf(array);
                    }
                }
                case PARENT_SPAN_ID -> {
                    if (span.wireType() == WireType.BYTES) {
                        root = idOf(array) == 0;
                    }
                }
                case TRACE_STATE -> {
                    if (span.wireType() == WireType.BYTES) {
                        stateFrom = span.valueStart();
                        stateEnd = span.valueEnd();
                    }
                }
                case START -> start = span.wireType() == WireType.FIXED64 ? span.fixed64() : start;
                case END -> end = span.wireType() == WireType.FIXED64 ? span.fixed64() : end;
                case STATUS -> status = span.wireType() == WireType.BYTES ? statusOr(status) : status;
                case FLAGS -> flags = span.wireType() == WireType.FIXED32 ? span.fixed32() : flags;
                default -> {
                    // decides nothing
                }
            }
        }
        if (status >= 0 && status < STATUS_CODES) {
            evidence[0] |= 1L << (Rule.STATUS_BIT + status);
        }
        if ((flags & SAMPLED) != 0) {
            evidence[0] |= 1L << Rule.FLAG_BIT;
        }
        readTraceState(array);
    }

    private long idOf(byte[] array) {
        return span.valueLength() == SPAN_ID_BYTES ? Bytes.longAt(array, span.valueStart()) : 0;
    }

    /** The status code if one is given, which for several {@code Status} messages is the last given. */
    private int statusOr(int before) throws MalformedException {
        int code = before;
        inner.enter(span);
        while (inner.next()) {
            if (inner.fieldNumber() == STATUS_CODE && inner.wireType() == WireType.VARINT) {
                code = (int) inner.varint();
            }
        }
        return code;
    }

    private void readTraceState(byte[] array) {
        ot.read(array, stateFrom, stateEnd);
        if (members.isEmpty() || stateFrom == stateEnd) {
            return;
        }
        traceState.read(array, stateFrom, stateEnd);
        for (int i = 0; i < members.size(); i++) {
            PolicySet.MemberEvidence member = members.get(i);
            if (traceState.hasAny(member.key(), member.values())) {
                evidence[member.bit() >>> 6] |= 1L << member.bit();
            }
        }
    }

    /** Finds the evidence in a resource: the content of a {@code ResourceSpans} without its spans. */
    void readResource(byte[] envelope, long[] found) throws MalformedException {
        if (!readsAttributes) {
            return;
        }
        attributes.begin();
        span.reset(envelope, 0, envelope.length);
        while (span.next()) {
            if (span.isBytes(RESOURCE)) {
                inner.enter(span);
                while (inner.next()) {
                    if (inner.isBytes(RESOURCE_ATTRIBUTES)) {
                        attributes.look(envelope, inner.valueStart(), inner.valueEnd(), true, found);
                    }
                }
            }
        }
    }

    /** The first eight bytes of the trace id. */
    long high() {
        return high;
    }

    /** The last eight bytes of the trace id. */
    long low() {
        return low;
    }

    /** True if the trace id is there and not all zeros. */
    boolean hasTraceId() {
        return (high | low) != 0;
    }

    /** The span id; 0 if there is none. */
    long spanId() {
        return spanId;
    }

    /** True if the span has no parent. */
    boolean isRoot() {
        return root;
    }

    /** Nanoseconds since 1970, unsigned; 0 if there is none. */
    long start() {
        return start;
    }

    long end() {
        return end;
    }

    /** What the span tells of the randomness, or {@link Randomness#NONE}. */
    long randomness() {
        return ot.randomness();
    }

    /** True if earlier stages sampled, so that other traces are gone already. */
    boolean isSampledBefore() {
        return ot.threshold() > Threshold.ALWAYS;
    }

    /** What was found in the span; overwritten by the next one. */
    long[] evidence() {
        return evidence;
    }
}

package io.sluice.processor.tailsampling;

import io.sluice.processor.sampling.Randomness;
import java.util.Arrays;
import java.util.List;

/**
 * Spans of one trace that lie one behind the other in a request, and what is known of them together. One for each worker; it is filled again and
 * again.
 */
final class Run {

    private final boolean compat;
    private final List<PolicySet.WindowEvidence> windows;
    private final long[] evidence;
    private long high;
    private long low;
    private long idHash;
    private int from;
    private int end;
    private int spans;
    private long earliest;
    private long latest;
    private long randomness;
    private boolean root;

    Run(PolicySet policies, boolean compat) {
        this.compat = compat;
        this.windows = policies.windows();
        this.evidence = new long[policies.evidenceWords()];
    }

    boolean isEmpty() {
        return spans == 0;
    }

    /** Forgets all spans. */
    void clear() {
        spans = 0;
    }

    /** True if a span of that trace which begins at an index goes on with this run. */
    boolean goesOn(SpanScan span, int start) {
        return spans > 0 && start == end && span.high() == high && span.low() == low && end - from < SpanLog.MAX_RUN;
    }

    /**
     * Begins with a span.
     *
     * @param start the earliest start that is known of its trace, 0 if none is
     * @param stop the latest end, likewise
     */
    void begin(SpanScan span, long hash, int at, long start, long stop) {
        high = span.high();
        low = span.low();
        idHash = hash;
        from = at;
        spans = 0;
        earliest = start;
        latest = stop;
        randomness = Randomness.NONE;
        root = false;
        Arrays.fill(evidence, 0);
    }

    /** Adds a span that ends at an index. */
    void add(SpanScan span, int behind) {
        end = behind;
        spans++;
        root |= span.isRoot();
        long[] found = span.evidence();
        for (int i = 0; i < evidence.length; i++) {
            evidence[i] |= found[i];
        }
        randomness = lesser(randomness, span.randomness());
        if (compat) {
            addCollectorsTimes(span);
        } else {
            addTimes(span);
        }
    }

    /** Of several claims the least counts: every span that made one then reaches a threshold that the trace reaches. */
    static long lesser(long one, long other) {
        return one == Randomness.NONE ? other : other == Randomness.NONE ? one : Math.min(one, other);
    }

    private void addTimes(SpanScan span) {
        if (span.start() != 0 && (earliest == 0 || Long.compareUnsigned(span.start(), earliest) < 0)) {
            earliest = span.start();
        }
        if (Long.compareUnsigned(span.end(), latest) > 0) {
            latest = span.end();
        }
    }

    /** As the Collector goes through spans: it asks after each of them, and takes a time of 0 for none. */
    private void addCollectorsTimes(SpanScan span) {
        if (earliest == 0 || Long.compareUnsigned(span.start(), earliest) < 0) {
            earliest = span.start();
        }
        if (latest == 0 || Long.compareUnsigned(span.end(), latest) > 0) {
            latest = span.end();
        }
        if (windows.isEmpty()) {
            return;
        }
        long millis = Durations.collectorsMillis(earliest, latest);
        for (int i = 0; i < windows.size(); i++) {
            PolicySet.WindowEvidence window = windows.get(i);
            if (millis >= window.least() && millis <= window.greatest()) {
                evidence[window.bit() >>> 6] |= 1L << window.bit();
            }
        }
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    long idHash() {
        return idHash;
    }

    /** Index of the first span's tag. */
    int from() {
        return from;
    }

    int length() {
        return end - from;
    }

    int spans() {
        return spans;
    }

    /** The earliest start of the trace as far as it is known. */
    long earliest() {
        return earliest;
    }

    long latest() {
        return latest;
    }

    long randomness() {
        return randomness;
    }

    /** True if one of the spans has no parent. */
    boolean hasRoot() {
        return root;
    }

    long[] evidence() {
        return evidence;
    }
}

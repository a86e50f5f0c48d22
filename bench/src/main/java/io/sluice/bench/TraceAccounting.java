package io.sluice.bench;

import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.function.LongPredicate;

/**
 * What became of the traces of {@link Traces#APART} that were acknowledged whole.
 *
 * @param traces acknowledged whole
 * @param kept of which anything arrived
 * @param divided kept, but not all of it arrived
 * @param errors with an error
 * @param lostErrors whose erroneous span did not arrive
 * @param lost that had to be kept, and of which nothing arrived
 * @param unwanted that had to be dropped, and of which something arrived
 */
record TraceAccounting(long traces, long kept, long divided, long errors, long lostErrors, long lost, long unwanted) {

    private static final double WHOLE_BAR = 0.9999;

    /**
     * @param requests how many were sent
     * @param unacknowledged those of them that were not acknowledged
     * @param arrived whether the item of a number did
     * @param mustBeKept whether a trace has to be
     */
    static TraceAccounting of(int requests, BitSet unacknowledged, IntPredicate arrived, LongPredicate mustBeKept) {
        int items = requests * Traces.REQUEST;
        int most = Math.toIntExact(Traces.APART.traceOf(0) + items);
        byte[] acknowledged = new byte[most];
        byte[] seen = new byte[most];
        for (int item = 0; item < items; item++) {
            if (!unacknowledged.get(item / Traces.REQUEST)) {
                int trace = Math.toIntExact(Traces.APART.traceOf(item));
                acknowledged[trace]++;
                if (arrived.test(item)) {
                    seen[trace]++;
                }
            }
        }
        long traces = 0;
        long kept = 0;
        long divided = 0;
        long errors = 0;
        long lostErrors = 0;
        long lost = 0;
        long unwanted = 0;
        for (int trace = 0; trace < most; trace++) {
            if (acknowledged[trace] != Traces.ITEMS_APART) {
                continue;
            }
            traces++;
            kept += seen[trace] > 0 ? 1 : 0;
            divided += seen[trace] > 0 && seen[trace] < Traces.ITEMS_APART ? 1 : 0;
            lost += seen[trace] == 0 && mustBeKept.test(trace) ? 1 : 0;
            unwanted += seen[trace] > 0 && !mustBeKept.test(trace) ? 1 : 0;
            if (Traces.APART.eventOf(trace) == Traces.Event.ERROR) {
                errors++;
                lostErrors += arrived.test(Math.toIntExact(Traces.APART.lastItem(trace))) ? 0 : 1;
            }
        }
        return new TraceAccounting(traces, kept, divided, errors, lostErrors, lost, unwanted);
    }

    /** Of the traces that were kept, those that arrived whole. */
    double wholeShare() {
        return kept == 0 ? 0 : 1 - (double) divided / kept;
    }

    boolean losesNoError() {
        return errors > 0 && lostErrors == 0;
    }

    boolean isMet() {
        return losesNoError() && lost == 0 && unwanted == 0 && wholeShare() >= WHOLE_BAR;
    }

    String text() {
        return String.format(
                "traces acknowledged whole %d, kept %d, of these whole %.4f %% (bar 99.99), divided %d%n"
                        + "with an error %d, erroneous spans lost %d (bar 0); to be kept and lost %d (bar 0), to be"
                        + " dropped and kept %d (bar 0)%n",
                traces, kept, wholeShare() * 100, divided, errors, lostErrors, lost, unwanted);
    }

    /** Members of a JSON object. */
    String json() {
        return String.format(
                "\"traces\":%d,\"kept\":%d,\"divided\":%d,\"whole_share\":%.6f,\"errors\":%d,\"lost_errors\":%d,"
                        + "\"lost\":%d,\"unwanted\":%d",
                traces, kept, divided, wholeShare(), errors, lostErrors, lost, unwanted);
    }
}

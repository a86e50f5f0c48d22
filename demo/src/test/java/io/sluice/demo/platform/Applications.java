package io.sluice.demo.platform;

import io.sluice.demo.platform.MadeTraces.Kind;
import java.util.List;

/** Ledgers as applications leave them, for tests of other packages. */
public final class Applications {

    private final Ledgers ledgers = Ledgers.empty();

    /** A trace whose spans were made, and acknowledged. */
    public void made(String traceId, Kind kind, List<String> spanIds) {
        madeOnly(traceId, kind, spanIds);
        ledgers.spans().ended(spanIds, true);
    }

    /** A trace whose spans were made, and nobody knows what became of them. */
    public void madeOnly(String traceId, Kind kind, List<String> spanIds) {
        for (String span : spanIds) {
            ledgers.traces().made(traceId, span);
            ledgers.spans().made(span);
        }
        ledgers.spans().handed(spanIds);
        ledgers.traces().ended(traceId, kind);
    }

    public Ledgers ledgers() {
        return ledgers;
    }
}

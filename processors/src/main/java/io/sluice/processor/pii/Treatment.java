package io.sluice.processor.pii;

import io.sluice.pdata.WireWriter;
import io.sluice.processor.pii.action.Action;
import io.sluice.processor.pii.action.Label;
import io.sluice.processor.pii.action.Replacement;
import io.sluice.processor.pii.action.Replacements;
import io.sluice.processor.pii.detect.Confidence;

/** What is done to the findings of one detector or rule. Threads: one worker's. */
final class Treatment {

    private final String source;
    private final Label label;
    private final Action action;
    private final Confidence minimum;
    private final Replacement replacement;
    private final Tally tally;

    /** @param source name of the detector or rule */
    Treatment(
            String source,
            Label label,
            Action action,
            Confidence minimum,
            Replacements replacements,
            PiiMetrics metrics) {
        this.source = source;
        this.label = label;
        this.action = action;
        this.minimum = minimum;
        this.replacement = replacements.of(action.writes() ? action : Action.REPLACE);
        this.tally = metrics.findings(source, action);
    }

    String source() {
        return source;
    }

    Action action() {
        return action;
    }

    boolean covers(Confidence confidence) {
        return confidence.compareTo(minimum) >= 0;
    }

    /** True if text is to be written, be it only because what holds it can't be dropped or marked. */
    boolean masks(Effects effects) {
        return action != Action.COUNT && (action != Action.ROUTE || !effects.isRoutable());
    }

    void write(byte[] array, int start, int end, WireWriter out) {
        replacement.write(array, start, end, label, out);
    }

    void count() {
        tally.add();
    }

    /** Says what the action wants beyond text. */
    void note(Effects effects) {
        switch (action) {
            case DROP_ATTRIBUTE -> effects.dropAttribute();
            case DROP_RECORD -> effects.dropRecord();
            case ROUTE -> effects.route();
            case REPLACE, PARTIAL, TOKEN, IP_TRUNCATE, IP_PSEUDONYM, COUNT -> {}
        }
    }
}

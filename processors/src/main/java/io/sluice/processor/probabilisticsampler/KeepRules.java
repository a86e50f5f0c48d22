package io.sluice.processor.probabilisticsampler;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Signal;
import io.sluice.processor.edit.EditedMessage;
import java.util.List;

/** The rules of {@code keep} that are for a signal. Threads: one worker's. */
final class KeepRules {

    private final KeepRule[] rules;

    KeepRules(List<KeepConfig> configs, Signal signal) {
        rules = configs.stream()
                .filter(config -> config.isFor(signal))
                .map(config -> new KeepRule(config, configs.size()))
                .toArray(KeepRule[]::new);
    }

    /** True if resources have to be {@linkplain #look looked at}. */
    boolean asksResources() {
        for (KeepRule rule : rules) {
            if (rule.asksAttributes()) {
                return true;
            }
        }
        return false;
    }

    /** Looks at a resource; its items follow. */
    void look(EditedMessage resource) throws MalformedException {
        for (KeepRule rule : rules) {
            rule.look(resource);
        }
    }

    /** True if a rule is about a span. */
    boolean matchesSpan(EditedMessage span, SpanScan scan) throws MalformedException {
        for (KeepRule rule : rules) {
            if (rule.matches(span, scan.statusCode(), scan.durationNanos(), 0)) {
                return true;
            }
        }
        return false;
    }

    /** True if a rule is about a log record. */
    boolean matchesLog(EditedMessage log, int severity) throws MalformedException {
        for (KeepRule rule : rules) {
            if (rule.matches(log, 0, 0, severity)) {
                return true;
            }
        }
        return false;
    }
}
